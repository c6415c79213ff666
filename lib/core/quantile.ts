/**
 * The quantile at `share` (in [0, 1]) of increasing numbers, interpolated linearly; `NaN` for none.
 * Source: Hyndman and Fan 1996, type 7.
 */
export function quantile(sorted: ArrayLike<number>, share: number): number {
  const place = share * (sorted.length - 1)
  const below = sorted[Math.floor(place)] ?? Number.NaN
  const above = sorted[Math.ceil(place)] ?? Number.NaN
  return below + (above - below) * (place - Math.floor(place))
}
