import { FACETS } from '@/lib/core/columns'
import { DIMENSION_COUNT, dimensionAt } from '@/lib/core/dimensions'
import type { DirectionPlanes } from '@/lib/core/direction'
import { type PlanesBatch, TEXT_FLAGS } from '@/lib/core/direction-index-rows'
import type { Filter } from '@/lib/core/filter'
import type { Random } from '@/lib/core/random'

/** Rows made at a time. */
export const BATCH_ROWS = 122_880

/** Two required poles and an excluded one, other ones each round. */
export function makeFilter(round: number): Filter {
  const dimension = (step: number) => dimensionAt((round * step + step) % DIMENSION_COUNT).key
  return {
    kind: 'all',
    filters: [
      { kind: 'direction', dimension: dimension(7), pole: 'positive' },
      { kind: 'not', filter: { kind: 'direction', dimension: dimension(11), pole: 'negative' } },
      {
        kind: 'history',
        dimension: dimension(13),
        pole: round % 2 ? 'positive' : 'negative',
        quantifier: 'some',
      },
    ],
  }
}

/** Directions with 14 of 90 dimensions set on average, some far oftener than others; histories unite four of them. */
export function makeBatch(rowStart: number, rows: number, random: Random): PlanesBatch {
  const planes = new BigUint64Array(4 * rows)
  const words = new Uint32Array(planes.buffer)
  for (let row = 0; row < rows; row++)
    for (let dimension = 0; dimension < DIMENSION_COUNT; dimension++) {
      const draw = random()
      const share = 0.62 / (1 + ((dimension * 37) % DIMENSION_COUNT) / 8)
      if (draw >= share) continue
      const at = 8 * row + (draw < share * 0.6 ? 0 : 4) + (dimension >>> 5)
      words[at] = (words[at] ?? 0) | (1 << (dimension & 31))
    }
  const historyPlanes = planes.map((word, at) => {
    const other = (step: number) => planes[(at + 4 * step) % planes.length] ?? 0n
    return word | other(1) | other(2) | other(3)
  })
  return {
    rowStart,
    planes,
    historyPlanes,
    historyEveryPlanes: planes.map((word, at) => word & (planes[(at + 4) % planes.length] ?? 0n)),
    hasDirection: new Uint8Array(rows).fill(1),
    texts: new Uint8Array(rows).fill(TEXT_FLAGS.demographics),
    facets: makeFacets(rows, random),
    shard: rowStart / BATCH_ROWS,
  }
}

/** Lengths with a long tail, small counts. */
function makeFacets(rows: number, random: Random): Int32Array {
  const facets = new Int32Array(FACETS.length * rows)
  for (const [at, { unit }] of FACETS.entries())
    for (let row = 0; row < rows; row++)
      facets[at * rows + row] = unit === 'characters' ? 200 / (random() + 0.01) : random() * random() * 40
  return facets
}

/** The direction of a row of a batch. */
export function targetOf({ planes }: PlanesBatch, row: number): DirectionPlanes {
  const word = (place: number) => planes[4 * row + place] ?? 0n
  return { positiveLow: word(0), positiveHigh: word(1), negativeLow: word(2), negativeHigh: word(3) }
}
