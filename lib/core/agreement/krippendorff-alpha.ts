import type { Pattern } from './patterns'
import { type Outcome, undefinedBecause, valued } from './statistic'

/** How far apart two categories are: all alike, by ranks, or by their indices. */
export type Level = 'nominal' | 'ordinal' | 'interval'

/**
 * Adds one item's pairs to a matrix of coincidences (`categories` squared, row by row), `times` over. An item with
 * fewer than two ratings adds nothing. Source: Krippendorff 2011, section C, step 2.
 */
export function addCoincidences(matrix: Float64Array, counts: readonly number[], times: number): void {
  const ratings = counts.reduce((sum, count) => sum + count, 0)
  if (ratings < 2) return
  const categories = counts.length
  for (let row = 0; row < categories; row++)
    for (let column = 0; column < categories; column++) {
      const pairs = (counts[row] ?? 0) * ((counts[column] ?? 0) - (row === column ? 1 : 0))
      const cell = row * categories + column
      matrix[cell] = (matrix[cell] ?? 0) + (times * pairs) / (ratings - 1)
    }
}

/**
 * Krippendorff's alpha of a matrix of coincidences, at most 1, 0 at chance: any number of raters, values may be missing.
 * Undefined without pairs (`no-pairs`) and where all paired values are equal (`no-variation`).
 * Source: Krippendorff 2011, "Computing Krippendorff's Alpha-Reliability", sections C and D.
 */
export function alphaOfCoincidences(matrix: Float64Array, categories: number, level: Level): Outcome {
  const sums = Array.from({ length: categories }, (_, row) => {
    let sum = 0
    for (let column = 0; column < categories; column++) sum += matrix[row * categories + column] ?? 0
    return sum
  })
  const total = sums.reduce((sum, count) => sum + count, 0)
  if (total === 0) return undefinedBecause('no-pairs')
  let observed = 0
  let expected = 0
  for (let row = 0; row < categories; row++)
    for (let column = row + 1; column < categories; column++) {
      const distance = squaredDistance(row, column, sums, level)
      observed += (matrix[row * categories + column] ?? 0) * distance
      expected += (sums[row] ?? 0) * (sums[column] ?? 0) * distance
    }
  return expected === 0 ? undefinedBecause('no-variation') : valued(1 - ((total - 1) * observed) / expected)
}

/** Krippendorff's alpha of rated items, as `alphaOfCoincidences`. */
export function krippendorffAlpha(patterns: readonly Pattern[], level: Level): Outcome {
  const categories = patterns[0]?.counts.length ?? 0
  const matrix = new Float64Array(categories ** 2)
  for (const { counts, items } of patterns) addCoincidences(matrix, counts, items)
  return alphaOfCoincidences(matrix, categories, level)
}

function squaredDistance(low: number, high: number, sums: readonly number[], level: Level): number {
  if (level === 'nominal') return 1
  if (level === 'interval') return (high - low) ** 2
  const between = sums.slice(low, high + 1).reduce((sum, count) => sum + count, 0)
  return (between - ((sums[low] ?? 0) + (sums[high] ?? 0)) / 2) ** 2
}
