/** The four sources of AlignX and their published sizes. Source: AlignX README. */
export const SOURCES = [
  { key: 'reddit', examples: 1_225_988 },
  { key: 'pku-saferlhf', examples: 10_714 },
  { key: 'ultrafeedback', examples: 71_826 },
  { key: 'helpsteer2', examples: 3_094 },
] as const

export type SourceKey = (typeof SOURCES)[number]['key']

/** Rows of the published dataset: 1,311,622. */
export const PUBLISHED_ROWS = SOURCES.reduce((sum, source) => sum + source.examples, 0)

/** Rows of each source in a sample of that size, by largest remainder; exact at the published size. */
export function countSources(rows: number): readonly number[] {
  const shares = SOURCES.map(({ examples }) => (examples * rows) / PUBLISHED_ROWS)
  const counts = shares.map(Math.floor)
  const missing = rows - counts.reduce((sum, count) => sum + count, 0)
  const order = shares.map((share, place) => ({ place, rest: share % 1 })).sort((a, b) => b.rest - a.rest)
  for (const { place } of order.slice(0, missing)) counts[place] = (counts[place] ?? 0) + 1
  return counts
}

/** The source of a row, the same whichever shard asks: the rows are scattered by a step that visits each place once. */
export function createSourceOf(rows: number, seed: number): (row: number) => SourceKey {
  const counts = countSources(rows)
  let step = Math.max(1, Math.floor(rows * 0.6180339887))
  while (greatestCommonDivisor(step, rows) !== 1) step++
  return (row) => {
    let place = Number((BigInt(row) * BigInt(step) + BigInt(seed)) % BigInt(rows))
    for (let index = 0; index < SOURCES.length; index++) {
      place -= counts[index] ?? 0
      if (place < 0) return SOURCES[index]?.key ?? 'reddit'
    }
    return 'reddit'
  }
}

function greatestCommonDivisor(left: number, right: number): number {
  return right === 0 ? left : greatestCommonDivisor(right, left % right)
}
