import { expect, test } from 'vitest'
import { formatSqlCell, formatSqlJsonl } from './format-sql-result'

test.each([
  ['NULL', null, null],
  ['nothing', undefined, null],
  ['a text as it is', 'a "b"\n', 'a "b"\n'],
  ['a number as it is', 0.1, 0.1],
  ['zero', 0, 0],
  ['true', true, 'true'],
  ['a 64-bit integer in full', 18446744073709551615n, '18446744073709551615'],
  ['a list', [1, null, 'a'], '[1,null,"a"]'],
  ['a struct with integers', { a: 2n, b: [3n] }, '{"a":2,"b":[3]}'],
  [
    'an integer beyond the exact range inside a list',
    [9007199254740991n, 9007199254740992n],
    '[9007199254740991,"9007199254740992"]',
  ],
  [
    'a negative integer beyond the exact range',
    [-9007199254740991n, -9007199254740992n],
    '[-9007199254740991,"-9007199254740992"]',
  ],
])('a cell: %s', (_, value, expected) => {
  expect(formatSqlCell(value)).toBe(expected)
})

function result(names: readonly string[], rows: readonly (readonly unknown[])[]) {
  return { columns: names.map((name) => ({ name, type: 'VARCHAR' })), rows, isCut: false, durationMs: 1 }
}

test('rows are JSON lines by column name, each with its line end', () => {
  const text = formatSqlJsonl(
    result(
      ['n', 'text', 'list'],
      [
        [1n, 'a\nb', [2n]],
        [null, undefined, 9007199254740993n],
      ],
    ),
  )
  expect(text).toBe('{"n":1,"text":"a\\nb","list":[2]}\n{"n":null,"text":null,"list":"9007199254740993"}\n')
})

test('no rows are an empty file', () => {
  expect(formatSqlJsonl(result(['n'], []))).toBe('')
})

test('a column may be called as a property of every object', () => {
  expect(JSON.parse(formatSqlJsonl(result(['constructor'], [[1]])))).toEqual({ constructor: 1 })
})
