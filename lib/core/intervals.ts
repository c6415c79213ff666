import { quantile } from './quantile'
import { createRandom } from './random'

/** Both ends are included; for shares in [0, 1]. */
export interface Interval {
  readonly low: number
  readonly high: number
}

/** The 0.975 quantile of the normal distribution. */
const Z_95 = 1.959963984540054

/**
 * Wilson's 95 % score interval of a share of independent outcomes; `null` for `n` = 0.
 * Throws `RangeError` unless 0 <= `successes` <= `n`. Source: Wilson 1927; Brown, Cai and DasGupta 2001.
 */
export function wilsonInterval(successes: number, n: number): Interval | null {
  if (!(successes >= 0 && successes <= n)) throw new RangeError(`${successes} of ${n} is no share`)
  if (n === 0) return null
  const share = successes / n
  const shrink = 1 + Z_95 ** 2 / n
  const centre = (share + Z_95 ** 2 / (2 * n)) / shrink
  const half = (Z_95 * Math.sqrt((share * (1 - share)) / n + Z_95 ** 2 / (4 * n ** 2))) / shrink
  return {
    low: successes === 0 ? 0 : Math.max(0, centre - half),
    high: successes === n ? 1 : Math.min(1, centre + half),
  }
}

/** Draws of a bootstrap. */
export const BOOTSTRAP_DRAWS = 2000

/** One outcome: 1 counts, 0 does not. Outcomes of one `cluster` are drawn together. */
export interface ClusteredOutcome {
  readonly cluster: string
  readonly value: number
}

/** `interval` is `null` where it is undefined, and `reason` says why. */
export interface BootstrapResult {
  readonly interval: Interval | null
  readonly reason: 'no-outcomes' | 'one-cluster' | 'no-variation' | null
  readonly clusters: number
  readonly draws: number
}

/**
 * The 95 % percentile interval of a mean whose outcomes come in clusters (rows of one prompt): whole clusters are drawn
 * with replacement, the mean taken over the outcomes drawn. The same `seed` gives the same interval; order of input
 * does not matter beyond the order in which clusters first appear. Undefined for one cluster and for equal outcomes.
 * Source: Davison and Hinkley 1997, section 3.8; quantiles interpolated linearly (type 7).
 */
export function clusterBootstrap(
  outcomes: Iterable<ClusteredOutcome>,
  seed: number,
  draws: number = BOOTSTRAP_DRAWS,
): BootstrapResult {
  const { sums, sizes, isConstant } = groupOutcomes(outcomes)
  const clusters = sums.length
  const reason = clusters === 0 ? 'no-outcomes' : clusters === 1 ? 'one-cluster' : isConstant ? 'no-variation' : null
  if (reason) return { interval: null, reason, clusters, draws }
  const random = createRandom(seed)
  const means = new Float64Array(draws)
  for (let draw = 0; draw < draws; draw++) {
    let sum = 0
    let size = 0
    for (let pick = 0; pick < clusters; pick++) {
      const cluster = Math.floor(random() * clusters)
      sum += sums[cluster] ?? 0
      size += sizes[cluster] ?? 0
    }
    means[draw] = sum / size
  }
  means.sort()
  return { interval: { low: quantile(means, 0.025), high: quantile(means, 0.975) }, reason, clusters, draws }
}

function groupOutcomes(outcomes: Iterable<ClusteredOutcome>) {
  const places = new Map<string, number>()
  const sums: number[] = []
  const sizes: number[] = []
  const values = new Set<number>()
  for (const { cluster, value } of outcomes) {
    const place = places.get(cluster) ?? places.size
    places.set(cluster, place)
    sums[place] = (sums[place] ?? 0) + value
    sizes[place] = (sizes[place] ?? 0) + 1
    if (values.size < 2) values.add(value)
  }
  return { sums, sizes, isConstant: values.size < 2 }
}
