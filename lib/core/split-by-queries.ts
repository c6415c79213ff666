/** A piece of a text, from `start` in UTF-16 code units, which is a hit of a search or not. */
export interface Stretch {
  readonly text: string
  readonly start: number
  readonly isHit: boolean
}

/** Cuts a text into stretches that are a hit of some query, the longest that starts there, and stretches that are not. */
export function splitByQueries(text: string, queries: readonly string[]): readonly Stretch[] {
  const longestFirst = queries.filter((query) => query !== '').sort((a, b) => b.length - a.length)
  const wanted = longestFirst.map((query) => query.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  const parts = wanted.length === 0 ? [text] : text.split(new RegExp(`(${wanted.join('|')})`, 'giu'))
  const stretches: Stretch[] = []
  let start = 0
  parts.forEach((part, at) => {
    if (part !== '') stretches.push({ text: part, start, isHit: at % 2 === 1 })
    start += part.length
  })
  return stretches
}
