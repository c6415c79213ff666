import { z } from 'zod'
import { EXAMPLES_TABLE } from '@/lib/core/columns'
import type { Filter } from '@/lib/core/filter'
import { type FilterContext, filterToSql } from '@/lib/core/filter-sql'
import type { RowMask } from '@/lib/core/row-mask'
import type { Query } from './query'

const rowSchema = z.object({ block: z.int(), bits: z.bigint() })
type MaskBlock = z.infer<typeof rowSchema>

/** The rows that meet the filter as 64-bit words: bit `i` of block `b` is row `64 b + i`; empty blocks have no row. */
export function rowMask(filter: Filter, context?: FilterContext): Query<MaskBlock> {
  const condition = filterToSql(filter, context)
  const sql = `SELECT (row_number // 64)::INTEGER AS block, bit_or(1::UBIGINT << (row_number % 64)::UBIGINT) AS bits
FROM ${EXAMPLES_TABLE} WHERE ${condition.sql} GROUP BY block ORDER BY block`
  return { sql, params: condition.params, row: rowSchema }
}

/** The answer of `rowMask` as the direction index takes it. */
export function maskOfBlocks(blocks: readonly MaskBlock[]): RowMask {
  const mask = new Uint8Array(8 * ((blocks.at(-1)?.block ?? -1) + 1))
  const words = new DataView(mask.buffer)
  for (const { block, bits } of blocks) words.setBigUint64(8 * block, bits, true)
  return mask
}
