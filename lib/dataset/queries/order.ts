import { EXAMPLES_TABLE } from '@/lib/core/columns'
import type { Filter } from '@/lib/core/filter'
import { type FilterContext, filterToSql, type SqlCondition } from '@/lib/core/filter-sql'
import type { Sort } from '@/lib/core/view'

/** Which rows a list shows, and in which order. */
export interface RowList {
  readonly filter: Filter
  readonly sort: Sort
  readonly context?: FilterContext
}

/**
 * The place of a row in an order as three integers, compared one after another: whether its value is missing (such rows
 * come last, both ways), the value (negated when descending), and the row number.
 */
export function orderKeys({ key, descending }: Sort): readonly [missing: string, value: string, rowNumber: string] {
  if (key === 'row_number') return ['0', descending ? '-row_number' : 'row_number', 'row_number']
  return [`(${key} IS NULL)::INTEGER`, `coalesce(${descending ? '-' : ''}${key}, 0)`, 'row_number']
}

/** The order as the text after `ORDER BY`. */
export function orderBy(sort: Sort): string {
  const [missing, value, rowNumber] = orderKeys(sort)
  return (sort.key === 'row_number' ? [value] : [missing, value, rowNumber]).join(', ')
}

/**
 * A `WITH` list that ends in `listed(hash, place)`: each content hash once, at the first of its copies in the list.
 * Places compare as the rows of the list do; `matching(hash, place)` has all of them.
 */
export function withListed({ filter, sort, context }: RowList): SqlCondition {
  const condition = filterToSql(filter, context)
  const [missing, value, rowNumber] = orderKeys(sort)
  const sql = `matching AS (
  SELECT hash, {a: ${missing}, b: ${value}, c: ${rowNumber}} AS place FROM ${EXAMPLES_TABLE} WHERE ${condition.sql}
), listed AS (
  SELECT hash, min(place) AS place FROM matching GROUP BY hash
)`
  return { sql, params: condition.params }
}
