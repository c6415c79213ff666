import { z } from 'zod'
import { FACETS, TEXT_FIELDS } from './columns'
import { CONTENT_HASH_LENGTH } from './content-hash'
import { DIMENSION_COUNT } from './dimensions'
import { EVERY_ROW } from './filter'
import { filterSchema } from './filter-schema'
import { SORT_KEYS } from './view'

const hashSchema = z.string().regex(new RegExp(`^[0-9a-f]{${CONTENT_HASH_LENGTH}}$`))
const countSchema = z.int().nonnegative()

const listFields = {
  source: z.string().min(1).max(200),
  filter: filterSchema.default(EVERY_ROW),
  sort: z
    .strictObject({ key: z.enum(SORT_KEYS), descending: z.boolean().default(false) })
    .default({ key: 'row_number', descending: false }),
  offset: countSchema.max(2_000_000_000).default(0),
  /** The content hashes of the saved selections that the filter names: the server does not keep them. */
  selections: z.record(z.string().max(64), z.array(hashSchema).max(200_000)).default({}),
} as const

/** What `POST /api/v1/rows` takes: some rows of a list. */
export const rowsRequestSchema = z.strictObject({
  ...listFields,
  limit: z.int().min(1).max(500).default(50),
  /** Whether the rows under the filter are counted too, which takes as long again. */
  counts: z.boolean().default(true),
})

const textFieldSchema = z.enum(TEXT_FIELDS.map(({ key }) => key))

/** What `POST /api/v1/search` takes: rows of a list with a text in some field. */
export const searchRequestSchema = z.strictObject({
  ...listFields,
  query: z
    .string()
    .min(1)
    .max(400)
    .refine((query) => query.isWellFormed(), { error: 'is not well-formed Unicode' }),
  fields: z
    .array(textFieldSchema)
    .min(1)
    .default(TEXT_FIELDS.map(({ key }) => key)),
  limit: z.int().min(1).max(100).default(20),
})

export type RowsRequest = z.infer<typeof rowsRequestSchema>
export type SearchRequest = z.infer<typeof searchRequestSchema>

const placeFields = { rowNumber: countSchema, shard: countSchema, shardRow: countSchema, hash: hashSchema } as const
const dimensionsSchema = z
  .array(
    z
      .int()
      .min(0)
      .max(DIMENSION_COUNT - 1),
  )
  .readonly()

/**
 * A row of a list: texts are cut as in the table, the direction is 90 characters `+`, `0`, `-`, and `history` has the
 * indices of the dimensions whose pole some UGC or pair item holds.
 */
const answerRowSchema = z.object({
  ...placeFields,
  prompt: z.string(),
  chosen: z.string(),
  rejected: z.string(),
  demographics: z.string().nullable(),
  profile: z.string().nullable(),
  persona: z.string().nullable(),
  direction: z.string().nullable(),
  history: z.object({ positive: dimensionsSchema, negative: dimensionsSchema }),
  facets: z.record(z.enum(FACETS.map(({ key }) => key)), z.int().nullable()),
})

export type AnswerRow = z.infer<typeof answerRowSchema>

const totalFields = { revision: z.string(), matched: countSchema, total: countSchema } as const

/** What `/api/v1/rows` answers: rows under the filter, of how many in all; `null` where they were not counted. */
export const rowsAnswerSchema = z.object({
  revision: z.string(),
  matched: countSchema.nullable(),
  total: countSchema.nullable(),
  rows: z.array(answerRowSchema),
})

const matchSchema = z.object({
  field: textFieldSchema,
  item: countSchema.nullable(),
  part: z.string().nullable(),
  count: z.int().positive(),
  start: countSchema,
  excerpt: z.string(),
  marks: z.array(z.tuple([countSchema, countSchema]).readonly()).readonly(),
})

/** What `/api/v1/search` answers; the fields of a match are those of `TextMatch`. */
export const searchAnswerSchema = z.object({
  ...totalFields,
  rows: z.array(z.object({ ...placeFields, matches: z.array(matchSchema).readonly() })),
})
