import { maximise } from './maximise'
import type { ResponseClasses } from './reference-model'
import { type Theta, tilt } from './tilt'
import { CLASS_COUNT } from './token-classes'

/** Scale of the margin inside the preference loss. Source: AlignX training and eval/acc.py, 0.1. */
export const BETA = 0.1

/** Strength of the prior that keeps `theta` near zero: half of `PRIOR` times the square of each weight. */
const PRIOR = 0.3

/** Weight of one comment's log-likelihood beside one pair's preference loss. */
const COMMENT_WEIGHT = 0.02

const CLIMB = { evaluations: 12, tolerance: 0.01, firstStep: 0.25 } as const

/** What a person wrote and chose, as the reference sees it. */
export interface Evidence {
  readonly comments: readonly ResponseClasses[]
  readonly pairs: readonly { readonly chosen: ResponseClasses; readonly rejected: ResponseClasses }[]
}

/**
 * The value that `fitTheta` climbs, and its derivative: the preference log-likelihood of the pairs (the DPO loss with
 * its sign turned), a small likelihood of the comments, and the prior. Writes the derivative into `gradient`.
 */
export function evidenceObjective(evidence: Evidence, theta: Theta, gradient: Float64Array): number {
  const chosen = new Float64Array(CLASS_COUNT)
  const rejected = new Float64Array(CLASS_COUNT)
  const weights = theta.map(Math.exp)
  let value = 0
  for (let index = 0; index < CLASS_COUNT; index++) {
    const weight = theta[index] ?? 0
    gradient[index] = -PRIOR * weight
    value -= (PRIOR / 2) * weight * weight
  }
  for (const pair of evidence.pairs) {
    const margin = BETA * (tilt(pair.chosen, theta, chosen, weights) - tilt(pair.rejected, theta, rejected, weights))
    value -= Math.log1p(Math.exp(-margin))
    const pull = BETA / (1 + Math.exp(margin))
    for (let index = 0; index < CLASS_COUNT; index++)
      gradient[index] = (gradient[index] ?? 0) + pull * ((chosen[index] ?? 0) - (rejected[index] ?? 0))
  }
  for (const comment of evidence.comments) {
    value += COMMENT_WEIGHT * tilt(comment, theta, chosen, weights)
    for (let index = 0; index < CLASS_COUNT; index++)
      gradient[index] = (gradient[index] ?? 0) + COMMENT_WEIGHT * (chosen[index] ?? 0)
  }
  return value
}

/**
 * The `theta` that a person's comments and pairs speak for: the top of `evidenceObjective`, climbed from zero.
 * `null` without evidence: then the policy is the reference.
 */
export function fitTheta(evidence: Evidence): Theta | null {
  if (evidence.pairs.length === 0 && evidence.comments.length === 0) return null
  const objective = (theta: Float64Array, gradient: Float64Array) => evidenceObjective(evidence, theta, gradient)
  return maximise(objective, CLASS_COUNT, CLIMB)
}
