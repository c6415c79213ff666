import { DIMENSION_COUNT } from './dimensions'
import type { Interval } from './intervals'
import { adjustBenjaminiHochberg, adjustHolm } from './multiple-tests'
import { type CountedShare, subtractShares, testShares } from './share-difference'

/** Rows of a subset by pole; each list has 90 counts in dimension order. */
export interface SubsetCounts {
  /** Rows, and those of them that have a direction. */
  readonly matched: number
  readonly withDirection: number
  readonly positive: ArrayLike<number>
  readonly negative: ArrayLike<number>
}

/** Two subsets without common rows, and what was done to make them so. */
export interface DisjointSubsets {
  readonly a: SubsetCounts
  readonly b: SubsetCounts
  /** Rows that the two subsets share, and those of them that have a direction. */
  readonly shared: number
  readonly sharedWithDirection: number
  /**
   * How common rows were treated: there are `none`; A lies `a-inside` B, or `b-inside` A, and is compared with the rest
   * of the larger one; they are left out on `both` sides; A and B are the `same` rows, so there is nothing to compare.
   */
  readonly overlap: 'none' | 'a-inside' | 'b-inside' | 'both' | 'same'
}

/**
 * Makes two subsets samples without common rows, which intervals and tests need. `shared` counts the rows in both.
 * Throws `RangeError` where the common rows outnumber a side.
 */
export function separateSubsets(a: SubsetCounts, b: SubsetCounts, shared: SubsetCounts): DisjointSubsets {
  if (shared.matched > Math.min(a.matched, b.matched))
    throw new RangeError(`${shared.matched} common rows of subsets of ${a.matched} and ${b.matched}`)
  const isAInside = shared.matched === a.matched
  const isBInside = shared.matched === b.matched
  const counted = { shared: shared.matched, sharedWithDirection: shared.withDirection }
  if (shared.matched === 0) return { a, b, overlap: 'none', ...counted }
  if (isAInside && isBInside) return { a, b, overlap: 'same', ...counted }
  if (isAInside) return { a, b: without(b, shared), overlap: 'a-inside', ...counted }
  if (isBInside) return { a: without(a, shared), b, overlap: 'b-inside', ...counted }
  return { a: without(a, shared), b: without(b, shared), overlap: 'both', ...counted }
}

/** The rows of a subset that are not in a part of it: counts less counts. */
export function without(whole: SubsetCounts, part: SubsetCounts): SubsetCounts {
  const less = (key: 'positive' | 'negative') =>
    Uint32Array.from({ length: DIMENSION_COUNT }, (_, index) => (whole[key][index] ?? 0) - (part[key][index] ?? 0))
  return {
    matched: whole.matched - part.matched,
    withDirection: whole.withDirection - part.withDirection,
    positive: less('positive'),
    negative: less('negative'),
  }
}

/** What of a dimension is compared: rows that hold a pole, or either of them. */
export type ComparedPole = 'positive' | 'negative' | 'active'

/** One test among many: the shares of two subsets in one dimension. */
export interface ShareComparison {
  /** Of the dimension, 0 to 89. */
  readonly index: number
  readonly pole: ComparedPole
  readonly a: CountedShare
  readonly b: CountedShare
  /** A's share less B's, in [-1, 1], with its 95 % interval; `null` where a side has no rows with a direction. */
  readonly difference: number | null
  readonly interval: Interval | null
  /** `null` where it was left out, and where there is nothing to test: a side without rows, a pole of no row or every row. */
  readonly p: number | null
  readonly test: 'z' | 'fisher' | null
  /** Adjusted over all tests of the comparison, by Holm and by Benjamini and Hochberg. */
  readonly holm: number | null
  readonly q: number | null
}

/**
 * Compares the shares of the given poles in all 90 dimensions, in dimension order, each p-value adjusted over all of
 * them. Intervals are not adjusted: each holds for its own dimension. The subsets must not have common rows. The
 * dimensions in `leftOut`, such as those that the subsets were chosen by, get no test.
 */
export function compareSubsets(
  a: SubsetCounts,
  b: SubsetCounts,
  poles: readonly ComparedPole[],
  leftOut: ReadonlySet<number> = new Set(),
): readonly ShareComparison[] {
  const bare = Array.from({ length: DIMENSION_COUNT }, (_, index) =>
    poles.map((pole) => {
      const [shareA, shareB] = [countedShare(a, pole, index), countedShare(b, pole, index)]
      const test = leftOut.has(index) ? null : testShares(shareA, shareB)
      return { index, pole, a: shareA, b: shareB, found: subtractShares(shareA, shareB), test }
    }),
  ).flat()
  const pValues = bare.map(({ test }) => test?.p ?? null)
  const holm = adjustHolm(pValues)
  const q = adjustBenjaminiHochberg(pValues)
  return bare.map(({ found, test, ...rest }, place) => ({
    ...rest,
    difference: found?.difference ?? null,
    interval: found?.interval ?? null,
    p: test?.p ?? null,
    test: test?.test ?? null,
    holm: holm[place] ?? null,
    q: q[place] ?? null,
  }))
}

function countedShare(subset: SubsetCounts, pole: ComparedPole, index: number): CountedShare {
  const positive = subset.positive[index] ?? 0
  const negative = subset.negative[index] ?? 0
  const count = pole === 'positive' ? positive : pole === 'negative' ? negative : positive + negative
  return { count, n: subset.withDirection }
}
