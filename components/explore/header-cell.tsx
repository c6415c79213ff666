// biome-ignore-all lint/a11y/useSemanticElements: a cell of the grid, which is not made of table elements.
// biome-ignore-all lint/a11y/useFocusableInteractive: its buttons take the focus.
'use client'
'use no memo'
import { ArrowDown, ArrowUp } from 'lucide-react'
import type { FacetKey, OptionalColumnKey } from '@/lib/core/columns'
import type { Sort, SortKey } from '@/lib/core/view'
import { formatShare } from '../ui/format'
import type { HeaderFacts } from './cells'
import { HeaderHistogram } from './header-histogram'
import type { ColumnSummaries } from './use-column-summaries'

interface HeaderCellProps {
  readonly width: number
  readonly facts: HeaderFacts
  readonly sort: Sort
  readonly summaries: ColumnSummaries | null
  readonly onSort: (key: SortKey) => void
  readonly onRange: (facet: FacetKey, min: number | null, max: number | null) => void
  readonly onMissing: (column: OptionalColumnKey) => void
}

/** A column's name, its order, the histogram of its measure and the share of rows that lack it: each of them filters. */
export function HeaderCell({ width, facts, sort, summaries, onSort, onRange, onMissing }: HeaderCellProps) {
  const { label, facet, optional } = facts
  const isSorted = facts.sort !== undefined && facts.sort === sort.key
  const Arrow = sort.descending ? ArrowDown : ArrowUp
  const missing = optional ? (summaries?.missing.get(optional) ?? null) : null
  return (
    <div
      role="columnheader"
      aria-sort={isSorted ? (sort.descending ? 'descending' : 'ascending') : facts.sort ? 'none' : undefined}
      style={{ width }}
      className="flex shrink-0 flex-col justify-between gap-1 px-3 py-1.5"
    >
      {facts.sort ? (
        <SortButton label={label} onSort={onSort} sort={facts.sort}>
          {isSorted && <Arrow aria-hidden className="size-3" />}
        </SortButton>
      ) : (
        <span className="truncate text-meta font-medium leading-6">{label}</span>
      )}
      <div className="h-9">
        {facet && (
          <HeaderHistogram
            facet={facet}
            histogram={summaries?.histograms.get(facet) ?? null}
            width={width - 24}
            onRange={onRange}
          />
        )}
      </div>
      <div className="h-6">
        {optional && missing !== null && (
          <button
            type="button"
            disabled={missing === 0}
            onClick={() => onMissing(optional)}
            className="h-6 rounded-sm text-meta text-ink-faint enabled:hover:text-ink enabled:hover:underline"
          >
            {missing === 0 ? 'none missing' : `${formatShare(missing)} missing`}
          </button>
        )}
      </div>
    </div>
  )
}

interface SortButtonProps {
  readonly label: string
  readonly sort: SortKey
  readonly onSort: (key: SortKey) => void
  readonly children: React.ReactNode
}

function SortButton({ label, sort, onSort, children }: SortButtonProps) {
  return (
    <button
      type="button"
      onClick={() => onSort(sort)}
      className="flex h-6 min-w-0 items-center gap-1 text-left text-meta font-medium hover:underline"
    >
      <span className="truncate">{label}</span>
      {children}
    </button>
  )
}
