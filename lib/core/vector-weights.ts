import { DIMENSIONS, findDimension, GROUPS } from './dimensions'
import type { Reading } from './view-params'

/**
 * How much dimensions count among neighbours, by the key of a dimension or of a group; in [0, `MOST_WEIGHT`]. What is
 * not named weighs 1; a dimension's own weight goes before its group's.
 */
export type Weights = ReadonlyMap<string, number>

export const MOST_WEIGHT = 10

/** Reads `formatWeights`'s text. */
export function readWeights(text: string): Reading<Weights> {
  const weights = new Map<string, number>()
  for (const part of text.split(',')) {
    const [, key = '', number = ''] = /^([a-z-]+):(\d{1,2}(?:\.\d{1,2})?)$/.exec(part) ?? []
    const isKnown = findDimension(key) !== null || GROUPS.some((group) => group.key === key)
    if (!isKnown || Number(number) > MOST_WEIGHT)
      return {
        problem: `${JSON.stringify(part.slice(0, 40))} is no dimension or group with a weight from 0 to ${MOST_WEIGHT}`,
      }
    weights.set(key, Number(number))
  }
  return { value: weights }
}

/** Weights as text, in dimension order after the groups: `interests:0,openness:2.5`; empty for none. */
export function formatWeights(weights: Weights): string {
  const keys = [...GROUPS.map(({ key }) => key), ...DIMENSIONS.map(({ key }) => key)]
  return keys.flatMap((key) => (weights.has(key) ? [`${key}:${weights.get(key)}`] : [])).join(',')
}

/** The weight of each of the 90 dimensions, or `null` when all weigh 1. */
export function spreadWeights(weights: Weights): readonly number[] | null {
  const spread = DIMENSIONS.map(({ key, group }) => weights.get(key) ?? weights.get(group) ?? 1)
  return spread.every((weight) => weight === 1) ? null : spread
}

/** The weights with `key` (of a dimension or group) set; with `null`, back to what it weighs without its own. */
export function setWeight(weights: Weights, key: string, weight: number | null): Weights {
  const next = new Map(weights)
  if (weight === null) next.delete(key)
  else next.set(key, Math.round(Math.min(MOST_WEIGHT, Math.max(0, weight)) * 100) / 100)
  return next
}
