import { DIMENSION_COUNT } from './dimensions'
import type { Sign } from './direction'
import type { CoOccurrence } from './direction-index-co-occurrence'
import type { Interval } from './intervals'

const POLES = 2 * DIMENSION_COUNT

/** Rows that hold `leftSign` in dimension `left` and `rightSign` in dimension `right`; indices 0 to 89. */
export function countTogether(
  { counts, n }: CoOccurrence,
  left: number,
  leftSign: Sign,
  right: number,
  rightSign: Sign,
): number {
  const at = (i: number, signI: 1 | -1, j: number, signJ: 1 | -1) =>
    counts[(signI === 1 ? i : i + DIMENSION_COUNT) * POLES + (signJ === 1 ? j : j + DIMENSION_COUNT)] ?? 0
  const single = (i: number, sign: 1 | -1) => at(i, sign, i, sign)
  if (leftSign !== 0 && rightSign !== 0) return at(left, leftSign, right, rightSign)
  if (leftSign !== 0) return single(left, leftSign) - at(left, leftSign, right, 1) - at(left, leftSign, right, -1)
  if (rightSign !== 0) return single(right, rightSign) - at(left, 1, right, rightSign) - at(left, -1, right, rightSign)
  const active = (i: number) => single(i, 1) + single(i, -1)
  const both = at(left, 1, right, 1) + at(left, 1, right, -1) + at(left, -1, right, 1) + at(left, -1, right, -1)
  return n - active(left) - active(right) + both
}

/** A figure, or why there is none. */
export type Defined =
  | { readonly value: number; readonly interval: Interval | null; readonly reason: null }
  | { readonly value: null; readonly interval: null; readonly reason: UndefinedReason }

/** `left-constant`, `right-constant`: that dimension has one sign in all rows. `never`: a pole occurs in no row. */
export type UndefinedReason = 'no-rows' | 'left-constant' | 'right-constant' | 'left-never' | 'right-never'

function undefinedFor(reason: UndefinedReason): Defined {
  return { value: null, interval: null, reason }
}

/** The 0.975 quantile of the normal distribution. */
const Z_95 = 1.959963984540054

/**
 * Pearson's correlation of the signs (+1, 0, -1) of two dimensions over the rows with a direction, in [-1, 1], with the
 * 95 % interval of Fisher's transformation, which is approximate for signs and `null` below 4 rows and at -1 and 1.
 * Undefined without rows and where a dimension has one sign throughout.
 */
export function correlateSigns(together: CoOccurrence, left: number, right: number): Defined {
  const { n } = together
  if (n === 0) return undefinedFor('no-rows')
  const count = (leftSign: Sign, rightSign: Sign) => countTogether(together, left, leftSign, right, rightSign)
  const sums = (i: number) => {
    const positive = countTogether(together, i, 1, i, 1)
    const negative = countTogether(together, i, -1, i, -1)
    return { sum: positive - negative, squares: positive + negative }
  }
  const [x, y] = [sums(left), sums(right)]
  const spreadX = n * x.squares - x.sum ** 2
  const spreadY = n * y.squares - y.sum ** 2
  if (spreadX === 0) return undefinedFor('left-constant')
  if (spreadY === 0) return undefinedFor('right-constant')
  const products = count(1, 1) + count(-1, -1) - count(1, -1) - count(-1, 1)
  const r = Math.max(-1, Math.min(1, (n * products - x.sum * y.sum) / Math.sqrt(spreadX) / Math.sqrt(spreadY)))
  return { value: r, interval: fisherInterval(r, n), reason: null }
}

function fisherInterval(r: number, n: number): Interval | null {
  if (n < 4 || Math.abs(r) === 1) return null
  const half = Z_95 / Math.sqrt(n - 3)
  return { low: Math.tanh(Math.atanh(r) - half), high: Math.tanh(Math.atanh(r) + half) }
}

/**
 * The lift of two poles: how many times as many rows hold both as if the poles were independent, from 0 up, with the
 * 95 % interval of its logarithm by the delta method for multinomial counts, which is `null` where no row holds both
 * or all rows do. Undefined without rows and where a pole never occurs.
 */
export function liftPoles(
  together: CoOccurrence,
  left: number,
  leftSign: 1 | -1,
  right: number,
  rightSign: 1 | -1,
): Defined {
  const { n } = together
  if (n === 0) return undefinedFor('no-rows')
  const a = countTogether(together, left, leftSign, left, leftSign)
  const b = countTogether(together, right, rightSign, right, rightSign)
  if (a === 0) return undefinedFor('left-never')
  if (b === 0) return undefinedFor('right-never')
  const both = countTogether(together, left, leftSign, right, rightSign)
  const value = (both / a) * (n / b)
  if (both === 0 || both === n) return { value, interval: null, reason: null }
  const variance = 1 / both - 1 / a - 1 / b + (2 * both) / a / b - 1 / n
  const factor = Math.exp(Z_95 * Math.sqrt(Math.max(0, variance)))
  return { value, interval: { low: value / factor, high: value * factor }, reason: null }
}

/** The share of rows with a direction that hold both poles, in [0, 1]; undefined without rows. */
export function shareTogether(
  together: CoOccurrence,
  left: number,
  leftSign: 1 | -1,
  right: number,
  rightSign: 1 | -1,
): Defined {
  if (together.n === 0) return undefinedFor('no-rows')
  const value = countTogether(together, left, leftSign, right, rightSign) / together.n
  return { value, interval: null, reason: null }
}
