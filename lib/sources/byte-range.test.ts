import { expect, test } from 'vitest'
import { parseByteRange, parseContentRange } from './byte-range'

test.each([
  [null, 10, null],
  ['items=0-1', 10, null],
  ['bytes=0-0', 10, { start: 0, end: 1 }],
  ['bytes=0-9', 10, { start: 0, end: 10 }],
  ['bytes=3-', 10, { start: 3, end: 10 }],
  ['bytes=3-1000', 10, { start: 3, end: 10 }],
  ['bytes=-4', 10, { start: 6, end: 10 }],
  ['bytes=-40', 10, { start: 0, end: 10 }],
])('%s of %i bytes', (header, bytes, expected) => {
  expect(parseByteRange(header, bytes)).toEqual(expected)
})

test.each([
  ['bytes=0-', 0, 'range-unsatisfiable'],
  ['bytes=-1', 0, 'range-unsatisfiable'],
  ['bytes=10-', 10, 'range-unsatisfiable'],
  ['bytes=2-1', 10, 'range-invalid'],
  ['bytes', 10, 'range-invalid'],
  ['bytes=1-2,3-4', 10, 'range-multiple'],
])('%s of %i bytes throws %s', (header, bytes, code) => {
  expect(() => parseByteRange(header, bytes)).toThrow(expect.objectContaining({ code, status: 416 }))
})

test.each([
  ['bytes 0-9/10', { start: 0, end: 10, total: 10 }],
  ['bytes 5-9/*', { start: 5, end: 10, total: null }],
  ['bytes 9-5/10', null],
  ['bytes 5-10/10', null],
  ['bytes */10', null],
  ['items 0-9/10', null],
  [undefined, null],
])('Content-Range %s', (header, expected) => {
  expect(parseContentRange(header)).toEqual(expected)
})
