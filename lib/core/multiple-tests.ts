/**
 * Holm's adjusted p-values, in the order given: a test with an adjusted value of at most 0.05 is one of those that
 * differ with a chance of at most 5 % that any of them does so by luck. `null` (a test that is undefined) stays `null`
 * and does not count among the tests. Throws `RangeError` for values outside [0, 1].
 * Source: Holm 1979, Scandinavian Journal of Statistics 6:65-70.
 */
export function adjustHolm(pValues: readonly (number | null)[]): readonly (number | null)[] {
  return adjust(pValues, (ascending) => {
    let highest = 0
    return ascending.map((p, rank) => {
      highest = Math.max(highest, Math.min(1, p * (ascending.length - rank)))
      return highest
    })
  })
}

/**
 * Benjamini and Hochberg's q-values, in the order given: among the tests with a q of at most 0.05, at most 5 % are
 * expected to differ by luck. `null` as in `adjustHolm`. Throws `RangeError` for values outside [0, 1].
 * Source: Benjamini and Hochberg 1995, Journal of the Royal Statistical Society B 57:289-300.
 */
export function adjustBenjaminiHochberg(pValues: readonly (number | null)[]): readonly (number | null)[] {
  return adjust(pValues, (ascending) => {
    let lowest = 1
    return ascending
      .map((p, rank) => (p * ascending.length) / (rank + 1))
      .reverse()
      .map((q) => {
        lowest = Math.min(lowest, q)
        return lowest
      })
      .reverse()
  })
}

function adjust(
  pValues: readonly (number | null)[],
  adjustAscending: (ascending: readonly number[]) => readonly number[],
): readonly (number | null)[] {
  const defined = pValues.flatMap((p, place) => (p === null ? [] : [{ p, place }]))
  for (const { p } of defined) if (!(p >= 0 && p <= 1)) throw new RangeError(`${p} is no p-value`)
  defined.sort((a, b) => a.p - b.p)
  const adjusted: (number | null)[] = pValues.map(() => null)
  adjustAscending(defined.map(({ p }) => p)).forEach((value, rank) => {
    const place = defined[rank]?.place
    if (place !== undefined) adjusted[place] = value
  })
  return adjusted
}
