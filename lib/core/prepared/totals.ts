import { z } from 'zod'
import { OPTIONAL_COLUMNS } from '@/lib/core/columns'
import { CONTENT_HASH_LENGTH } from '@/lib/core/content-hash'
import { DIMENSION_COUNT } from '@/lib/core/dimensions'
import { MOST_BINS } from '@/lib/core/histogram-bins'
import { PREPARED_VERSION, wrongVersion } from './file-header'
import { checkJsonFile, parseJsonFile } from './manifest'
import { TOTALS_FILE } from './manifest-files'
import { PreparedFormatError } from './prepared-format-error'

const countSchema = z.int().nonnegative()
const poleCountsSchema = z.array(countSchema).length(DIMENSION_COUNT)

/** Most rows that are kept for the first paint; fewer where `totals.json` would pass `TOTALS_BYTES`. */
export const FIRST_ROWS = 50

/** Longest `totals.json`, in bytes: it is read before anything is painted. */
export const TOTALS_BYTES = 100_000

/** Longest text of a first row, in UTF-16 code units. */
const FIRST_ROW_TEXT = 300

/** A row of the first page: long texts are cut and end in `…`, lengths are those of the whole texts. */
const firstRowSchema = z.object({
  row_number: countSchema,
  shard: countSchema,
  shard_row: countSchema,
  hash: z.string().regex(new RegExp(`^[0-9a-f]{${CONTENT_HASH_LENGTH}}$`)),
  prompt: z.string(),
  chosen: z.string(),
  rejected: z.string(),
  demographics: z.string().nullable(),
  /** 90 characters of `+`, `0` and `-`; `null` where the row has no direction. */
  signs: z
    .string()
    .regex(new RegExp(`^[+0-]{${DIMENSION_COUNT}}$`))
    .nullable(),
  facets: z.record(z.string(), z.int().nullable()),
})

export type PreparedFirstRow = z.infer<typeof firstRowSchema>

/** A facet's histogram over all rows. `bins` is `null` where no row has a value; `missing` counts those without. */
const facetTotalsSchema = z
  .object({
    key: z.string(),
    bins: z.object({ start: z.int(), width: z.int().positive(), count: z.int().positive().max(MOST_BINS) }).nullable(),
    counts: z.array(countSchema),
    missing: countSchema,
  })
  .refine(({ bins, counts }) => counts.length === (bins?.count ?? 0), 'has another number of counts than bins')

export type FacetTotals = z.infer<typeof facetTotalsSchema>

const missingSchema = z.record(z.enum(OPTIONAL_COLUMNS.map(({ key }) => key)), countSchema)

/** All that the first paint of a prepared dataset needs. Counts are rows; poles are in dimension order. */
export const totalsSchema = z
  .object({
    format: z.literal('alignx-prepared-totals'),
    version: z.literal(PREPARED_VERSION),
    synthetic: z.boolean(),
    rows: countSchema,
    withDirection: countSchema,
    positive: poleCountsSchema,
    negative: poleCountsSchema,
    /** Rows some UGC or pair item of which holds the pole. */
    historyPositive: poleCountsSchema,
    historyNegative: poleCountsSchema,
    facets: z.array(facetTotalsSchema),
    /** Rows whose cell is NULL or empty, by optional column. */
    missing: missingSchema,
    shards: z.array(z.object({ name: z.string(), rows: countSchema, bytes: countSchema })),
    firstRows: z.array(firstRowSchema).max(FIRST_ROWS),
  })
  .refine((totals) => totals.withDirection <= totals.rows, 'has more directions than rows')
  .refine(
    (totals) => [...totals.positive, ...totals.negative].every((count) => count <= totals.withDirection),
    'counts more rows of a pole than there are directions',
  )
  .refine(
    (totals) =>
      totals.facets.every(({ counts, missing }) => counts.reduce((sum, count) => sum + count, missing) === totals.rows),
    'has a histogram that does not add up to the rows',
  )

export type PreparedTotals = z.infer<typeof totalsSchema>

const headSchema = z.looseObject({ format: z.literal('alignx-prepared-totals'), version: z.number() })

/** Reads `totals.json`. Throws `PreparedFormatError`, of kind `older` or `newer` for another version. */
export function parseTotals(text: string, file = TOTALS_FILE): PreparedTotals {
  const json = parseJsonFile(text, file)
  const head = headSchema.safeParse(json)
  if (!head.success) throw new PreparedFormatError(file, 'holds no totals of a prepared dataset')
  if (head.data.version !== PREPARED_VERSION) throw wrongVersion(file, head.data.version)
  return checkJsonFile(totalsSchema, json, file)
}

/** The beginning of a text as a first row holds it: cut on a whole character, never inside a surrogate pair. */
export function clipFirstRowText(text: string): string {
  if (text.length <= FIRST_ROW_TEXT) return text
  const isHighSurrogate = (text.charCodeAt(FIRST_ROW_TEXT - 1) & 0xfc00) === 0xd800
  return `${text.slice(0, isHighSurrogate ? FIRST_ROW_TEXT - 1 : FIRST_ROW_TEXT)}…`
}
