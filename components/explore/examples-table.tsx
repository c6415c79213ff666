// biome-ignore-all lint/a11y/useSemanticElements: the rows are placed one by one, which table elements do not allow.
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid holds the focus and names its active row.
'use client'
'use no memo'
import { useTable } from '@tanstack/react-table'
import { useVirtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react'
import type { FacetKey, OptionalColumnKey } from '@/lib/core/columns'
import type { Filter } from '@/lib/core/filter'
import type { Sort, SortKey, ViewColumn } from '@/lib/core/view'
import type { PageRow } from '@/lib/dataset'
import { classNames } from '../ui/class-names'
import { createColumns, features, HEADERS, type TableRow } from './columns'
import { HeaderCell } from './header-cell'
import type { ColumnSummaries } from './use-column-summaries'

interface ExamplesTableProps {
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

const ROW_HEIGHT = 32

/** Every row under the filter, read a page at a time as it scrolls into view. */
export function ExamplesTable(props: ExamplesTableProps) {
  const { filter, shown, count, rowAt, onVisible, openHash, onOpen } = props
  const scroller = useRef<HTMLDivElement>(null)
  const [active, setActive] = useState(0)
  const columns = useMemo(() => createColumns(shown, filter), [shown, filter])
  const virtualizer = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 12,
    initialRect: { width: 1200, height: 640 },
  })
  const items = virtualizer.getVirtualItems()
  const first = items[0]?.index ?? 0
  const last = items.at(-1)?.index ?? 0

  useEffect(() => onVisible(first, last), [onVisible, first, last])

  const data: TableRow[] = items.map(({ index }) => {
    const row = rowAt(index)
    return row ? { state: 'ready', index, row } : { state: 'waiting', index }
  })
  const table = useTable({ features, columns, data, manualSorting: true, getRowId: (row) => String(row.index) })

  function open(index: number) {
    const row = rowAt(index)
    if (row) onOpen(row.hash)
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
      virtualizer.scrollToIndex(next)
    } else if (event.key === 'Enter') open(active)
    else return
    event.preventDefault()
  }

  return (
    <div
      ref={scroller}
      role="grid"
      tabIndex={0}
      aria-label="Rows"
      aria-rowcount={count + 1}
      aria-colcount={columns.length}
      aria-activedescendant={items.some((item) => item.index === active) ? `row-${active}` : undefined}
      onKeyDown={onKeyDown}
      className="min-h-0 flex-1 overflow-auto outline-offset-[-2px] [contain:strict]"
    >
      <div style={{ width: table.getTotalSize() }} className="min-w-full">
        {table.getHeaderGroups().map((group) => (
          <div key={group.id} role="row" aria-rowindex={1} className="sticky top-0 z-20 flex border-b bg-raised">
            {shown.map((column) => (
              <HeaderCell
                key={column}
                width={table.getColumn(column)?.getSize() ?? 0}
                facts={HEADERS[column]}
                sort={props.sort}
                summaries={props.summaries}
                onSort={props.onSort}
                onRange={props.onRange}
                onMissing={props.onMissing}
              />
            ))}
          </div>
        ))}
        <div role="rowgroup" className="relative" style={{ height: virtualizer.getTotalSize() }}>
          {table.getRowModel().rows.map((row) => {
            const { index } = row.original
            const isOpen = row.original.state === 'ready' && row.original.row.hash === openHash
            return (
              <div
                key={row.id}
                id={`row-${index}`}
                role="row"
                tabIndex={-1}
                aria-rowindex={index + 2}
                aria-selected={isOpen}
                onClick={() => {
                  setActive(index)
                  open(index)
                }}
                onKeyDown={() => undefined}
                className={classNames(
                  'absolute inset-x-0 flex cursor-pointer items-center border-b text-meta hover:bg-raised',
                  index === active && 'bg-raised',
                  isOpen && 'bg-signal-soft hover:bg-signal-soft',
                )}
                style={{ height: ROW_HEIGHT, transform: `translateY(${index * ROW_HEIGHT}px)` }}
              >
                {row.getVisibleCells().map((cell) => (
                  <div
                    key={cell.id}
                    role="gridcell"
                    className="shrink-0 overflow-hidden px-3"
                    style={{ width: cell.column.getSize() }}
                  >
                    <table.FlexRender cell={cell} />
                  </div>
                ))}
              </div>
            )
          })}
        </div>
      </div>
    </div>
  )
}
