import { z } from 'zod'
import { type Direction, type DirectionPlanes, unpackDirection } from '@/lib/core/direction'
import { type Example, exampleSchema } from '@/lib/core/example'

const planeSchema = z.bigint().nullable()

/** The four planes of an own direction or of a history item, as columns. */
export const planeFields = {
  positive_low: planeSchema,
  positive_high: planeSchema,
  negative_low: planeSchema,
  negative_high: planeSchema,
} as const

type PlaneRow = { readonly [Column in keyof typeof planeFields]: bigint | null }

/** The direction of planes as columns, `null` where they are NULL. */
export function readDirection(row: PlaneRow): Direction | null {
  if (row.positive_low === null) return null
  return unpackDirection({
    positiveLow: row.positive_low,
    positiveHigh: row.positive_high ?? 0n,
    negativeLow: row.negative_low ?? 0n,
    negativeHigh: row.negative_high ?? 0n,
  })
}

/** The planes of the histories as columns. */
export const historyPlaneFields = {
  history_positive_low: planeSchema,
  history_positive_high: planeSchema,
  history_negative_low: planeSchema,
  history_negative_high: planeSchema,
} as const

type HistoryPlaneRow = { readonly [Column in keyof typeof historyPlaneFields]: bigint | null }

/** The union over a row's history; here, unlike in a direction, a dimension can be in both sets. */
export function readHistoryPlanes(row: HistoryPlaneRow): DirectionPlanes {
  return {
    positiveLow: row.history_positive_low ?? 0n,
    positiveHigh: row.history_positive_high ?? 0n,
    negativeLow: row.history_negative_low ?? 0n,
    negativeHigh: row.history_negative_high ?? 0n,
  }
}

/** A list column; a missing list and an empty one are alike. */
function listOf<Item extends z.ZodType>(item: Item) {
  return z
    .array(item)
    .nullable()
    .transform((items) => items ?? [])
}

const ugcSchema = z
  .object({ prompt: z.string(), comment: z.string(), ...planeFields })
  .transform((item) => ({ prompt: item.prompt, comment: item.comment, direction: readDirection(item) }))

const pairSchema = z
  .object({ prompt: z.string(), chosen: z.string(), rejected: z.string(), ...planeFields })
  .transform((item) => ({
    prompt: item.prompt,
    chosen: item.chosen,
    rejected: item.rejected,
    direction: readDirection(item),
  }))

const extraSchema = z
  .string()
  .transform((text): unknown => JSON.parse(text))
  .pipe(exampleSchema.shape.extra)

/** The columns of a complete example, to stand after `SELECT`. */
export const EXAMPLE_ROW_COLUMNS = `row_number, shard, shard_row, hash, prompt, chosen, rejected, demographics, profile,
  persona, positive_low, positive_high, negative_low, negative_high, ugc, pairs, extra`

/** A complete example with its place in the dataset. */
export interface ExampleRow {
  readonly rowNumber: number
  readonly shard: number
  readonly shardRow: number
  readonly hash: string
  readonly example: Example
}

/** Reads a row of `EXAMPLE_ROW_COLUMNS`. */
export const exampleRowSchema: z.ZodType<ExampleRow> = z
  .object({
    row_number: z.int(),
    shard: z.int(),
    shard_row: z.int(),
    hash: z.string(),
    prompt: z.string(),
    chosen: z.string(),
    rejected: z.string(),
    demographics: z.string().nullable(),
    profile: z.string().nullable(),
    persona: z.string().nullable(),
    ...planeFields,
    ugc: listOf(ugcSchema),
    pairs: listOf(pairSchema),
    extra: extraSchema.nullable(),
  })
  .transform((row) => ({
    rowNumber: row.row_number,
    shard: row.shard,
    shardRow: row.shard_row,
    hash: row.hash,
    example: {
      prompt: row.prompt,
      chosen: row.chosen,
      rejected: row.rejected,
      direction: readDirection(row),
      demographics: row.demographics,
      ugc: row.ugc,
      pairs: row.pairs,
      profile: row.profile,
      groundTruthPersona: row.persona,
      extra: row.extra ?? {},
    },
  }))
