import type { Analysis } from './reference-model'
import { CLASS_COUNT } from './token-classes'

/** How strongly each class of tokens is favoured, in nats; `CLASS_COUNT` numbers. */
export type Theta = Float64Array

/** Products of normalisers beyond these bounds are turned into a logarithm before they overflow. */
const LARGE = 1e100
const SMALL = 1e-100

/**
 * log P(response) under the policy minus under the reference, in nats, where the policy is
 * `P(token) e^theta[class(token)] / sum over classes of P(class) e^theta[class]`, a distribution by construction.
 * With `gradient`, writes the derivative by `theta` into it. `theta` of zeros gives 0 up to rounding.
 */
export function tilt(analysis: Analysis, theta: Theta, gradient?: Float64Array): number {
  const { classes, classProbabilities } = analysis
  const weights = theta.map(Math.exp)
  const expected = gradient?.fill(0)
  let gain = 0
  let product = 1
  for (let place = 0, start = 0; place < classes.length; place++, start += CLASS_COUNT) {
    let normaliser = 0
    for (let index = 0; index < CLASS_COUNT; index++)
      normaliser += (classProbabilities[start + index] ?? 0) * (weights[index] ?? 0)
    gain += theta[classes[place] ?? 0] ?? 0
    product *= normaliser
    if (product > LARGE || product < SMALL) {
      gain -= Math.log(product)
      product = 1
    }
    if (expected === undefined) continue
    const inverse = 1 / normaliser
    for (let index = 0; index < CLASS_COUNT; index++)
      expected[index] = (expected[index] ?? 0) + (classProbabilities[start + index] ?? 0) * inverse
  }
  if (expected !== undefined) subtractExpected(classes, weights, expected)
  return gain - Math.log(product)
}

/** Turns the sums of P(class) / normaliser into the derivative: tokens seen of each class minus tokens expected. */
function subtractExpected(classes: Uint8Array, weights: Float64Array, gradient: Float64Array): void {
  for (let index = 0; index < CLASS_COUNT; index++) gradient[index] = -(gradient[index] ?? 0) * (weights[index] ?? 0)
  for (const tokenClass of classes) gradient[tokenClass] = (gradient[tokenClass] ?? 0) + 1
}

/** log P(token) of the policy for each token, in nats. */
export function tiltedLogProbabilities(analysis: Analysis, theta: Theta): Float64Array {
  return analysis.logProbabilities.map((value, place) => {
    const start = place * CLASS_COUNT
    const normaliser = theta.reduce(
      (sum, weight, index) => sum + (analysis.classProbabilities[start + index] ?? 0) * Math.exp(weight),
      0,
    )
    return value + (theta[analysis.classes[place] ?? 0] ?? 0) - Math.log(normaliser)
  })
}
