import { expect, test } from 'vitest'
import { adjustBenjaminiHochberg, adjustHolm } from './multiple-tests'

function round(values: readonly (number | null)[]) {
  return values.map((value) => (value === null ? null : Math.round(value * 1e6) / 1e6))
}

// By hand: 0.01 * 4, then 0.02 * 3 = 0.06, 0.03 * 2 = 0.06, 0.04 * 1 raised to the one before it.
test('Holm multiplies by the tests that are left and never falls', () => {
  expect(round(adjustHolm([0.03, 0.01, 0.04, 0.02]))).toEqual([0.06, 0.04, 0.06, 0.06])
  expect(round(adjustHolm([0.9, 0.8, 0.7]))).toEqual([1, 1, 1])
})

// By hand: p * 5 / rank = 0.05, 0.05, 0.05, 0.05, 0.055, none above a later one.
test('Benjamini and Hochberg divide by the rank and never exceed a later test', () => {
  expect(round(adjustBenjaminiHochberg([0.01, 0.02, 0.03, 0.04, 0.055]))).toEqual([0.05, 0.05, 0.05, 0.05, 0.055])
  expect(round(adjustBenjaminiHochberg([0.8, 0.001, 0.3]))).toEqual([0.8, 0.003, 0.45])
})

// Benjamini and Hochberg 1995, section 3.1: of these 15 the first 4 are rejected at 5 %, by Holm (Bonferroni) the first 3.
const MYOCARDIAL = [
  0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324, 0.4262, 0.5719, 0.6528, 0.759, 1,
]

test('rejects what the paper on the false discovery rate rejects', () => {
  expect(adjustBenjaminiHochberg(MYOCARDIAL).filter((q) => q !== null && q <= 0.05)).toHaveLength(4)
  expect(adjustHolm(MYOCARDIAL).filter((p) => p !== null && p <= 0.05)).toHaveLength(3)
})

test('undefined tests stay undefined and are not counted', () => {
  expect(round(adjustHolm([null, 0.02, null, 0.01]))).toEqual([null, 0.02, null, 0.02])
  expect(round(adjustBenjaminiHochberg([null, 0.02]))).toEqual([null, 0.02])
  expect(adjustHolm([])).toEqual([])
})

test('refuses what is no p-value', () => {
  expect(() => adjustHolm([1.2])).toThrow(RangeError)
  expect(() => adjustBenjaminiHochberg([Number.NaN])).toThrow(RangeError)
})
