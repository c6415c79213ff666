/**
 * Items that were rated alike: `counts[c]` raters gave category `c`, on `items` items. A rater who gave no value is not
 * counted. Statistics of agreement depend on nothing else, so that a bootstrap redraws `items` alone.
 */
export interface Pattern {
  readonly counts: readonly number[]
  readonly items: number
}

/** Groups items by how often each of `categories` categories was given; each item lists its ratings as indices. */
export function groupPatterns(ratings: Iterable<readonly number[]>, categories: number): readonly Pattern[] {
  const groups = new Map<string, { readonly counts: readonly number[]; items: number }>()
  for (const item of ratings) {
    const counts = Array.from(
      { length: categories },
      (_, category) => item.filter((value) => value === category).length,
    )
    const key = counts.join(' ')
    const group = groups.get(key)
    if (group) group.items += 1
    else groups.set(key, { counts, items: 1 })
  }
  return [...groups.values()]
}

/** Raters who gave a value on an item of this pattern. */
export function countRatings({ counts }: Pattern): number {
  return counts.reduce((sum, count) => sum + count, 0)
}
