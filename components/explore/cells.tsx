import { memo, type ReactNode } from 'react'
import type { FacetKey, OptionalColumnKey } from '@/lib/core/columns'
import { type DirectionPlanes, packDirection } from '@/lib/core/direction'
import type { Filter } from '@/lib/core/filter'
import type { SortKey, ViewColumn } from '@/lib/core/view'
import type { PageRow } from '@/lib/dataset'
import { DirectionMarks } from '../direction/direction-marks'
import { ROW_STRIP } from '../direction/strip-layout'
import { findSearchedTexts } from '../filter/text-terms'
import { Highlight } from '../texts/highlight'
import { formatCount } from '../ui/format'

/** A place of the table: the row there, `null` while its page is read. */
export interface TableRow {
  readonly index: number
  readonly page: PageRow | null
  /** Its texts mark what this searches for. */
  readonly filter: Filter
}

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

interface CellProps extends TableRow {
  readonly id: ViewColumn
}

/** What a row shows in a column. A row that is still read keeps the elements of the row before it. */
export const Cell = memo(function Cell({ id, index, page, filter }: CellProps): ReactNode {
  switch (id) {
    case 'id':
      return (
        <span className={page ? 'font-mono text-ink-soft' : 'text-ink-faint'}>
          {page ? `${page.shard}:${page.shardRow}` : formatCount(index + 1)}
        </span>
      )
    case 'direction':
      if (page && !page.direction) return <None />
      return <Marks planes={page?.direction ? packDirection(page.direction) : null} />
    case 'history':
      return <Marks planes={page?.history ?? null} />
    case 'prompt':
    case 'chosen':
    case 'rejected':
    case 'demographics':
      return <Clipped isRead={page !== null} text={page?.[id] ?? ''} queries={findSearchedTexts(filter, id)} />
    case 'profile':
    case 'persona':
      return <Clipped isRead={page !== null} text={page?.[id] ?? ''} queries={[]} />
    default:
      return <Figure isRead={page !== null} value={page?.facets[id] ?? null} isSigned={id === 'length_difference'} />
  }
})

function Marks({ planes }: { planes: DirectionPlanes | null }) {
  return <DirectionMarks planes={planes} layout={ROW_STRIP} height={26} />
}

function None() {
  return <span className="text-ink-faint">none</span>
}

function Waiting() {
  return <span className="block h-2.5 w-3/4 rounded-sm bg-sunken" />
}

interface ClippedProps {
  readonly isRead: boolean
  readonly text: string
  readonly queries: readonly string[]
}

function Clipped({ isRead, text, queries }: ClippedProps) {
  if (!isRead) return Waiting()
  if (text === '') return None()
  return (
    <span className="block truncate">{queries.length > 0 ? <Highlight text={text} queries={queries} /> : text}</span>
  )
}

interface FigureProps {
  readonly isRead: boolean
  readonly value: number | null
  readonly isSigned: boolean
}

function Figure({ isRead, value, isSigned }: FigureProps) {
  if (!isRead) return Waiting()
  if (value === null) return <span className="block text-right text-ink-faint">–</span>
  const sign = value < 0 ? '−' : isSigned && value > 0 ? '+' : ''
  return <span className="block text-right">{`${sign}${formatCount(Math.abs(value))}`}</span>
}
