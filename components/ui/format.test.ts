import { expect, test } from 'vitest'
import { formatBytes, formatCount, formatDuration, formatShare } from './format'

test.each([
  [null, '–'],
  [0, '0'],
  [999, '999'],
  [12408, '12,408'],
  [1311622, '1,311,622'],
])('the count %j reads %s', (value, expected) => expect(formatCount(value)).toBe(expected))

test.each([
  [null, '–'],
  [0, '0.0 %'],
  [0.578, '57.8 %'],
  [1, '100.0 %'],
  [0.001, '0.1 %'],
  [0.0009, '< 0.1 %'],
  [1e-9, '< 0.1 %'],
])('the share %j reads %s', (share, expected) => expect(formatShare(share)).toBe(expected))

test.each([
  [0.578, 0, '58 %'],
  [0.009, 0, '< 1 %'],
  [0.57834, 2, '57.83 %'],
  [0.00009, 2, '< 0.01 %'],
])('the share %j with %j digits reads %s', (share, digits, expected) =>
  expect(formatShare(share, digits)).toBe(expected),
)

test.each([
  [null, '–'],
  [0, '0 B'],
  [999, '999 B'],
  [1000, '1.0 kB'],
  [9900, '9.9 kB'],
  [9990, '10 kB'],
  [10_000, '10 kB'],
  [999_400, '999 kB'],
  [999_999, '1.0 MB'],
  [104_900_000, '105 MB'],
  [2_500_000_000, '2.5 GB'],
  [5e15, '5000 TB'],
])('%j bytes read %s', (bytes, expected) => expect(formatBytes(bytes)).toBe(expected))

test.each([
  [null, '–'],
  [0, '0 ms'],
  [840.4, '840 ms'],
  [999.6, '1.0 s'],
  [1000, '1.0 s'],
  [12_400, '12.4 s'],
  [59_940, '59.9 s'],
  [59_999, '1 min 0 s'],
  [60_000, '1 min 0 s'],
  [200_000, '3 min 20 s'],
  [3_599_600, '1 h 0 min'],
  [3_900_000, '1 h 5 min'],
  [90_000_000, '25 h 0 min'],
])('%j milliseconds read %s', (durationMs, expected) => expect(formatDuration(durationMs)).toBe(expected))
