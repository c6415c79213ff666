import { DIMENSION_COUNT } from './dimensions'

/** A value of a direction: +1 is the positive pole (published as 1), 0 neutral (0.5), -1 the negative pole (0). */
export type Sign = -1 | 0 | 1

export type Pole = 'positive' | 'negative'

/** A preference direction: 90 signs in dimension order. */
export type Direction = readonly Sign[]

/**
 * A direction as two 90-bit sets, each split into bits 0 to 63 (`low`) and 64 to 89 (`high`).
 * Bit `i` of the positive set is dimension `i` at +1. The sets never overlap.
 */
export interface DirectionPlanes {
  readonly positiveLow: bigint
  readonly positiveHigh: bigint
  readonly negativeLow: bigint
  readonly negativeHigh: bigint
}

export const EMPTY_PLANES: DirectionPlanes = { positiveLow: 0n, positiveHigh: 0n, negativeLow: 0n, negativeHigh: 0n }

/** Words of 32 bits that hold a bit for each of 90 dimensions. */
const PLANE_WORDS = 3

/** What is wrong with a published vector; `position` is the 0-based place of the offending value, `null` for the length. */
export interface DirectionProblem {
  readonly position: number | null
  readonly problem: string
}

const SIGN_OF_PUBLISHED = new Map<unknown, Sign>([
  [0, -1],
  [0.5, 0],
  [1, 1],
])

/**
 * Reads a published vector: 90 numbers of {0, 0.5, 1} in any numeric type (doubles, floats, integers, bigint).
 * Returns the problem, never a guess, for another length or value.
 */
export function readPublishedVector(values: ArrayLike<unknown>): Direction | DirectionProblem {
  if (values.length !== DIMENSION_COUNT)
    return { position: null, problem: `has ${values.length} values, a direction has ${DIMENSION_COUNT}` }
  const direction: Sign[] = []
  for (let position = 0; position < DIMENSION_COUNT; position++) {
    const value = values[position]
    const sign = SIGN_OF_PUBLISHED.get(typeof value === 'bigint' ? Number(value) : value)
    if (sign === undefined) return { position, problem: `is ${formatValue(value)}, a direction holds 0, 0.5 or 1` }
    direction.push(sign)
  }
  return direction
}

function formatValue(value: unknown): string {
  const text = typeof value === 'string' ? JSON.stringify(value) : String(value)
  return text.length > 40 ? `${text.slice(0, 40)}…` : text
}

/** True for the problem side of `readPublishedVector`. */
export function isDirectionProblem(result: Direction | DirectionProblem): result is DirectionProblem {
  return 'problem' in result
}

/** The published coding of a direction: 90 numbers of {0, 0.5, 1}. */
export function toPublishedVector(direction: Direction): number[] {
  return direction.map((sign) => (sign + 1) / 2)
}

/** A direction as 90 characters: `+`, `0` and `-`. */
export function formatSigns(direction: Direction): string {
  return direction.map((sign) => (sign > 0 ? '+' : sign < 0 ? '-' : '0')).join('')
}

/** Parses `formatSigns`'s text, or returns `null` for anything else. */
export function parseSigns(text: string): Direction | null {
  if (text.length !== DIMENSION_COUNT || !/^[+0-]+$/.test(text)) return null
  return Array.from(text, (character): Sign => (character === '+' ? 1 : character === '-' ? -1 : 0))
}

/** Packs a direction into bit-planes. */
export function packDirection(direction: Direction): DirectionPlanes {
  // The words of the positive poles, then those of the negative: a `bigint` for each sign takes many times as long.
  const words = new Uint32Array(2 * PLANE_WORDS)
  for (let index = 0; index < direction.length; index++) {
    const sign = direction[index] ?? 0
    if (sign === 0) continue
    const at = (sign > 0 ? 0 : PLANE_WORDS) + (index >> 5)
    words[at] = (words[at] ?? 0) | (1 << (index & 31))
  }
  const readWord = (at: number) => BigInt(words[at] ?? 0)
  const readLow = (at: number) => readWord(at) | (readWord(at + 1) << 32n)
  return {
    positiveLow: readLow(0),
    positiveHigh: readWord(2),
    negativeLow: readLow(PLANE_WORDS),
    negativeHigh: readWord(PLANE_WORDS + 2),
  }
}

/** Unpacks bit-planes into a direction. */
export function unpackDirection(planes: DirectionPlanes): Direction {
  return Array.from({ length: DIMENSION_COUNT }, (_, index): Sign => {
    const bit = BigInt(index % 64)
    const [positive, negative] =
      index < 64 ? [planes.positiveLow, planes.negativeLow] : [planes.positiveHigh, planes.negativeHigh]
    return (positive >> bit) & 1n ? 1 : (negative >> bit) & 1n ? -1 : 0
  })
}

/**
 * Number of dimensions, 0 to 90, where some item of a history holds the pole opposite to that of the direction. An item
 * without a direction (`null`) contradicts nothing.
 */
export function countConflicts(direction: Direction, history: readonly (Direction | null)[]): number {
  return direction.filter((sign, index) => sign !== 0 && history.some((item) => item?.[index] === -sign)).length
}

/** Number of dimensions that are not neutral, 0 to 90. */
export function countActive(direction: Direction): number {
  return direction.reduce<number>((count, sign) => count + (sign === 0 ? 0 : 1), 0)
}
