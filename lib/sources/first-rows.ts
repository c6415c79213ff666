import { z } from 'zod'
import { FACETS, OPTIONAL_COLUMNS } from '@/lib/core/columns'
import { CONTENT_HASH_LENGTH } from '@/lib/core/content-hash'
import { DIMENSION_COUNT } from '@/lib/core/dimensions'
import { MOST_BINS } from '@/lib/core/histogram-bins'
import type { SummaryTotals } from '@/lib/core/summary-totals'
import { parseSampleFile, readSampleFile } from './sample-source'

const countSchema = z.int().nonnegative()
const countsSchema = z.array(countSchema).max(MOST_BINS)
const facetSchema = z.object({ min: z.int().nullable(), max: z.int().nullable(), counts: countsSchema })
const poleCountsSchema = z.array(countSchema).length(DIMENSION_COUNT)

/** A row of the first page: texts are cut to their first 300 characters, lengths are those of the whole texts. */
const firstRowSchema = z.object({
  row_number: countSchema,
  shard: countSchema,
  shard_row: countSchema,
  hash: z.string().regex(new RegExp(`^[0-9a-f]{${CONTENT_HASH_LENGTH}}$`)),
  prompt: z.string(),
  chosen: z.string(),
  rejected: z.string(),
  demographics: z.string().nullable(),
  signs: z.string().regex(new RegExp(`^[+0-]{${DIMENSION_COUNT}}$`)),
  prompt_length: countSchema,
  chosen_length: countSchema,
  rejected_length: countSchema,
  length_difference: z.int(),
  ugc_count: countSchema,
  pair_count: countSchema,
  active_count: countSchema.max(DIMENSION_COUNT),
})

/** What can be painted of the sample before any database is up: its first rows (at most 50) and its totals. */
export const firstRowsSchema = z.object({
  synthetic: z.literal(true),
  rows: z.array(firstRowSchema).max(50),
  totals: z.object({
    rows: countSchema,
    positive: poleCountsSchema,
    negative: poleCountsSchema,
    facets: z.record(z.enum(FACETS.map(({ key }) => key)), facetSchema),
    missing: z.record(z.enum(OPTIONAL_COLUMNS.map(({ key }) => key)), countSchema),
  }) satisfies z.ZodType<SummaryTotals>,
})

export type FirstRows = z.infer<typeof firstRowsSchema>
export type FirstRow = z.infer<typeof firstRowSchema>

/** The first rows of the sample under `folder`. Throws `sample-missing` and `sample-damaged`. */
export async function readSampleFirstRows(folder: string): Promise<FirstRows> {
  return parseSampleFile(await readSampleFile(folder, 'first-rows.json'), 'first-rows.json', firstRowsSchema)
}
