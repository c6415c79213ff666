import type { DirectionPlanes } from './direction'

/** The indices of the dimensions that hold each pole, ascending; in a history one can be in both lists. */
export interface PoleLists {
  readonly positive: readonly number[]
  readonly negative: readonly number[]
}

/** Bit-planes as lists of dimensions. */
export function polesOf({ positiveLow, positiveHigh, negativeLow, negativeHigh }: DirectionPlanes): PoleLists {
  return { positive: listBits(positiveLow, positiveHigh), negative: listBits(negativeLow, negativeHigh) }
}

/** Lists of dimensions, each in [0, 89], as bit-planes. */
export function planesOfPoles({ positive, negative }: PoleLists): DirectionPlanes {
  return {
    positiveLow: setBits(positive, 0),
    positiveHigh: setBits(positive, 64),
    negativeLow: setBits(negative, 0),
    negativeHigh: setBits(negative, 64),
  }
}

function listBits(low: bigint, high: bigint): number[] {
  const bits: number[] = []
  for (let rest = low | (high << 64n), index = 0; rest !== 0n; rest >>= 1n, index++) if (rest & 1n) bits.push(index)
  return bits
}

function setBits(dimensions: readonly number[], from: number): bigint {
  return dimensions.reduce(
    (bits, index) => (index >= from && index < from + 64 ? bits | (1n << BigInt(index - from)) : bits),
    0n,
  )
}
