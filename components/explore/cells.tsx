import type { ReactNode } from 'react'
import type { FacetKey, OptionalColumnKey, TextFieldKey } from '@/lib/core/columns'
import { packDirection } from '@/lib/core/direction'
import type { Filter } from '@/lib/core/filter'
import type { SortKey, ViewColumn } from '@/lib/core/view'
import type { PageRow } from '@/lib/dataset'
import { DirectionMarks } from '../direction/direction-marks'
import { ROW_STRIP } from '../direction/strip-layout'
import { findSearchedTexts } from '../filter/text-terms'
import { Highlight } from '../texts/highlight'
import { formatCount } from '../ui/format'

/** A row of the table: what its page holds, or a place that is still being read. */
export type TableRow =
  | { readonly state: 'ready'; readonly index: number; readonly row: PageRow }
  | { readonly state: 'waiting'; readonly index: number }

/** What a column's header can do beside naming it. */
export interface HeaderFacts {
  readonly label: string
  readonly sort?: SortKey
  readonly facet?: FacetKey
  readonly optional?: OptionalColumnKey
}

/** The columns shown until somebody chooses others. */
export const USUAL_COLUMNS: readonly ViewColumn[] = [
  'id',
  'direction',
  'prompt',
  'chosen',
  'rejected',
  'length_difference',
  'ugc_count',
  'pair_count',
  'demographics',
]

const FACET_HEADERS: Record<FacetKey, HeaderFacts> = {
  prompt_length: { label: 'Post length', sort: 'prompt_length', facet: 'prompt_length' },
  chosen_length: { label: 'Chosen length', sort: 'chosen_length', facet: 'chosen_length' },
  rejected_length: { label: 'Rejected length', sort: 'rejected_length', facet: 'rejected_length' },
  length_difference: { label: 'Chosen − rejected', sort: 'length_difference', facet: 'length_difference' },
  ugc_count: { label: 'UGC', sort: 'ugc_count', facet: 'ugc_count', optional: 'ugc' },
  pair_count: { label: 'Pairs', sort: 'pair_count', facet: 'pair_count', optional: 'pairs' },
  active_count: { label: 'Active', sort: 'active_count', facet: 'active_count' },
  conflict_count: { label: 'Contradicted', sort: 'conflict_count', facet: 'conflict_count' },
}

export const HEADERS: Readonly<Record<ViewColumn, HeaderFacts>> = {
  ...FACET_HEADERS,
  id: { label: 'Row', sort: 'row_number' },
  direction: { label: 'Direction · active', sort: 'active_count', facet: 'active_count', optional: 'direction' },
  history: { label: 'History · any item' },
  prompt: { label: 'Post', sort: 'prompt_length', facet: 'prompt_length' },
  chosen: { label: 'Chosen', sort: 'chosen_length', facet: 'chosen_length' },
  rejected: { label: 'Rejected', sort: 'rejected_length', facet: 'rejected_length' },
  demographics: { label: 'Demographics', optional: 'demographics' },
  profile: { label: 'Profile', optional: 'profile' },
  persona: { label: 'Ground-truth persona', optional: 'persona' },
}

/** Pixels. */
export function widthOf(id: ViewColumn): number {
  switch (id) {
    case 'id':
      return 92
    case 'direction':
    case 'history':
      return ROW_STRIP.width + 24
    case 'prompt':
      return 340
    case 'chosen':
    case 'rejected':
    case 'demographics':
    case 'profile':
    case 'persona':
      return 280
    default:
      return 124
  }
}

/** What a row shows in a column. Texts mark what the filter searches for. */
export function Cell({ id, row, filter }: { id: ViewColumn; row: TableRow; filter: Filter }): ReactNode {
  if (row.state === 'waiting') {
    if (id === 'id') return <span className="text-ink-faint">{formatCount(row.index + 1)}</span>
    return <span className="block h-2.5 w-3/4 rounded-sm bg-sunken" />
  }
  const page = row.row
  const text = (field: TextFieldKey | null, value: string | null) => (
    <Clipped text={value} queries={field ? findSearchedTexts(filter, field) : []} />
  )
  switch (id) {
    case 'id':
      return (
        <span className="font-mono text-ink-soft">
          {page.shard}:{page.shardRow}
        </span>
      )
    case 'direction':
      return page.direction ? (
        <DirectionMarks planes={packDirection(page.direction)} layout={ROW_STRIP} height={26} />
      ) : (
        <None />
      )
    case 'history':
      return <DirectionMarks planes={page.history} layout={ROW_STRIP} height={26} />
    case 'prompt':
    case 'chosen':
    case 'rejected':
    case 'demographics':
      return text(id, page[id])
    case 'profile':
    case 'persona':
      return text(null, page[id])
    default:
      return <Figure value={page.facets[id]} isSigned={id === 'length_difference'} />
  }
}

function None() {
  return <span className="text-ink-faint">none</span>
}

function Clipped({ text, queries }: { text: string | null; queries: readonly string[] }) {
  if (text === null || text === '') return <None />
  return (
    <span className="block truncate">
      <Highlight text={text} queries={queries} />
    </span>
  )
}

function Figure({ value, isSigned }: { value: number | null; isSigned: boolean }) {
  if (value === null) return <span className="block text-right text-ink-faint">–</span>
  const sign = value < 0 ? '−' : isSigned && value > 0 ? '+' : ''
  return (
    <span className="block text-right">
      {sign}
      {formatCount(Math.abs(value))}
    </span>
  )
}
