import { type Outcome, undefinedBecause, valued } from './statistic'

/**
 * Cohen's kappa of two raters, at most 1, 0 at chance. `cells[i * categories + j]` counts the items where the first gave
 * category `i` and the second `j`. Undefined for no items (`no-pairs`) and where both gave one and the same category
 * throughout (`no-variation`). Source: Cohen 1960, Educational and Psychological Measurement 20:37-46.
 */
export function cohenKappa(cells: readonly number[], categories: number): Outcome {
  const first = Array<number>(categories).fill(0)
  const second = Array<number>(categories).fill(0)
  let items = 0
  let equal = 0
  cells.forEach((count, cell) => {
    const [row, column] = [Math.floor(cell / categories), cell % categories]
    first[row] = (first[row] ?? 0) + count
    second[column] = (second[column] ?? 0) + count
    items += count
    if (row === column) equal += count
  })
  if (items === 0) return undefinedBecause('no-pairs')
  const products = first.reduce((sum, count, category) => sum + count * (second[category] ?? 0), 0)
  if (products === items ** 2) return undefinedBecause('no-variation')
  const expected = products / items ** 2
  return valued((equal / items - expected) / (1 - expected))
}
