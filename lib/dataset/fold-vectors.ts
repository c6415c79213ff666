import { DIMENSION_COUNT } from '@/lib/core/dimensions'
import type { Direction } from '@/lib/core/direction'
import { isValid, packValidity, type VectorColumn } from './example-columns'

const PLUS = 43
const MINUS = 45
const NEUTRAL = 48

/** Words of 32 bits a row: four planes of two. */
const WORDS = 8

/**
 * Folds published vectors (90 numbers of {0, 0.5, 1}, one after the other in `values`) to signs and bit-planes.
 * Row `i` begins at `starts[i]`; rows that `validity` marks as NULL are skipped. Returns `null` when any value is
 * something else: the caller then reads the rows one by one to say which. The length of each vector is the caller's.
 */
export function foldVectors(
  values: Float64Array | Float32Array | Int32Array | Int8Array | Uint8Array,
  starts: ArrayLike<number>,
  length: number,
  validity: Uint8Array | null,
): VectorColumn | null {
  const column = emptyVectors(length, validity)
  const { signs } = column
  const words = new Uint32Array(column.planes.buffer)
  for (let row = 0; row < length; row++) {
    if (!isValid(validity, row)) continue
    const start = starts[row] ?? 0
    for (let index = 0; index < DIMENSION_COUNT; index++) {
      const value = values[start + index]
      if (value === 0.5) continue
      if (value !== 1 && value !== 0) return null
      setSign(signs, words, row, index, value === 1)
    }
  }
  return column
}

/** Directions as a column; `null` is NULL. */
export function vectorColumn(directions: readonly (Direction | null)[]): VectorColumn {
  const column = emptyVectors(directions.length, packValidity(directions.map((direction) => direction !== null)))
  const words = new Uint32Array(column.planes.buffer)
  directions.forEach((direction, row) => {
    direction?.forEach((sign, index) => {
      if (sign !== 0) setSign(column.signs, words, row, index, sign > 0)
    })
  })
  return column
}

function emptyVectors(length: number, validity: Uint8Array | null): VectorColumn {
  return {
    length,
    signs: new Uint8Array(length * DIMENSION_COUNT).fill(NEUTRAL),
    planes: new BigUint64Array(length * 4),
    validity,
  }
}

function setSign(signs: Uint8Array, words: Uint32Array, row: number, index: number, isPositive: boolean): void {
  signs[row * DIMENSION_COUNT + index] = isPositive ? PLUS : MINUS
  const word = row * WORDS + (isPositive ? 0 : 4) + (index >> 5)
  words[word] = (words[word] ?? 0) | (1 << (index & 31))
}
