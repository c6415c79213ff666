import type { Random } from '@/lib/core/random'

/** Draws how many of `trials` (at most the sampler's) succeed, each with the chance `share` in [0, 1]. */
export type DrawBinomial = (trials: number, share: number) => number

/**
 * A sampler of the binomial distribution for up to `most` trials: inversion outward from the mode, about as many steps as
 * the standard deviation, so that a bootstrap over thousands of items costs little.
 * Source: Kemp 1986, Communications in Statistics 15:805-813.
 */
export function createBinomial(most: number, random: Random): DrawBinomial {
  const logFactorials = new Float64Array(most + 1)
  for (let n = 2; n <= most; n++) logFactorials[n] = (logFactorials[n - 1] ?? 0) + Math.log(n)
  const logFactorial = (n: number) => logFactorials[n] ?? 0
  return (trials, share) => {
    if (trials === 0 || share <= 0) return 0
    if (share >= 1) return trials
    const odds = share / (1 - share)
    const mode = Math.min(trials, Math.floor((trials + 1) * share))
    const atMode = Math.exp(
      logFactorial(trials) -
        logFactorial(mode) -
        logFactorial(trials - mode) +
        mode * Math.log(share) +
        (trials - mode) * Math.log1p(-share),
    )
    let left = random() - atMode
    if (left < 0) return mode
    let [above, below, atAbove, atBelow] = [mode, mode, atMode, atMode]
    while (above < trials || below > 0) {
      if (above < trials) {
        atAbove *= ((trials - above) / (above + 1)) * odds
        above += 1
        left -= atAbove
        if (left < 0) return above
      }
      if (below > 0) {
        atBelow *= below / ((trials - below + 1) * odds)
        below -= 1
        left -= atBelow
        if (left < 0) return below
      }
    }
    // What rounding left of the whole.
    return mode
  }
}

/**
 * A sampler that redraws as many items as `counts` holds, each in proportion to its count: the multinomial
 * redraw of a bootstrap. Each call fills the same array.
 */
export function createRedraw(counts: readonly number[], random: Random): () => readonly number[] {
  const total = counts.reduce((sum, count) => sum + count, 0)
  const draw = createBinomial(total, random)
  const redrawn = counts.map(() => 0)
  return () => {
    let itemsLeft = total
    let countLeft = total
    counts.forEach((count, place) => {
      const drawn = countLeft === 0 ? 0 : draw(itemsLeft, count / countLeft)
      redrawn[place] = drawn
      itemsLeft -= drawn
      countLeft -= count
    })
    return redrawn
  }
}
