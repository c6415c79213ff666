import { expect, test } from 'vitest'
import { formatSqlCell } from './format-sql-result'

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
