import { expect, test } from 'vitest'
import { type ChartTable, formatCsv, sortTable } from './chart-table'

function cell(value: string | number | null): string {
  const table = { columns: [{ key: 'a', label: 'A', isNumber: false }], rows: [{ a: value }] }
  return formatCsv(table, []).slice('A\r\n'.length, -'\r\n'.length)
}

test.each([
  ['plain text', 'cat', 'cat'],
  ['an empty text', '', ''],
  ['an undefined value', null, ''],
  ['a comma', 'a,b', '"a,b"'],
  ['quotes are doubled', 'say "hi"', '"say ""hi"""'],
  ['a line end', 'a\nb', '"a\nb"'],
  ['a carriage return', 'a\rb', '"a\rb"'],
  ['a space at the edge', ' a ', ' a '],
  ['full precision', 0.1 + 0.2, '0.30000000000000004'],
  ['a negative number is no formula', -1.5, '-1.5'],
  ['a formula', '=1+1', "'=1+1"],
  ['a formula with quotes', '=HYPERLINK("x","y")', '"\'=HYPERLINK(""x"",""y"")"'],
  ['plus', '+1', "'+1"],
  ['minus', '-1', "'-1"],
  ['at', '@SUM(A1)', "'@SUM(A1)"],
  ['a tab', '\t=1', "'\t=1"],
  ['a carriage return before a formula', '\r=1', '"\'\r=1"'],
  ['an equals sign inside', 'a=b', 'a=b'],
])('a cell: %s', (_, value, expected) => {
  expect(cell(value)).toBe(expected)
})

const TABLE: ChartTable = {
  columns: [
    { key: 'name', label: 'Name, short', isNumber: false },
    { key: 'n', label: 'n', isNumber: true },
  ],
  rows: [{ n: 1, name: 'b' }, { name: 'a' }],
}

test('columns keep the order of the head; what a row lacks is empty', () => {
  expect(formatCsv(TABLE, [])).toBe('"Name, short",n\r\nb,1\r\na,\r\n')
})

test('provenance comes first, one line each whatever it holds', () => {
  const text = formatCsv(TABLE, ['Run "a", seed 7', 'two\r\nlines\n=1'])
  expect(text.split('\r\n').slice(0, 3)).toEqual(['# Run "a", seed 7', '# two lines =1', '"Name, short",n'])
})

test('a head that reads as a formula is text as well', () => {
  expect(formatCsv({ columns: [{ key: 'a', label: '=1', isNumber: true }], rows: [] }, [])).toBe("'=1\r\n")
})

test('sorts by a column either way, undefined cells last, equal ones as they were', () => {
  const table: ChartTable = {
    columns: [
      { key: 'name', label: 'Name', isNumber: false },
      { key: 'value', label: 'Value', isNumber: true },
    ],
    rows: [
      { name: 'b', value: null },
      { name: 'c', value: 10 },
      { name: 'a', value: 9 },
      { name: 'd', value: 10 },
    ],
  }
  const names = (key: string, descending: boolean) => sortTable(table, { key, descending }).map(({ name }) => name)
  expect(names('value', false)).toEqual(['a', 'c', 'd', 'b'])
  expect(names('value', true)).toEqual(['c', 'd', 'a', 'b'])
  expect(names('name', false)).toEqual(['a', 'b', 'c', 'd'])
  expect(sortTable(table, null)).toBe(table.rows)
})
