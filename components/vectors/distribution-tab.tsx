'use client'
import { useMemo } from 'react'
import { conditionsOf } from '@/lib/core/filter'
import { ChartFrame } from '../charts/chart-frame'
import { formatCount, formatShare } from '../ui/format'
import { Input } from '../ui/input'
import { Segmented } from '../ui/segmented'
import { DistributionChart } from './distribution-chart'
import { DISTRIBUTION_ORDER_OPTIONS, prepareDistribution, tabulateDistribution } from './prepare-distribution'
import type { TabProps } from './tab-props'
import { TabSkeleton } from './tab-skeleton'
import { addressOf } from './use-vectors-view'
import { vectorsProvenance } from './vectors-provenance'

/** How often each pole of each dimension is held, under the filter and over all rows. */
export default function DistributionTab({ view, setView, state, totals, counts }: TabProps) {
  const { distribution, search, filter } = view
  const sections = useMemo(
    () => (counts.value ? prepareDistribution(counts.value, totals.value, distribution, search) : null),
    [counts.value, totals.value, distribution, search],
  )
  if (!sections || !counts.value) return <TabSkeleton />
  const { matched, withDirection } = counts.value
  const isSubset = conditionsOf(filter).length > 0
  const without = matched - withDirection
  const summary = `${formatCount(withDirection)} rows with a direction${isSubset ? ' under the filter' : ''}${
    without > 0 ? `; ${formatCount(without)} rows have none (${formatShare(without / matched)})` : ''
  }.`
  return (
    <div className="flex flex-col gap-3">
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
          label="Order of the dimensions"
          value={distribution}
          options={DISTRIBUTION_ORDER_OPTIONS}
          onChange={(order) => setView({ distribution: order }, { replace: true })}
        />
      </div>
      <ChartFrame
        title="Distribution of directions"
        summary={summary}
        table={tabulateDistribution(sections, withDirection)}
        provenance={vectorsProvenance(state, view)}
        fileName="distribution"
        how={
          <>
            <p>
              Of the rows that have a direction, the share that holds the positive pole (published value 1), the
              negative pole (0), or neither (0.5). A row’s direction is that of its target pair. Neutral means no
              evidence.
            </p>
            <p>
              Whiskers are Wilson’s 95 % intervals, each for its own share, as if rows were drawn independently of one
              another; rows of one person or one post are not. Ticks mark the shares of all loaded rows.
            </p>
          </>
        }
      >
        {sections.length === 0 ? (
          <p className="py-6 text-ink-soft">No dimension contains “{search}”.</p>
        ) : (
          <DistributionChart
            sections={sections}
            isSubset={isSubset}
            label={summary}
            addressOf={(dimension, pole) =>
              addressOf({
                ...view,
                filter: { kind: 'all', filters: [...conditionsOf(filter), conditionOf(dimension, pole)] },
              })
            }
            onPole={(dimension, pole) =>
              setView({ filter: { kind: 'all', filters: [...conditionsOf(filter), conditionOf(dimension, pole)] } })
            }
          />
        )}
      </ChartFrame>
    </div>
  )
}

function conditionOf(dimension: string, pole: 'positive' | 'negative') {
  return { kind: 'direction', dimension, pole } as const
}
