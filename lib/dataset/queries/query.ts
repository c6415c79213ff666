import type { z } from 'zod'
import type { SqlParam } from '@/lib/core/filter-sql'

/** A question to the database: its SQL, the values of its `?` in order, and the schema of a row of the answer. */
export interface Query<Row> {
  readonly sql: string
  readonly params: readonly SqlParam[]
  readonly row: z.ZodType<Row>
}

/** Most rows any one query of the app asks for. */
export const MOST_ROWS = 2000

/** Throws `RangeError` unless `limit` is a whole number of 1 to `MOST_ROWS`. */
export function checkLimit(limit: number): number {
  if (Number.isInteger(limit) && limit >= 1 && limit <= MOST_ROWS) return limit
  throw new RangeError(`A query asks for 1 to ${MOST_ROWS} rows, not ${limit}`)
}
