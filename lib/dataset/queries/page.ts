import { z } from 'zod'
import { EXAMPLES_TABLE, FACETS, type FacetKey, HISTORY_PLANE_COLUMNS, PLANE_COLUMNS } from '@/lib/core/columns'
import type { Direction, DirectionPlanes } from '@/lib/core/direction'
import { filterToSql } from '@/lib/core/filter-sql'
import { historyPlaneFields, planeFields, readDirection, readHistoryPlanes } from './example-row'
import { orderBy, type RowList } from './order'
import { checkLimit, type Query } from './query'

/** Characters of a text that a table row carries. */
export const CLIP_LENGTH = 400

/** A row of the table. Texts are cut after `CLIP_LENGTH` characters, `null` where the file has none. */
export interface PageRow {
  readonly rowNumber: number
  readonly shard: number
  readonly shardRow: number
  readonly hash: string
  readonly prompt: string
  readonly chosen: string
  readonly rejected: string
  readonly demographics: string | null
  readonly profile: string | null
  readonly persona: string | null
  readonly direction: Direction | null
  /** The union over the row's UGC and pair items. */
  readonly history: DirectionPlanes
  /** Lengths are in UTF-16 code units; `active_count` and `conflict_count` are `null` without a direction. */
  readonly facets: Readonly<Record<FacetKey, number | null>>
}

const TEXTS = ['prompt', 'chosen', 'rejected', 'demographics', 'profile', 'persona']
const FACET_KEYS = FACETS.map(({ key }) => key)

/** The rows `offset` to `offset + limit - 1` of a list. Throws `RangeError` for a limit past `MOST_ROWS`. */
export function page(list: RowList, offset: number, limit: number): Query<PageRow> {
  const condition = filterToSql(list.filter, list.context)
  const order = orderBy(list.sort)
  const columns = [
    ...['row_number', 'shard', 'shard_row', 'hash'],
    ...TEXTS.map((text) => `left(${text}, ${CLIP_LENGTH}) AS ${text}`),
    ...PLANE_COLUMNS,
    ...HISTORY_PLANE_COLUMNS,
    ...FACET_KEYS,
  ]
  const sql = `SELECT ${columns.join(', ')} FROM ${EXAMPLES_TABLE} WHERE row_number IN (
  SELECT row_number FROM ${EXAMPLES_TABLE} WHERE ${condition.sql} ORDER BY ${order} LIMIT ? OFFSET ?
) ORDER BY ${order} LIMIT ?`
  return { sql, params: [...condition.params, checkLimit(limit), offset, limit], row: pageRowSchema }
}

const facetSchema = z.int().nullable()

const pageRowSchema: z.ZodType<PageRow> = z
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
    ...historyPlaneFields,
    prompt_length: facetSchema,
    chosen_length: facetSchema,
    rejected_length: facetSchema,
    length_difference: facetSchema,
    ugc_count: facetSchema,
    pair_count: facetSchema,
    active_count: facetSchema,
    conflict_count: facetSchema,
  })
  .transform((row) => ({
    rowNumber: row.row_number,
    shard: row.shard,
    shardRow: row.shard_row,
    hash: row.hash,
    prompt: row.prompt,
    chosen: row.chosen,
    rejected: row.rejected,
    demographics: row.demographics,
    profile: row.profile,
    persona: row.persona,
    direction: readDirection(row),
    history: readHistoryPlanes(row),
    facets: {
      prompt_length: row.prompt_length,
      chosen_length: row.chosen_length,
      rejected_length: row.rejected_length,
      length_difference: row.length_difference,
      ugc_count: row.ugc_count,
      pair_count: row.pair_count,
      active_count: row.active_count,
      conflict_count: row.conflict_count,
    },
  }))
