import { DIMENSION_COUNT } from './dimensions'
import type { CoOccurrence } from './direction-index-co-occurrence'
import { eigenSymmetric } from './eigen'
import { COMPONENT_COUNT } from './map-view'
import { countTogether } from './pole-relations'

/** An axis through the cloud of directions. */
export interface PrincipalComponent {
  /** The variance of the rows along it. */
  readonly variance: number
  /** `variance` over the sum of the variances of all 90 dimensions, in [0, 1]. */
  readonly share: number
  /** How much each dimension's sign moves a row along it: 90 numbers, of length 1, the largest of them positive. */
  readonly loadings: Float64Array
}

/** The main axes of some directions. */
export interface PrincipalComponents {
  /** Rows with a direction. */
  readonly n: number
  /** The mean sign of each dimension, in [-1, 1]: where the axes cross. */
  readonly means: Float64Array
  /** `COMPONENT_COUNT` of them, those with most variance first. */
  readonly components: readonly PrincipalComponent[]
}

/**
 * The first principal components of the signs (+1, 0, -1) of the 90 dimensions: eigenvectors of their covariance, which
 * follows exactly from the counts of rows that hold each two poles (divided by `n`). Dimensions are not rescaled to equal
 * variance. `null` where nothing varies: for no rows, one row, or rows that are all alike.
 */
export function findComponents(together: CoOccurrence): PrincipalComponents | null {
  const { n } = together
  if (n === 0) return null
  const single = (i: number, sign: 1 | -1) => countTogether(together, i, sign, i, sign)
  const means = Float64Array.from({ length: DIMENSION_COUNT }, (_, i) => (single(i, 1) - single(i, -1)) / n)
  const covariance = new Float64Array(DIMENSION_COUNT ** 2)
  for (let i = 0; i < DIMENSION_COUNT; i++)
    for (let j = i; j < DIMENSION_COUNT; j++) {
      const count = (signI: 1 | -1, signJ: 1 | -1) => countTogether(together, i, signI, j, signJ)
      const products = count(1, 1) + count(-1, -1) - count(1, -1) - count(-1, 1)
      covariance[i * DIMENSION_COUNT + j] = products / n - (means[i] ?? 0) * (means[j] ?? 0)
    }
  const total = covariance.reduce((sum, entry, at) => (at % (DIMENSION_COUNT + 1) === 0 ? sum + entry : sum), 0)
  // Rows that are all alike have variances of rounding errors at most.
  if (total < 1e-12) return null
  const components = eigenSymmetric(covariance, DIMENSION_COUNT)
    .slice(0, COMPONENT_COUNT)
    .map(({ value, vector }) => {
      const variance = Math.max(0, value)
      return { variance, share: Math.min(1, variance / total), loadings: vector }
    })
  return { n, means, components }
}
