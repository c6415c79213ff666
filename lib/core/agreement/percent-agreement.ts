import { countRatings, type Pattern } from './patterns'
import { type Outcome, undefinedBecause, valued } from './statistic'

/** Share of the pairs of ratings of one item that are equal, in [0, 1]; `null` for fewer than two ratings. */
export function shareOfEqualPairs(counts: readonly number[]): number | null {
  const ratings = counts.reduce((sum, count) => sum + count, 0)
  if (ratings < 2) return null
  return counts.reduce((sum, count) => sum + count * (count - 1), 0) / (ratings * (ratings - 1))
}

/**
 * Observed agreement: the mean over items of the share of equal pairs, in [0, 1]. Items with fewer than two ratings do
 * not count; without others it is undefined (`no-pairs`). Not corrected for chance.
 * Source: Fleiss 1971, Psychological Bulletin 76:378-382, equation 3.
 */
export function percentAgreement(patterns: readonly Pattern[]): Outcome {
  let sum = 0
  let items = 0
  for (const pattern of patterns) {
    const share = shareOfEqualPairs(pattern.counts)
    if (share === null || pattern.items === 0) continue
    sum += share * pattern.items
    items += pattern.items
  }
  return items === 0 ? undefinedBecause('no-pairs') : valued(sum / items)
}

/**
 * Fleiss' kappa, at most 1, 0 at chance: for items that each have the same number of ratings, two or more; by whom does
 * not matter. Undefined where that number differs (`unequal-ratings`), for no items (`no-pairs`) and where all ratings
 * are of one category (`no-variation`). Source: Fleiss 1971, Psychological Bulletin 76:378-382.
 */
export function fleissKappa(patterns: readonly Pattern[]): Outcome {
  const present = patterns.filter((pattern) => pattern.items > 0 && countRatings(pattern) > 0)
  const ratings = new Set(present.map(countRatings))
  if (ratings.size > 1) return undefinedBecause('unequal-ratings')
  const observed = percentAgreement(present)
  if (observed.value === null) return observed
  const sums: number[] = []
  for (const { counts, items } of present)
    counts.forEach((count, category) => {
      sums[category] = (sums[category] ?? 0) + count * items
    })
  const total = sums.reduce((sum, count) => sum + count, 0)
  if (sums.some((sum) => sum === total)) return undefinedBecause('no-variation')
  const expected = sums.reduce((sum, count) => sum + (count / total) ** 2, 0)
  return valued((observed.value - expected) / (1 - expected))
}
