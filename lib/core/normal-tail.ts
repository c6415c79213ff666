const SQRT_PI = Math.sqrt(Math.PI)

/**
 * The two-sided tail of the normal distribution, P(|Z| >= |z|), in [0, 1], within 1e-13 of its own size; 0 below the
 * smallest double, from |z| of about 38 on. Throws `RangeError` for NaN.
 * Source: Abramowitz and Stegun 7.1.6 (series) and 7.1.14 (continued fraction) of the error function.
 */
export function normalTail(z: number): number {
  if (Number.isNaN(z)) throw new RangeError('z is not a number')
  const x = Math.abs(z) / Math.SQRT2
  return x < 2 ? 1 - erfSeries(x) : erfcFraction(x)
}

function erfSeries(x: number): number {
  let term = x
  let sum = x
  for (let n = 1; Math.abs(term) > sum * 1e-17; n++) {
    term *= (2 * x * x) / (2 * n + 1)
    sum += term
  }
  return ((2 * Math.exp(-x * x)) / SQRT_PI) * sum
}

function erfcFraction(x: number): number {
  let below = x
  for (let k = 120; k > 0; k--) below = x + k / 2 / below
  return Math.exp(-x * x) / (SQRT_PI * below)
}
