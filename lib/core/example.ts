import { z } from 'zod'
import { DIMENSION_COUNT } from './dimensions'
import type { Direction } from './direction'

const directionSchema: z.ZodType<Direction> = z
  .array(z.union([z.literal(-1), z.literal(0), z.literal(1)]))
  .length(DIMENSION_COUNT)
  .readonly()

/** A comment of the same user under another post. */
export const ugcItemSchema = z.object({
  prompt: z.string(),
  comment: z.string(),
  direction: directionSchema.nullable(),
})

/** A preference pair of the same user on another post. */
export const pairItemSchema = z.object({
  prompt: z.string(),
  chosen: z.string(),
  rejected: z.string(),
  direction: directionSchema.nullable(),
})

/**
 * One AlignX example in the app's own shape, whatever file it came from.
 * `direction` is the direction of the target pair (the "golden" one of AlignX-test), not a user-level average;
 * `null` where the file has none (P-Soups). An absent history and an empty one are both `[]`: the published prompts
 * treat them alike. `demographics`, `profile` and `groundTruthPersona` are `null` where the file has no such text.
 * `extra` keeps every column that AlignX does not document.
 * Source: AlignX README (the documented fields), benchmark files (profile, ground_truth_persona).
 */
export const exampleSchema = z.object({
  prompt: z.string(),
  chosen: z.string(),
  rejected: z.string(),
  direction: directionSchema.nullable(),
  demographics: z.string().nullable(),
  ugc: z.array(ugcItemSchema),
  pairs: z.array(pairItemSchema),
  profile: z.string().nullable(),
  groundTruthPersona: z.string().nullable(),
  extra: z.record(z.string(), z.json()),
})

export type Example = z.infer<typeof exampleSchema>
export type UgcItem = z.infer<typeof ugcItemSchema>
export type PairItem = z.infer<typeof pairItemSchema>

/** The names of AlignX's own columns; everything else in a row is `extra`. */
export const PUBLISHED_COLUMNS = {
  prompt: 'prompt',
  chosen: 'chosen',
  rejected: 'rejected',
  direction: 'Preference Direction',
  demographics: 'Demographic Information',
  ugc: 'User-Generated Content',
  pairs: 'Pair-wise Comparative Feedback',
  profile: 'profile',
  groundTruthPersona: 'ground_truth_persona',
} as const

export type PublishedColumn = keyof typeof PUBLISHED_COLUMNS

const PUBLISHED_KEYS = [
  'prompt',
  'chosen',
  'rejected',
  'direction',
  'demographics',
  'ugc',
  'pairs',
  'profile',
  'groundTruthPersona',
] as const satisfies readonly PublishedColumn[]

/** Which of AlignX's own columns stand among the column names of a file. */
export function publishedColumns(names: readonly string[]): readonly PublishedColumn[] {
  return PUBLISHED_KEYS.filter((key) => names.includes(PUBLISHED_COLUMNS[key]))
}
