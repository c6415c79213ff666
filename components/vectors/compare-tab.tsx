'use client'
import { ArrowLeftRight } from 'lucide-react'
import { useMemo, useState } from 'react'
import { type DisjointSubsets, type SubsetCounts, separateSubsets, without } from '@/lib/core/compare-subsets'
import { allOf, conditionsOf, EVERY_ROW, type Filter } from '@/lib/core/filter'
import { filterInWords } from '@/lib/core/filter-words'
import { countPoles } from '@/lib/dataset'
import { ChartFrame } from '../charts/chart-frame'
import { Button } from '../ui/button'
import { CopyButton } from '../ui/copy-button'
import { Input } from '../ui/input'
import { Notice } from '../ui/notice'
import { Segmented } from '../ui/segmented'
import { useLoad } from '../ui/use-load'
import { ComparisonChart } from './comparison-chart'
import {
  COMPARED_SHARE_OPTIONS,
  COMPARISON_ORDER_OPTIONS,
  describeOverlap,
  prepareComparison,
  summariseComparison,
  tabulateComparison,
} from './prepare-comparison'
import { SavedComparisons } from './saved-comparisons'
import { SubsetCards } from './subset-cards'
import type { TabProps } from './tab-props'
import { TabSkeleton } from './tab-skeleton'
import { vectorsProvenance } from './vectors-provenance'

/** Tests that are drawn before all of them are asked for. */
const FIRST_ROWS = 40

/** The rows under the filter (A) against the rows outside it, or under a second filter (B). */
export default function CompareTab(props: TabProps) {
  const { view, setView, state, filterKey, counts } = props
  const { filter, against, compare, search } = view
  const [isWhole, setIsWhole] = useState(false)
  const load = useLoad(`${filterKey} ${JSON.stringify(against)}`, (signal) => readSubsets(filter, against, signal))
  const compared = load.value
  const subsets = compared?.subsets ?? null
  const comparison = useMemo(
    () => compared && prepareComparison({ ...compared, ...compare, search }),
    [compared, compare, search],
  )
  const isEveryRow = against === null && counts.value !== null && counts.value.matched === counts.value.total
  const overlap = subsets && describeOverlap(subsets)
  const canCompare = subsets && comparison && subsets.overlap !== 'same' && comparison.tests > 0

  return (
    <div className="flex flex-col gap-3">
      <SubsetCards {...props} b={load.phase === 'ready' ? load.value.b : null} />
      <div className="flex flex-wrap items-center gap-2">
        <Button
          size="small"
          onClick={() => setView({ filter: against ?? negate(filter), against: filter })}
          disabled={isEveryRow}
        >
          <ArrowLeftRight aria-hidden /> Swap A and B
        </Button>
        <SavedComparisons view={view} />
        <CopyButton label="Copy the link" text={() => window.location.href} />
      </div>
      {load.phase === 'failed' && (
        <Notice tone="fault" title="The rows of A and B could not be counted" details={load.error.stack}>
          {load.error.message}
        </Notice>
      )}
      {isEveryRow ? (
        <Notice tone="info" title="Every row is in A, so nothing is left for B">
          Add a condition to the filter above: the rows under it are A, the rest is B. Or give B a filter of its own.
        </Notice>
      ) : (
        overlap && <Notice tone={subsets?.overlap === 'same' ? 'info' : 'warn'} title={overlap} />
      )}
      {subsets && !isEveryRow && subsets.overlap !== 'same' && comparison?.tests === 0 && (
        <Notice tone="info" title="No difference can be computed">
          {subsets.a.withDirection === 0 || subsets.b.withDirection === 0
            ? `${subsets.a.withDirection === 0 ? 'A' : 'B'} has no row with a direction.`
            : 'No row on either side holds any of these poles.'}
        </Notice>
      )}
      {load.phase === 'loading' && compared === null && <TabSkeleton />}
      {canCompare && !isEveryRow && (
        <>
          <div className="flex flex-wrap items-center gap-2">
            <Input
              type="search"
              aria-label="Find a dimension"
              placeholder="Find a dimension"
              value={search}
              onChange={(event) => setView({ search: event.target.value }, { replace: true })}
              className="h-7 w-56 max-[720px]:w-full"
            />
            <Segmented
              label="Compared shares"
              value={compare.shares}
              options={COMPARED_SHARE_OPTIONS}
              onChange={(shares) => setView({ compare: { ...compare, shares } }, { replace: true })}
            />
            <Segmented
              label="Order of the tests"
              value={compare.order}
              options={COMPARISON_ORDER_OPTIONS}
              onChange={(order) => setView({ compare: { ...compare, order } }, { replace: true })}
            />
          </div>
          <div aria-busy={load.phase === 'loading'} className="aria-busy:cursor-progress">
            <ChartFrame
              title="A less B"
              summary={summariseComparison(comparison)}
              table={tabulateComparison(comparison.rows)}
              provenance={[
                ...vectorsProvenance(state, view),
                `A: ${filterInWords(filter)} (n = ${subsets.a.withDirection}) · B: ${against ? filterInWords(against) : 'rows outside A'} (n = ${subsets.b.withDirection})${overlap ? ` · ${overlap}` : ''}`,
              ]}
              fileName="comparison"
              how={<How />}
            >
              {comparison.rows.length === 0 && <p className="py-6 text-ink-soft">No dimension contains “{search}”.</p>}
              <ComparisonChart
                rows={isWhole ? comparison.rows : comparison.rows.slice(0, FIRST_ROWS)}
                reach={comparison.reach}
                label={summariseComparison(comparison)}
              />
              {comparison.rows.length > FIRST_ROWS && (
                <Button size="small" className="mt-2" onClick={() => setIsWhole(!isWhole)}>
                  {isWhole
                    ? `Show the first ${FIRST_ROWS}`
                    : `Showing ${FIRST_ROWS} of ${comparison.rows.length} tests: show all`}
                </Button>
              )}
            </ChartFrame>
          </div>
        </>
      )}
    </div>
  )
}

function How() {
  return (
    <>
      <p>
        Each line is the share of A’s rows that hold a pole less B’s share, in percentage points, of the rows that have
        a direction. Whiskers are Newcombe’s hybrid score intervals at 95 %, each for its own line (Newcombe 1998,
        method 10).
      </p>
      <p>
        p is that of the two-sided pooled z test where all four expected counts are at least 5, otherwise of Fisher’s
        exact test. Dimensions that a condition of A or B names are not tested: they differ by choice. p is corrected
        over every test of the comparison, also those that the search hides: by Holm (the chance that any of the marked
        lines differs by luck is at most 5 %) and as q by Benjamini and Hochberg (at most 5 % of the marked lines are
        expected to). Strong lines differ after Holm.
      </p>
      <p>
        Rows count as independent draws. Rows of one person or one post are alike, which makes intervals too narrow.
        Rows in both A and B are left out of the larger side or of both.
      </p>
      <p>Filled disc: positive pole. Ring: negative pole. Diamond: either.</p>
    </>
  )
}

/** A and B as they are compared, with the filters that they were chosen by. */
interface Compared {
  readonly subsets: DisjointSubsets
  /** B as it was asked for. */
  readonly b: SubsetCounts
  readonly filters: readonly Filter[]
}

async function readSubsets(filter: Filter, against: Filter | null, signal: AbortSignal): Promise<Compared> {
  const a = await countPoles(filter, signal)
  if (against === null) {
    const b = without(await countPoles(EVERY_ROW, signal), a)
    return { subsets: separateSubsets(a, b, without(a, a)), b, filters: [filter] }
  }
  const b = await countPoles(against, signal)
  const shared = await countPoles(allOf([...conditionsOf(filter), ...conditionsOf(against)]), signal)
  return { subsets: separateSubsets(a, b, shared), b, filters: [filter, against] }
}

function negate(filter: Filter): Filter {
  const conditions = conditionsOf(filter)
  const [only] = conditions
  const inner = conditions.length === 1 && only ? only : filter
  return { kind: 'all', filters: [inner.kind === 'not' ? inner.filter : { kind: 'not', filter: inner }] }
}
