import { expect, test } from 'vitest'
import { toCsv, toJsonLines } from './export-rows'

const COLUMNS = ['a', 'b "q"', 'a']
const ROWS = [
  [1, 'plain', null],
  [2n ** 60n, 'quote " and, comma\r\nline', ''],
  [-0.5, ' spaced ', { list: [1n, null, 2n ** 60n] }],
  [true, '=1+1', ['x']],
]

test('toCsv quotes what must be quoted and tells null from empty', () => {
  expect([...toCsv(COLUMNS, ROWS)].join('')).toBe(
    [
      'a,"b ""q""",a',
      '1,plain,',
      '1152921504606846976,"quote "" and, comma\r\nline",""',
      '-0.5," spaced ","{""list"":[1,null,""1152921504606846976""]}"',
      'true,=1+1,"[""x""]"',
      '',
    ].join('\r\n'),
  )
})

test('toJsonLines gives one object a line', () => {
  const lines = [...toJsonLines(COLUMNS, ROWS)].join('').trimEnd().split('\n')
  expect(lines.map((line): unknown => JSON.parse(line))).toEqual([
    { a: 1, 'b "q"': 'plain', a_2: null },
    { a: '1152921504606846976', 'b "q"': 'quote " and, comma\r\nline', a_2: '' },
    { a: -0.5, 'b "q"': ' spaced ', a_2: { list: [1, null, '1152921504606846976'] } },
    { a: true, 'b "q"': '=1+1', a_2: ['x'] },
  ])
})

test('large exports come in pieces and small ones in one', () => {
  const rows = Array.from({ length: 5000 }, (_, row) => [row, 'x'.repeat(100)])
  const pieces = [...toCsv(['n', 'text'], rows)]
  expect(pieces.length).toBeGreaterThan(5)
  expect(pieces.join('').split('\r\n')).toHaveLength(5002)
  expect([...toCsv(['n'], [])]).toEqual(['n\r\n'])
  expect([...toJsonLines(['n'], [])]).toEqual([])
})
