import type { Analysis, ResponseClasses } from './reference-model'
import { CLASS_COUNT } from './token-classes'

/** How strongly each class of tokens is favoured, in nats; `CLASS_COUNT` numbers. */
export type Theta = Float64Array

/** Products of normalisers beyond these bounds are turned into a logarithm before they overflow. */
const LARGE = 1e100
const SMALL = 1e-100

/** Normalisers of the tokens of one response, then their inverses; as long as the longest response so far. */
let normalisers = new Float64Array(1024)

/**
 * log P(response) under the policy minus under the reference, in nats, where the policy is
 * `P(token) e^theta[class(token)] / sum over classes of P(class) e^theta[class]`, a distribution by construction.
 * With `gradient`, writes the derivative by `theta` into it: the known surplus of classes where `theta` is zero. `weights` are
 * e^theta, for those who ask with the same `theta` again and again.
 */
export function tilt(
  response: ResponseClasses,
  theta: Theta,
  gradient?: Float64Array,
  weights: Float64Array = theta.map(Math.exp),
): number {
  if (gradient !== undefined && theta.every((weight) => weight === 0)) {
    gradient.set(response.classSurplus)
    return 0
  }
  const { classes, classProbabilities } = response
  const length = classes.length
  if (normalisers.length < length) normalisers = new Float64Array(2 * length)
  normalise(classProbabilities, weights, length)
  let gain = 0
  let product = 1
  for (let place = 0; place < length; place++) {
    gain += theta[classes[place] ?? 0] ?? 0
    product *= normalisers[place] ?? 1
    if (product > LARGE || product < SMALL) {
      gain -= Math.log(product)
      product = 1
    }
  }
  if (gradient !== undefined) {
    expectClasses(classProbabilities, length, gradient.fill(0))
    subtractExpected(classes, weights, gradient)
  }
  return gain - Math.log(product)
}

/** Writes sum of P(class) e^theta[class] for each token into `normalisers`: four tokens at a time, since sums wait for each other. */
function normalise(probabilities: Float64Array, weights: Float64Array, length: number): void {
  let place = 0
  for (; place + 4 <= length; place += 4) {
    const start = place * CLASS_COUNT
    let first = 0
    let second = 0
    let third = 0
    let fourth = 0
    for (let index = 0; index < CLASS_COUNT; index++) {
      const weight = weights[index] ?? 0
      first += (probabilities[start + index] ?? 0) * weight
      second += (probabilities[start + CLASS_COUNT + index] ?? 0) * weight
      third += (probabilities[start + 2 * CLASS_COUNT + index] ?? 0) * weight
      fourth += (probabilities[start + 3 * CLASS_COUNT + index] ?? 0) * weight
    }
    normalisers[place] = first
    normalisers[place + 1] = second
    normalisers[place + 2] = third
    normalisers[place + 3] = fourth
  }
  for (; place < length; place++) {
    let sum = 0
    for (let index = 0; index < CLASS_COUNT; index++)
      sum += (probabilities[place * CLASS_COUNT + index] ?? 0) * (weights[index] ?? 0)
    normalisers[place] = sum
  }
}

/** Adds P(class) / normaliser of each token to `expected`, four tokens at a time. */
function expectClasses(probabilities: Float64Array, length: number, expected: Float64Array): void {
  let place = 0
  for (; place + 4 <= length; place += 4) {
    const start = place * CLASS_COUNT
    const first = 1 / (normalisers[place] ?? 1)
    const second = 1 / (normalisers[place + 1] ?? 1)
    const third = 1 / (normalisers[place + 2] ?? 1)
    const fourth = 1 / (normalisers[place + 3] ?? 1)
    for (let index = 0; index < CLASS_COUNT; index++)
      expected[index] =
        (expected[index] ?? 0) +
        (probabilities[start + index] ?? 0) * first +
        (probabilities[start + CLASS_COUNT + index] ?? 0) * second +
        (probabilities[start + 2 * CLASS_COUNT + index] ?? 0) * third +
        (probabilities[start + 3 * CLASS_COUNT + index] ?? 0) * fourth
  }
  for (; place < length; place++) {
    const inverse = 1 / (normalisers[place] ?? 1)
    for (let index = 0; index < CLASS_COUNT; index++)
      expected[index] = (expected[index] ?? 0) + (probabilities[place * CLASS_COUNT + index] ?? 0) * inverse
  }
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
