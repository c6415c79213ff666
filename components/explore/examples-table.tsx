// biome-ignore-all lint/a11y/useSemanticElements: the rows are placed one by one, which table elements do not allow.
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid holds the focus and names its active row.
'use client'
'use no memo'
import { type KeyboardEvent, useCallback, useLayoutEffect, useRef, useState } from 'react'
import type { FacetKey, OptionalColumnKey } from '@/lib/core/columns'
import type { Filter } from '@/lib/core/filter'
import type { Sort, SortKey, ViewColumn } from '@/lib/core/view'
import type { PageRow } from '@/lib/dataset'
import { useLater } from '../ui/use-later'
import { HEADERS, widthOf } from './cells'
import { FIRST_LINES, FirstLines } from './first-lines'
import { HeaderCell } from './header-cell'
import { ROW_HEIGHT } from './row-line'
import type { ColumnSummaries } from './use-column-summaries'

interface ExamplesTableProps {
  /** Names what is listed; another list begins at its top. */
  readonly list: string
  readonly filter: Filter
  /** Rows under the filter. */
  readonly count: number
  readonly rowAt: (index: number) => PageRow | null
  /** Asks for the rows in [first, last]. */
  readonly onVisible: (first: number, last: number) => void
  readonly sort: Sort
  readonly shown: readonly ViewColumn[]
  readonly onSort: (key: SortKey) => void
  readonly openHash: string | null
  readonly onOpen: (hash: string) => void
  readonly summaries: ColumnSummaries | null
  readonly onRange: (facet: FacetKey, min: number | null, max: number | null) => void
  readonly onMissing: (column: OptionalColumnKey) => void
}

const loadLines = () => import('./virtual-lines')

/** Every row under the filter, read a page at a time as it scrolls into view. */
export function ExamplesTable(props: ExamplesTableProps) {
  const { list, filter, shown, count, rowAt, onVisible, openHash, onOpen } = props
  const scroller = useRef<HTMLDivElement>(null)
  const reveal = useRef<((index: number) => void) | null>(null)
  const [active, setActive] = useState(0)
  const [[first, last], setDrawn] = useState<readonly [number, number]>([0, FIRST_LINES - 1])
  const [listed, setListed] = useState(list)
  const later = useLater(loadLines, true)

  if (listed !== list) {
    setListed(list)
    setActive(0)
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is the list that moves, whatever else is drawn.
  useLayoutEffect(() => reveal.current?.(0), [list])

  const onDrawn = useCallback(
    (from: number, to: number) => {
      setDrawn((drawn) => (drawn[0] === from && drawn[1] === to ? drawn : [from, to]))
      onVisible(from, to)
    },
    [onVisible],
  )

  function open(index: number) {
    const row = rowAt(index)
    if (row) onOpen(row.hash)
  }

  function pick(index: number) {
    setActive(index)
    open(index)
  }

  function onKeyDown(event: KeyboardEvent<HTMLDivElement>) {
    if (event.metaKey || event.ctrlKey || event.altKey) return
    if (event.target instanceof HTMLElement && event.target.closest('button, input, select')) return
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 320) / ROW_HEIGHT) - 2)
    const steps: Record<string, number> = {
      ArrowDown: 1,
      j: 1,
      ArrowUp: -1,
      k: -1,
      PageDown: page,
      PageUp: -page,
      Home: -count,
      End: count,
    }
    const step = steps[event.key]
    if (step !== undefined) {
      const next = Math.min(count - 1, Math.max(0, active + step))
      setActive(next)
      reveal.current?.(next)
    } else if (event.key === 'Enter') open(active)
    else return
    event.preventDefault()
  }

  const lines = { filter, shown, count, rowAt, active, openHash, onPick: pick }
  return (
    <div
      ref={scroller}
      role="grid"
      tabIndex={0}
      aria-label="Rows"
      aria-rowcount={count + 1}
      aria-colcount={shown.length}
      aria-activedescendant={active >= first && active <= last ? `row-${active}` : undefined}
      onKeyDown={onKeyDown}
      className="min-h-0 flex-1 overflow-auto outline-offset-[-2px] [contain:strict]"
    >
      <div style={{ width: shown.reduce((sum, column) => sum + widthOf(column), 0) }} className="min-w-full">
        <div role="row" aria-rowindex={1} className="sticky top-0 z-20 flex border-b bg-raised">
          {shown.map((column) => (
            <HeaderCell
              key={column}
              width={widthOf(column)}
              facts={HEADERS[column]}
              sort={props.sort}
              summaries={props.summaries}
              onSort={props.onSort}
              onRange={props.onRange}
              onMissing={props.onMissing}
            />
          ))}
        </div>
        {later ? (
          <later.VirtualLines {...lines} scroller={scroller} reveal={reveal} onVisible={onDrawn} />
        ) : (
          <FirstLines {...lines} />
        )}
      </div>
    </div>
  )
}
