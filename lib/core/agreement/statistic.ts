import { z } from 'zod'

/**
 * Why a statistic has no value: no item with two ratings, every rating the same, another number of ratings on some item
 * (Fleiss), not exactly two raters (Cohen).
 */
export const undefinedReasonSchema = z.enum(['no-pairs', 'no-variation', 'unequal-ratings', 'not-two-raters'])
export type UndefinedReason = z.infer<typeof undefinedReasonSchema>

/** Why there is no interval: no value, a single item, or more than 5 % of the draws without a value. */
export const noIntervalReasonSchema = z.enum(['no-value', 'one-item', 'often-undefined'])

/** A value, or why there is none: exactly one of them is `null`. */
export interface Outcome {
  readonly value: number | null
  readonly reason: UndefinedReason | null
}

/** A statistic with its 95 % bootstrap interval over items, both ends included. */
export const statisticSchema = z.object({
  value: z.number().nullable(),
  reason: undefinedReasonSchema.nullable(),
  interval: z.object({ low: z.number(), high: z.number() }).nullable(),
  intervalReason: noIntervalReasonSchema.nullable(),
})
export type Statistic = z.infer<typeof statisticSchema>

/** An outcome that is a value. */
export function valued(value: number): Outcome {
  return { value, reason: null }
}

/** An outcome without a value. */
export function undefinedBecause(reason: UndefinedReason): Outcome {
  return { value: null, reason }
}
