import { DIMENSION_COUNT } from '@/lib/core/dimensions'
import type { DirectionPlanes } from '@/lib/core/direction'
import type { DirectionIndex } from '@/lib/core/direction-index'
import { EVERY_ROW, type Filter } from '@/lib/core/filter'
import { splitFilter } from '@/lib/core/index-filter'
import { finishSteps } from '@/lib/core/steps'
import { makeFilter } from './index-data'

/** A question of the benchmark: its answer as a text, on which all who answer it have to agree. */
export interface BenchQuestion {
  readonly name: string
  readonly ask: (index: DirectionIndex, round: number) => string
}

/** The questions, the filter and counts of all poles first. */
export function listQuestions(targets: readonly DirectionPlanes[]): readonly BenchQuestion[] {
  return [
    {
      name: 'filter and counts of all poles',
      ask: (index, round) => {
        const counts = index.countPoles(splitFilter(makeFilter(round)).index, [])
        return [counts.matched, ...counts.positive, ...counts.negative].join()
      },
    },
    { name: 'nearest 20', ask: (index, round) => findNearest(index, targets[round % targets.length], null) },
    {
      name: 'nearest 20, weighted',
      ask: (index, round) => {
        const weights = Array.from({ length: DIMENSION_COUNT }, (_, at) => ((at * 7 + round) % 31) / 10)
        return findNearest(index, targets[round % targets.length], weights)
      },
    },
    { name: 'co-occurrence', ask: (index) => countPairs(index, EVERY_ROW) },
    { name: 'co-occurrence under a filter', ask: (index, round) => countPairs(index, makeFilter(round)) },
    { name: 'histograms of all facets', ask: (index) => countHistograms(index, EVERY_ROW) },
    {
      name: 'histograms of all facets under a filter',
      ask: (index, round) => countHistograms(index, makeFilter(round)),
    },
    {
      name: 'counts of all poles under a new range',
      ask: (index, round) => {
        const filter = { kind: 'range', facet: 'prompt_length', min: 200 + round, max: null } as const
        return index.countPoles(filter, []).positive.join()
      },
    },
    {
      name: 'three new orders and a page of 50',
      ask: (index) => {
        // Two other orders push the first out of those that are kept.
        for (const key of ['pair_count', 'active_count'] as const) readPage(index, EVERY_ROW, key)
        return readPage(index, EVERY_ROW, 'chosen_length')
      },
    },
    {
      name: 'page of 50 under a filter in a known order',
      ask: (index, round) => readPage(index, makeFilter(round), 'chosen_length'),
    },
  ]
}

function findNearest(index: DirectionIndex, target: DirectionPlanes | undefined, weights: number[] | null): string {
  if (!target) throw new RangeError('There is no target')
  const question = { target, weights, mode: 'nearest', limit: 20 } as const
  const { rows } = finishSteps(index.nearest({ ...question, filter: splitFilter(EVERY_ROW).index, masks: [] }))
  return rows.map(({ row }) => row).join()
}

function countPairs(index: DirectionIndex, filter: Filter): string {
  return finishSteps(index.coOccurrence(splitFilter(filter).index, []))
    .counts.subarray(0, 400)
    .join()
}

/** Without empty bins, as a database gives them. */
function countHistograms(index: DirectionIndex, filter: Filter): string {
  return finishSteps(index.histograms(splitFilter(filter).index, []))
    .map(({ counts }) => counts.filter((count) => count > 0).join())
    .join()
}

function readPage(index: DirectionIndex, filter: Filter, key: 'chosen_length' | 'pair_count' | 'active_count'): string {
  const sort = { key, descending: true }
  const question = { filter: splitFilter(filter).index, masks: [], sort, offset: 20_000, limit: 50 }
  return finishSteps(index.page(question)).rows.join()
}
