import { z } from 'zod'
import { EXAMPLES_TABLE } from '@/lib/core/columns'
import { type DirectionPlanes, packDirection, type Sign, unpackDirection } from '@/lib/core/direction'
import type { NearestTarget, NearRow } from '@/lib/core/direction-index-nearest'
import type { Filter } from '@/lib/core/filter'
import { type FilterContext, filterToSql } from '@/lib/core/filter-sql'
import { checkLimit, type Query } from './query'

/** Weights are counted in thousandths, as by the direction index. */
const UNITS = 1000

const rowSchema: z.ZodType<NearRow> = z
  .object({ row: z.int(), agree: z.int(), conflict: z.int(), score: z.int() })
  .transform(({ score, ...near }) => ({ ...near, score: score / UNITS }))

/** The rows that the direction index finds nearest to a target, or most opposite, for where there is none: best first. */
export function nearestRows(
  { target, weights, mode, limit }: NearestTarget,
  filter: Filter,
  context?: FilterContext,
): Query<NearRow> {
  const condition = filterToSql(filter, context)
  const groups = groupByWeight(target, weights)
  const sum = (of: (planes: DirectionPlanes) => string, weigh: boolean) =>
    groups.map(({ units, planes }) => `${weigh ? `${units} * ` : ''}(${of(planes)})`).join(' + ') || '0'
  const [gain, loss] = mode === 'nearest' ? ['same', 'opposite'] : ['opposite', 'same']
  const sql = `WITH compared AS (
  SELECT row_number, ${sum(countSame, false)} AS agree, ${sum(countOpposite, false)} AS conflict,
    ${sum(countSame, true)} AS same, ${sum(countOpposite, true)} AS opposite
  FROM ${EXAMPLES_TABLE} WHERE positive_low IS NOT NULL AND ${condition.sql}
)
SELECT row_number AS row, agree::INTEGER AS agree, conflict::INTEGER AS conflict, (same - opposite)::INTEGER AS score
FROM compared ORDER BY ${gain} - ${loss} DESC, ${loss}, row_number LIMIT ?`
  return { sql, params: [...condition.params, checkLimit(limit)], row: rowSchema }
}

interface WeightGroup {
  readonly units: number
  /** The target where it has this weight, neutral elsewhere. */
  readonly planes: DirectionPlanes
}

function groupByWeight(target: DirectionPlanes, weights: NearestTarget['weights']): readonly WeightGroup[] {
  const signs = unpackDirection(target)
  const unitsOf = (index: number) => Math.round((weights?.[index] ?? 1) * UNITS)
  const all = new Set(signs.flatMap((sign, index) => (sign === 0 || unitsOf(index) === 0 ? [] : [unitsOf(index)])))
  return [...all].map((units) => ({
    units,
    planes: packDirection(signs.map((sign, index): Sign => (unitsOf(index) === units ? sign : 0))),
  }))
}

function countSame({ positiveLow, positiveHigh, negativeLow, negativeHigh }: DirectionPlanes): string {
  return countShared(positiveLow, positiveHigh, negativeLow, negativeHigh)
}

function countOpposite({ positiveLow, positiveHigh, negativeLow, negativeHigh }: DirectionPlanes): string {
  return countShared(negativeLow, negativeHigh, positiveLow, positiveHigh)
}

/** How many bits the row shares with these planes. */
function countShared(positiveLow: bigint, positiveHigh: bigint, negativeLow: bigint, negativeHigh: bigint): string {
  const shared = (column: string, bits: bigint) => `bit_count((${column} & ${bits}::UBIGINT)::HUGEINT)::INTEGER`
  return [
    shared('positive_low', positiveLow),
    shared('positive_high', positiveHigh),
    shared('negative_low', negativeLow),
    shared('negative_high', negativeHigh),
  ].join(' + ')
}
