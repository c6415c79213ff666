import { type Interval, wilsonInterval } from './intervals'
import { normalTail } from './normal-tail'

/** Rows that hold something, of `n` rows: 0 <= `count` <= `n`. */
export interface CountedShare {
  readonly count: number
  readonly n: number
}

/**
 * A share less another one, with the 95 % interval of the difference, both in [-1, 1]; `null` where a side has no rows.
 * The interval is Newcombe's hybrid score interval, which keeps its level for small samples and for shares near 0 and 1.
 * The sides must be samples without common rows. Throws `RangeError` where a count is no share.
 * Source: Newcombe 1998, Statistics in Medicine 17:873-890, method 10.
 */
export function subtractShares(a: CountedShare, b: CountedShare): { difference: number; interval: Interval } | null {
  const ofA = wilsonInterval(a.count, a.n)
  const ofB = wilsonInterval(b.count, b.n)
  if (ofA === null || ofB === null) return null
  const [shareA, shareB] = [a.count / a.n, b.count / b.n]
  const difference = shareA - shareB
  return {
    difference,
    interval: {
      low: Math.max(-1, difference - Math.hypot(shareA - ofA.low, ofB.high - shareB)),
      high: Math.min(1, difference + Math.hypot(ofA.high - shareA, shareB - ofB.low)),
    },
  }
}

/** The p-value of a test that two shares are equal, in [0, 1], and the test that gave it. */
export interface ShareTest {
  readonly p: number
  readonly test: 'z' | 'fisher'
}

/** From this expected count on in all four cells the normal approximation is taken. Source: Cochran 1954. */
const LEAST_EXPECTED = 5

/**
 * The two-sided test that two samples without common rows have the same share: the pooled z test without continuity
 * correction where each of the four expected counts is at least 5, otherwise Fisher's exact test, whose p-value sums
 * all tables that are at most as likely as the observed one. `null` where a side has no rows, and where none or all of
 * the rows of both sides hold it: then no table could differ. Throws `RangeError` where a count is no share.
 * Source: Fleiss, Levin and Paik 2003, sections 3.2 and 3.4.
 */
export function testShares(a: CountedShare, b: CountedShare): ShareTest | null {
  for (const { count, n } of [a, b])
    if (!(count >= 0 && count <= n)) throw new RangeError(`${count} of ${n} is no share`)
  const held = a.count + b.count
  const n = a.n + b.n
  if (a.n === 0 || b.n === 0 || held === 0 || held === n) return null
  const leastExpected = (Math.min(a.n, b.n) * Math.min(held, n - held)) / n
  if (leastExpected < LEAST_EXPECTED) return { p: fisher(a, b), test: 'fisher' }
  const pooled = held / n
  const z = (a.count / a.n - b.count / b.n) / Math.sqrt(pooled * (1 - pooled) * (1 / a.n + 1 / b.n))
  return { p: normalTail(z), test: 'z' }
}

/** Likelihoods that differ by less than this share of their size count as equal: they come by different roundings. */
const EQUAL_LIKELIHOOD = 1e-7

function fisher(a: CountedShare, b: CountedShare): number {
  const held = a.count + b.count
  const least = Math.max(0, held - b.n)
  const most = Math.min(held, a.n)
  // The likelihood of `count` over that of the count before it, among tables with these margins.
  const step = (count: number) => ((held - count + 1) * (a.n - count + 1)) / (count * (b.n - held + count))
  const mode = Math.min(most, Math.max(least, Math.floor(((held + 1) * (a.n + 1)) / (a.n + b.n + 2))))
  const likelihoods = new Float64Array(most - least + 1)
  likelihoods[mode - least] = 1
  for (let count = mode + 1; count <= most; count++)
    likelihoods[count - least] = (likelihoods[count - 1 - least] ?? 0) * step(count)
  for (let count = mode - 1; count >= least; count--)
    likelihoods[count - least] = (likelihoods[count + 1 - least] ?? 0) / step(count + 1)
  const observed = (likelihoods[a.count - least] ?? 0) * (1 + EQUAL_LIKELIHOOD)
  let total = 0
  let extreme = 0
  for (const likelihood of likelihoods.toSorted()) {
    total += likelihood
    if (likelihood <= observed) extreme += likelihood
  }
  return Math.min(1, extreme / total)
}
