import { DIMENSION_COUNT } from './dimensions'
import { type Direction, type DirectionPlanes, EMPTY_PLANES, packDirection, type Sign } from './direction'
import type { PlanesBatch } from './direction-index-rows'
import type { Random } from './random'

/** The directions of one row as tests make them. `history` is one direction an item. */
export interface RandomRow {
  readonly direction: Direction | null
  readonly history: readonly Direction[]
}

/** Rows for tests: sparse, dense, all-neutral and missing directions, 0 to 5 history items. */
export function randomRows(count: number, random: Random): RandomRow[] {
  return Array.from({ length: count }, () => ({
    direction: random() < 0.1 ? null : randomDirection(random),
    history: Array.from({ length: Math.floor(random() * 6) }, () => randomDirection(random)),
  }))
}

/** A direction: neutral throughout, sparse or dense. */
export function randomDirection(random: Random): Direction {
  const density = [0, 0.15, 0.15, 0.9][Math.floor(random() * 4)] ?? 0
  return Array.from({ length: DIMENSION_COUNT }, (): Sign => (random() >= density ? 0 : random() < 0.5 ? 1 : -1))
}

/** The rows as the index takes them. */
export function planesOfRows(rows: readonly RandomRow[], rowStart: number): PlanesBatch {
  const own = rows.map(({ direction }) => (direction ? packDirection(direction) : EMPTY_PLANES))
  const past = rows.map(({ history }) =>
    history.map(packDirection).reduce(
      (union, item) => ({
        positiveLow: union.positiveLow | item.positiveLow,
        positiveHigh: union.positiveHigh | item.positiveHigh,
        negativeLow: union.negativeLow | item.negativeLow,
        negativeHigh: union.negativeHigh | item.negativeHigh,
      }),
      EMPTY_PLANES,
    ),
  )
  return {
    rowStart,
    planes: wordsOf(own),
    historyPlanes: wordsOf(past),
    hasDirection: Uint8Array.from(rows, ({ direction }) => (direction ? 1 : 0)),
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
