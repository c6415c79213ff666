/** Measures how fast a count grows. */
export interface RateMeter {
  /**
   * Takes the count at a moment (milliseconds of any steady clock). Returns its growth a second over the window and the
   * seconds until it reaches `wanted`; `null` before there are two moments, and for the time left when nothing grows.
   */
  readonly measure: (
    count: number,
    wanted: number,
    atMs: number,
  ) => { readonly rate: number | null; readonly secondsLeft: number | null }
}

/** A meter over the last `windowMs`. */
export function createRateMeter(windowMs = 10_000): RateMeter {
  const moments: { readonly count: number; readonly atMs: number }[] = []
  return {
    measure(count, wanted, atMs) {
      moments.push({ count, atMs })
      // The youngest moment outside the window stays, so that the window is always spanned.
      while (moments[1] && atMs - moments[1].atMs >= windowMs) moments.shift()
      const first = moments[0]
      if (!first || atMs <= first.atMs) return { rate: null, secondsLeft: null }
      const rate = ((count - first.count) * 1000) / (atMs - first.atMs)
      return { rate, secondsLeft: rate > 0 ? Math.max(0, wanted - count) / rate : null }
    },
  }
}
