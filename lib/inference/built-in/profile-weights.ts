import { DIMENSION_COUNT } from '@/lib/core/dimensions'
import type { Direction } from '@/lib/core/direction'
import { createRandom, deriveSeed, shuffle } from '@/lib/core/random'
import type { ResponseClasses } from './reference-model'
import { BETA } from './theta-fit'
import { type Theta, tilt } from './tilt'
import { CLASS_COUNT } from './token-classes'

const EPOCHS = 6
const LEARNING_RATE = 0.03
const SHRINKAGE = 0.01
const FIRST_SQUARE = 1e-4

/** 90 rows of `CLASS_COUNT` weights: what each dimension of a profile adds to `theta`. */
export type ProfileWeights = Float64Array

/** A target pair as the reference sees it, with the profile of its reader. */
export interface AnalysedRow {
  readonly chosen: ResponseClasses
  readonly rejected: ResponseClasses
  readonly profile: Direction
}

/**
 * `theta` = weights transposed times the profile scaled to length 1. `null` when it is all zeros, as for a neutral
 * profile: then the policy is the reference.
 */
export function profileTheta(weights: ProfileWeights, profile: Direction): Theta | null {
  const theta = new Float64Array(CLASS_COUNT)
  const unit = unitProfile(profile)
  for (let dimension = 0; dimension < DIMENSION_COUNT; dimension++) {
    const value = unit[dimension] ?? 0
    if (value === 0) continue
    for (let index = 0; index < CLASS_COUNT; index++)
      theta[index] = (theta[index] ?? 0) + value * (weights[dimension * CLASS_COUNT + index] ?? 0)
  }
  return theta.some((weight) => weight !== 0) ? theta : null
}

/**
 * Learns the weights by stochastic descent on the DPO loss of the rows (AdaGrad, six passes in a seeded order).
 * No rows give zeros.
 */
export function trainProfileWeights(rows: readonly AnalysedRow[], seed: number): ProfileWeights {
  const weights = new Float64Array(DIMENSION_COUNT * CLASS_COUNT)
  const squares = new Float64Array(weights.length).fill(FIRST_SQUARE)
  for (let epoch = 0; epoch < EPOCHS; epoch++) {
    const random = createRandom(deriveSeed(seed, `built-in scorer: epoch ${epoch}`))
    for (const row of shuffle(rows, random)) descend(weights, squares, row)
  }
  return weights
}

function descend(weights: Float64Array, squares: Float64Array, row: AnalysedRow): void {
  const theta = profileTheta(weights, row.profile) ?? new Float64Array(CLASS_COUNT)
  const chosen = new Float64Array(CLASS_COUNT)
  const rejected = new Float64Array(CLASS_COUNT)
  const margin = BETA * (tilt(row.chosen, theta, chosen) - tilt(row.rejected, theta, rejected))
  const pull = BETA / (1 + Math.exp(margin))
  const unit = unitProfile(row.profile)
  for (let dimension = 0; dimension < DIMENSION_COUNT; dimension++) {
    const value = unit[dimension] ?? 0
    if (value === 0) continue
    for (let index = 0; index < CLASS_COUNT; index++) {
      const place = dimension * CLASS_COUNT + index
      const weight = weights[place] ?? 0
      const slope = pull * value * ((chosen[index] ?? 0) - (rejected[index] ?? 0)) - SHRINKAGE * weight
      const square = (squares[place] ?? 0) + slope * slope
      squares[place] = square
      weights[place] = weight + (LEARNING_RATE * slope) / Math.sqrt(square)
    }
  }
}

function unitProfile(profile: Direction): Float64Array {
  const length = Math.sqrt(profile.reduce<number>((sum, sign) => sum + sign * sign, 0))
  return Float64Array.from(profile, (sign) => (length === 0 ? 0 : sign / length))
}
