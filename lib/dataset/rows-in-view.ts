import { type FacetKey, OPTIONAL_COLUMNS, type OptionalColumnKey } from '@/lib/core/columns'
import type { Example } from '@/lib/core/example'
import { EVERY_ROW, type Filter } from '@/lib/core/filter'
import { type Histogram, makeHistogram, planBins } from '@/lib/core/histogram-bins'
import type { Sort } from '@/lib/core/view'
import { runQuery } from './ask'
import { isIndexReady, readIndexHistograms, readIndexMissing } from './count-poles'
import { resolveFilter } from './filter-context'
import { preparedSession } from './prepared/prepared-session'
import { readPreparedPage, readPreparedRow } from './prepared/rows-in-prepared'
import { example } from './queries/example'
import { facetRanges } from './queries/facet-ranges'
import { histograms } from './queries/histograms'
import { neighboursInOrder } from './queries/neighbours-in-order'
import { nullShares } from './queries/null-shares'
import { type PageRow, page } from './queries/page'
import { readServerPage } from './server/read-server-page'
import { serverSession } from './server/server-session'

interface PageRequest {
  readonly filter: Filter
  readonly sort: Sort
  readonly offset: number
  readonly limit: number
}

/** The rows `offset` to `offset + limit - 1` of a list. Throws `QueryError` and `RunRowsError`, as all reads here, and of a prepared dataset as its files do. */
export async function readPage(request: PageRequest, signal: AbortSignal): Promise<readonly PageRow[]> {
  const prepared = preparedSession()
  if (prepared) return readPreparedPage(prepared, request, signal)
  const context = await resolveFilter(request.filter, signal)
  const server = serverSession()
  if (server) return readServerPage(server, request, context, signal)
  return runQuery(page({ ...request, context }, request.offset, request.limit), signal)
}

/**
 * A histogram a facet under the filter, with bins planned over every row so that they stay while the filter moves. Asks
 * the index where it is up; throws `IndexWorkerError` where that breaks down meanwhile.
 */
export async function readHistograms(filter: Filter, signal: AbortSignal): Promise<ReadonlyMap<FacetKey, Histogram>> {
  if (isIndexReady()) {
    const counted = await readIndexHistograms(filter, signal)
    return new Map(
      counted.map(({ facet, min, max, counts }) => [facet, makeHistogram(min, max, (bin) => counts[bin] ?? 0)]),
    )
  }
  const context = await resolveFilter(filter, signal)
  const ranges = await runQuery(facetRanges(EVERY_ROW), signal)
  const planned = ranges.map(({ facet, min, max }) => ({ facet, min, max, bins: planBins(min, max) }))
  const plans = planned.flatMap(({ facet, bins }) => (bins === null ? [] : [{ facet, bins }]))
  const rows = plans.length === 0 ? [] : await runQuery(histograms(plans, filter, context), signal)
  const counts = new Map(rows.map(({ facet, bin, count }) => [`${facet} ${bin}`, count]))
  return new Map(
    planned.map(({ facet, min, max, bins }) => [
      facet,
      bins === null ? { min, max, bars: [] } : makeHistogram(min, max, (bin) => counts.get(`${facet} ${bin}`) ?? 0),
    ]),
  )
}

/** The share of rows under the filter that lack each part, in [0, 1]; `null` for no rows. Asks as `readHistograms` does. */
export async function readMissingShares(
  filter: Filter,
  signal: AbortSignal,
): Promise<ReadonlyMap<OptionalColumnKey, number | null>> {
  if (isIndexReady()) {
    const { matched, missing } = await readIndexMissing(filter, signal)
    return shareMissing(matched, missing)
  }
  const context = await resolveFilter(filter, signal)
  const [counts] = await runQuery(nullShares(filter, context), signal)
  return shareMissing(counts?.rows ?? 0, counts)
}

function shareMissing(
  rows: number,
  counts: Readonly<Record<OptionalColumnKey, number>> | undefined,
): ReadonlyMap<OptionalColumnKey, number | null> {
  return new Map(OPTIONAL_COLUMNS.map(({ key }) => [key, counts && rows > 0 ? counts[key] / rows : null]))
}

/** One complete row with its neighbours in a list. */
export interface OpenRow {
  readonly hash: string
  readonly shard: number
  readonly shardRow: number
  readonly example: Example
  /** False when the filter leaves this row out; it then has no neighbours. */
  readonly isInFilter: boolean
  readonly previous: string | null
  readonly next: string | null
}

/** The row with this content hash and its neighbours in the list; `null` when no loaded row has it. */
export async function readOpenRow(
  { hash, filter, sort }: { readonly hash: string; readonly filter: Filter; readonly sort: Sort },
  signal: AbortSignal,
): Promise<OpenRow | null> {
  const prepared = preparedSession()
  if (prepared) return readPreparedRow(prepared, { hash, filter, sort }, signal)
  const context = await resolveFilter(filter, signal)
  const [row] = await runQuery(example(hash), signal)
  if (!row) return null
  const [place] = await runQuery(neighboursInOrder({ filter, sort, context }, hash), signal)
  return {
    hash,
    shard: row.shard,
    shardRow: row.shardRow,
    example: row.example,
    isInFilter: place !== undefined,
    previous: place?.previous ?? null,
    next: place?.next ?? null,
  }
}
