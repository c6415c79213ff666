import { expect, test } from 'vitest'
import { linesInView } from './lines-in-view'

test.each([
  ['the start of a list', 0, 640, 1000, { first: 0, last: 27 }],
  ['a list shorter than the view', 0, 640, 5, { first: 0, last: 4 }],
  ['an empty list', 0, 640, 0, { first: 0, last: -1 }],
  ['lines cut at both ends', 20 * 32 + 1, 64, 1000, { first: 12, last: 30 }],
  ['lines that end with the view', 20 * 32, 64, 1000, { first: 12, last: 29 }],
  ['the end of all rows', 1_311_622 * 32 - 640, 640, 1_311_622, { first: 1_311_594, last: 1_311_621 }],
  ['a place beyond a list that became shorter', 50_000, 640, 10, { first: 9, last: 9 }],
])('%s', (_, offset, view, count, span) => {
  expect(linesInView(offset, view, count, 32)).toEqual(span)
})
