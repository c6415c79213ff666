import { DIMENSIONS, type Dimension } from '@/lib/core/dimensions'
import { dimensionContains } from '@/lib/core/find-dimensions'

/**
 * The offered dimensions that a typed text finds, the best first: the name itself, names that start with it, then words of the name, then
 * words of the poles, then anywhere. The empty text finds all, in index order.
 */
export function findDimensions(text: string, offered: readonly string[]): readonly Dimension[] {
  const query = text.trim().toLowerCase()
  return DIMENSIONS.filter((dimension) => offered.includes(dimension.key) && dimensionContains(dimension, query))
    .map((dimension) => ({ dimension, rank: query === '' ? 0 : rank(dimension, query) }))
    .sort((a, b) => a.rank - b.rank || a.dimension.index - b.dimension.index)
    .map(({ dimension }) => dimension)
}

function rank({ label, name, positive, negative }: Dimension, query: string): number {
  if (label.toLowerCase() === query) return 0
  if (label.toLowerCase().startsWith(query)) return 1
  if (startsWord(label, query)) return 2
  return startsWord(`${positive} ${negative} ${name}`, query) ? 3 : 4
}

function startsWord(text: string, query: string): boolean {
  return ` ${text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, ' ')}`.includes(` ${query}`)
}
