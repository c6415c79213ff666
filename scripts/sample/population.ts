import { DIMENSION_COUNT } from '@/lib/core/dimensions'
import { countActive, type Sign } from '@/lib/core/direction'
import { publishedCorrelation } from '@/lib/core/published-correlation'
import { MARGINALS, OUTSPOKENNESS } from './marginals'
import { factorise, nearestCorrelation, type SquareMatrix } from './matrix'
import { density, quantile } from './normal'
import type { Random } from './random'

/** One simulated person: what the target pair shows of them, and what else holds of them. */
export interface Person {
  /** The direction of the target pair. */
  readonly direction: readonly Sign[]
  /** Everything about the person: agrees with `direction` wherever that is not neutral, and holds more. */
  readonly profile: readonly Sign[]
}

/** Thresholds on a standard normal score: above `high` is the positive pole, below `-low` the negative one. */
interface Thresholds {
  readonly high: number
  readonly low: number
}

/** The most dimensions that one direction holds. */
const MOST_ACTIVE = 33
const TERMS = 96
const SMALLEST_EIGENVALUE = 1e-3
/** Latent correlations from here on are held more tightly than the others. */
const STRONG = 0.95
const STRONG_PAIR_ROUNDS = 1
const STRONG_PAIR_GAIN = 2.5
/** A person holds more than one pair shows: their profile is read at a higher factor. */
const PROFILE_FACTOR = 1.25

/**
 * Draws people from a Gaussian copula whose ternary directions have the published correlations.
 * Source of the correlations: AlignX-Family, figures/correlation.png.
 */
export class Population {
  readonly #thresholds: readonly Thresholds[]
  readonly #factor: SquareMatrix

  constructor() {
    this.#thresholds = MARGINALS.map(([active, share]) => ({
      high: quantile(1 - active * share),
      low: quantile(1 - active * (1 - share)),
    }))
    const latent = makeDefinite(solveLatent(this.#thresholds))
    const factor = factorise(latent)
    if (!factor) throw new Error('The latent correlation matrix could not be made positive definite')
    this.#factor = factor
  }

  /** Draws again in the rare case of more than `MOST_ACTIVE` dimensions. */
  draw(random: Random): Person {
    for (;;) {
      const person = this.#drawOnce(random)
      if (countActive(person.direction) <= MOST_ACTIVE) return person
    }
  }

  #drawOnce(random: Random): Person {
    const [outspokenness] = OUTSPOKENNESS[random.weighted(OUTSPOKENNESS.map(([, weight]) => weight))] ?? [1]
    const { size, values } = this.#factor
    const noise = Float64Array.from({ length: size }, () => random.normal())
    const direction: Sign[] = []
    const profile: Sign[] = []
    for (let row = 0; row < size; row++) {
      let score = 0
      for (let k = 0; k <= row; k++) score += (values[row * size + k] ?? 0) * (noise[k] ?? 0)
      const thresholds = this.#thresholds[row]
      if (!thresholds) throw new RangeError(`Dimension ${row} has no thresholds`)
      direction.push(signOf(score * outspokenness, thresholds))
      profile.push(signOf(score * Math.max(outspokenness, 0.9) * PROFILE_FACTOR, thresholds))
    }
    return { direction, profile }
  }
}

/**
 * A positive definite matrix close to the wanted one, closest at the strong pairs: what the projection took from those
 * is asked for once more before the next.
 */
function makeDefinite(wanted: SquareMatrix): SquareMatrix {
  let asked = wanted
  let found = nearestCorrelation(asked, SMALLEST_EIGENVALUE)
  for (let round = 0; round < STRONG_PAIR_ROUNDS; round++) {
    const values = asked.values.map((value, place) => {
      const goal = wanted.values[place] ?? 0
      if (Math.abs(goal) < STRONG) return value
      return Math.max(-1, Math.min(1, value + STRONG_PAIR_GAIN * (goal - (found.values[place] ?? 0))))
    })
    asked = { size: wanted.size, values }
    found = nearestCorrelation(asked, SMALLEST_EIGENVALUE)
  }
  return found
}

function signOf(score: number, { high, low }: Thresholds): Sign {
  return score > high ? 1 : score < -low ? -1 : 0
}

/**
 * The latent correlations that give the published ones after thresholding. With Hermite coefficients c of both ternary
 * variables, E[xy] is the sum of c_k d_k rho^k, averaged over the levels of outspokenness; rho is found by bisection.
 */
function solveLatent(thresholds: readonly Thresholds[]): SquareMatrix {
  const size = DIMENSION_COUNT
  const values = new Float64Array(size * size)
  const series = thresholds.map((pair) => OUTSPOKENNESS.map(([factor]) => hermiteSeries(pair, factor)))
  const moments = series.map((levels) => {
    const mean = averageOverLevels((level) => levels[level]?.[0] ?? 0)
    return { mean }
  })
  const deviations = thresholds.map((pair, index) => {
    const active = averageOverLevels((level) => activeShare(pair, OUTSPOKENNESS[level]?.[0] ?? 0))
    return Math.sqrt(active - (moments[index]?.mean ?? 0) ** 2)
  })
  for (let row = 0; row < size; row++) {
    values[row * size + row] = 1
    for (let column = 0; column < row; column++) {
      const product = productSeries(series[row] ?? [], series[column] ?? [])
      const wanted =
        publishedCorrelation(row, column) * (deviations[row] ?? 0) * (deviations[column] ?? 0) +
        (moments[row]?.mean ?? 0) * (moments[column]?.mean ?? 0)
      const rho = bisect((candidate) => evaluate(product, candidate) - wanted)
      values[row * size + column] = rho
      values[column * size + row] = rho
    }
  }
  return { size, values }
}

function averageOverLevels(value: (level: number) => number): number {
  return OUTSPOKENNESS.reduce((sum, [, weight], level) => sum + weight * value(level), 0)
}

/** Coefficients of a ternary variable in normalised Hermite polynomials; the first is its mean. */
function hermiteSeries({ high, low }: Thresholds, factor: number): Float64Array {
  const coefficients = new Float64Array(TERMS)
  if (factor === 0) return coefficients
  const upper = high / factor
  const lower = -low / factor
  coefficients[0] = normalTail(upper) - normalTail(-lower)
  let [before, here] = [
    [0, 0],
    [1, 1],
  ]
  for (let k = 1; k < TERMS; k++) {
    const scale = 1 / Math.sqrt(k)
    coefficients[k] = scale * (density(upper) * (here?.[0] ?? 0) + density(lower) * (here?.[1] ?? 0))
    const next = [upper, lower].map(
      (x, side) => (x * (here?.[side] ?? 0) - Math.sqrt(k - 1) * (before?.[side] ?? 0)) / Math.sqrt(k),
    )
    ;[before, here] = [here ?? [], next]
  }
  return coefficients
}

function activeShare({ high, low }: Thresholds, factor: number): number {
  return factor === 0 ? 0 : normalTail(high / factor) + normalTail(low / factor)
}

function normalTail(x: number): number {
  return 1 - cumulative(x)
}

function cumulative(x: number): number {
  const t = 1 / (1 + 0.2316419 * Math.abs(x))
  const tail =
    density(x) * t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))))
  return x >= 0 ? 1 - tail : tail
}

function productSeries(left: readonly Float64Array[], right: readonly Float64Array[]): Float64Array {
  return Float64Array.from({ length: TERMS }, (_, k) =>
    averageOverLevels((level) => (left[level]?.[k] ?? 0) * (right[level]?.[k] ?? 0)),
  )
}

function evaluate(series: Float64Array, rho: number): number {
  let value = 0
  for (let k = series.length - 1; k >= 0; k--) value = value * rho + (series[k] ?? 0)
  return value
}

function bisect(difference: (rho: number) => number): number {
  let [low, high] = [-0.97, 0.998]
  for (let step = 0; step < 40; step++) {
    const middle = (low + high) / 2
    if (difference(middle) > 0) high = middle
    else low = middle
  }
  return (low + high) / 2
}
