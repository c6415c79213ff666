/** Writes the derivative at `point` into `gradient` and returns the value there. */
export type Objective = (point: Float64Array, gradient: Float64Array) => number

export interface MaximiseOptions {
  /** Most evaluations of the objective. */
  readonly evaluations: number
  /** Stops when no part of the derivative is larger. */
  readonly tolerance: number
  /** Largest part of the first step. */
  readonly firstStep: number
}

/** What one accepted step tells about the curvature: the step taken and the fall of the derivative. */
interface Correction {
  readonly step: Float64Array
  readonly fall: Float64Array
  readonly product: number
}

/**
 * Climbs a smooth objective from zero by L-BFGS. A step that lowers the objective is undone and halved, so the result
 * is never worse than the start. Deterministic. Source: Nocedal & Wright 2006, algorithm 7.4, with backtracking.
 */
export function maximise(objective: Objective, size: number, options: MaximiseOptions): Float64Array {
  let point: Float64Array = new Float64Array(size)
  let gradient: Float64Array = new Float64Array(size)
  let value = objective(point, gradient)
  const corrections: Correction[] = []
  const steepest = gradient.reduce((largest, slope) => Math.max(largest, Math.abs(slope)), 0)
  const shortStep = options.firstStep / Math.max(1, steepest)
  let direction = scaled(gradient, shortStep)
  for (let evaluation = 1; evaluation < options.evaluations; evaluation++) {
    if (gradient.every((slope) => Math.abs(slope) <= options.tolerance)) break
    const candidate = added(point, direction, 1)
    const nextGradient = new Float64Array(size)
    const nextValue = objective(candidate, nextGradient)
    if (!(nextValue >= value)) {
      direction = scaled(direction, 0.5)
      continue
    }
    const fall = added(gradient, nextGradient, -1)
    const product = dot(direction, fall)
    // Only a step along which the objective is curved downwards keeps the next direction uphill.
    if (product > 1e-12) corrections.push({ step: direction, fall, product })
    point = candidate
    gradient = nextGradient
    value = nextValue
    direction = climbDirection(gradient, corrections, shortStep)
  }
  return point
}

/** The derivative times the approximate inverse curvature. */
function climbDirection(gradient: Float64Array, corrections: readonly Correction[], shortStep: number): Float64Array {
  const last = corrections.at(-1)
  if (last === undefined) return scaled(gradient, shortStep)
  const shares: number[] = []
  let direction = gradient
  for (const { step, fall, product } of corrections.toReversed()) {
    const share = dot(step, direction) / product
    shares.push(share)
    direction = added(direction, fall, -share)
  }
  direction = scaled(direction, last.product / dot(last.fall, last.fall))
  for (const { step, fall, product } of corrections)
    direction = added(direction, step, (shares.pop() ?? 0) - dot(fall, direction) / product)
  return direction
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0
  for (let index = 0; index < a.length; index++) sum += (a[index] ?? 0) * (b[index] ?? 0)
  return sum
}

function scaled(values: Float64Array, factor: number): Float64Array {
  return values.map((value) => value * factor)
}

/** a + factor * b. */
function added(a: Float64Array, b: Float64Array, factor: number): Float64Array {
  return a.map((value, index) => value + factor * (b[index] ?? 0))
}
