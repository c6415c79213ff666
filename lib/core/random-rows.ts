import { FACETS } from './columns'
import { DIMENSION_COUNT } from './dimensions'
import { type Direction, type DirectionPlanes, EMPTY_PLANES, packDirection, type Sign } from './direction'
import type { PlanesBatch } from './direction-index-rows'
import { MISSING_FACET } from './narrow-column'
import type { Random } from './random'

/** One row of the index as tests make them. `history` is one direction an item. */
export interface RandomRow {
  readonly direction: Direction | null
  readonly history: readonly Direction[]
  /** Bits of `TEXT_FLAGS`. */
  readonly texts: number
  /** In the order of `FACETS`, `null` for none; what they count has nothing to do with the rest of the row. */
  readonly facets: readonly (number | null)[]
}

/** Rows for tests: sparse, dense, all-neutral and missing directions, 0 to 5 history items. */
export function randomRows(count: number, random: Random): RandomRow[] {
  const facet = (): number | null => (random() < 0.1 ? null : Math.floor(random() * random() * 40))
  return Array.from({ length: count }, () => ({
    direction: random() < 0.1 ? null : randomDirection(random),
    history: randomHistory(random),
    texts: Math.floor(random() * 8),
    facets: FACETS.map(({ key }) => (key === 'length_difference' ? Math.floor(random() * 21) - 10 : facet())),
  }))
}

function randomHistory(random: Random): Direction[] {
  const first = randomDirection(random)
  const items = Array.from({ length: Math.floor(random() * 6) }, () => randomDirection(random))
  return random() < 0.3 ? items.map(() => first) : items
}

/** A direction: neutral throughout, sparse or dense. */
export function randomDirection(random: Random): Direction {
  const density = [0, 0.15, 0.15, 0.9][Math.floor(random() * 4)] ?? 0
  return Array.from({ length: DIMENSION_COUNT }, (): Sign => (random() >= density ? 0 : random() < 0.5 ? 1 : -1))
}

/** The rows as the index takes them. */
export function planesOfRows(rows: readonly RandomRow[], rowStart: number, shard = 0): PlanesBatch {
  const histories = rows.map(({ history }) => history.map(packDirection))
  return {
    rowStart,
    planes: wordsOf(rows.map(({ direction }) => (direction ? packDirection(direction) : EMPTY_PLANES))),
    historyPlanes: wordsOf(
      histories.map((items) => items.reduce((all, item) => join(all, item, 'some'), EMPTY_PLANES)),
    ),
    historyEveryPlanes: wordsOf(
      histories.map((items) => (items.length ? items.reduce((all, item) => join(all, item, 'every')) : EMPTY_PLANES)),
    ),
    hasDirection: Uint8Array.from(rows, ({ direction }) => (direction ? 1 : 0)),
    texts: Uint8Array.from(rows, ({ texts }) => texts),
    facets: Int32Array.from(FACETS.flatMap((_, at) => rows.map(({ facets }) => facets[at] ?? MISSING_FACET))),
    shard,
  }
}

function join(a: DirectionPlanes, b: DirectionPlanes, quantifier: 'some' | 'every'): DirectionPlanes {
  const both = (first: bigint, second: bigint) => (quantifier === 'some' ? first | second : first & second)
  return {
    positiveLow: both(a.positiveLow, b.positiveLow),
    positiveHigh: both(a.positiveHigh, b.positiveHigh),
    negativeLow: both(a.negativeLow, b.negativeLow),
    negativeHigh: both(a.negativeHigh, b.negativeHigh),
  }
}

function wordsOf(planes: readonly DirectionPlanes[]): BigUint64Array {
  return BigUint64Array.from(
    planes.flatMap(({ positiveLow, positiveHigh, negativeLow, negativeHigh }) => [
      positiveLow,
      positiveHigh,
      negativeLow,
      negativeHigh,
    ]),
  )
}
