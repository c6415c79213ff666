'use client'
'use no memo'
import { useTable } from '@tanstack/react-table'
import { useVirtualizer } from '@tanstack/react-virtual'
import { type RefObject, useEffect, useMemo, useRef } from 'react'
import type { Filter } from '@/lib/core/filter'
import type { ViewColumn } from '@/lib/core/view'
import type { PageRow } from '@/lib/dataset'
import type { TableRow } from './cells'
import { createColumns, features } from './columns'
import { CellBox, ROW_HEIGHT, RowLine } from './row-line'
import { heightOf } from './scroll-scale'
import { useScrollScale } from './use-scroll-scale'

export interface RowLinesProps {
  readonly filter: Filter
  readonly shown: readonly ViewColumn[]
  /** Rows under the filter. */
  readonly count: number
  readonly rowAt: (index: number) => PageRow | null
  readonly active: number
  readonly openHash: string | null
  readonly onPick: (index: number) => void
}

interface VirtualLinesProps extends RowLinesProps {
  readonly scroller: RefObject<HTMLDivElement | null>
  /** Told the first and the last row that are drawn. */
  readonly onVisible: (first: number, last: number) => void
  /** Takes what scrolls a row into view. */
  readonly reveal: RefObject<((index: number) => void) | null>
}

/** The rows in view out of all of them. */
export function VirtualLines(props: VirtualLinesProps) {
  const { filter, shown, count, rowAt, active, openHash, onPick, scroller, onVisible, reveal } = props
  const columns = useMemo(() => createColumns(shown, filter), [shown, filter])
  const lines = useRef<HTMLDivElement>(null)
  const { place, shift, follow, goTo } = useScrollScale(scroller, lines, count * ROW_HEIGHT)
  const virtualizer = useVirtualizer<HTMLDivElement, HTMLDivElement>({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 12,
    initialRect: { width: 1200, height: 640 },
    initialOffset: () => place().offset,
    observeElementOffset: (_instance, onOffset) => follow(onOffset),
    scrollToFn: () => undefined,
  })
  const items = virtualizer.getVirtualItems()
  const first = items[0]?.index ?? 0
  const last = items.at(-1)?.index ?? 0

  useEffect(() => onVisible(first, last), [onVisible, first, last])
  useEffect(() => {
    reveal.current = (index) => goTo({ start: index * ROW_HEIGHT, end: (index + 1) * ROW_HEIGHT })
    return () => {
      reveal.current = null
    }
  }, [reveal, goTo])

  const data: TableRow[] = items.map(({ index }) => {
    const row = rowAt(index)
    return row ? { state: 'ready', index, row } : { state: 'waiting', index }
  })
  const table = useTable({ features, columns, data, getRowId: (row) => String(row.index) })

  return (
    // biome-ignore lint/a11y/useSemanticElements: the rows are placed one by one, which table elements do not allow.
    <div ref={lines} role="rowgroup" className="relative" style={{ height: heightOf(count * ROW_HEIGHT) }}>
      {table.getRowModel().rows.map((row) => {
        const { index } = row.original
        return (
          <RowLine
            key={row.id}
            index={index}
            top={index * ROW_HEIGHT - shift}
            isActive={index === active}
            isOpen={row.original.state === 'ready' && row.original.row.hash === openHash}
            onOpen={onPick}
          >
            {row.getAllCells().map((cell) => (
              <CellBox key={cell.id} width={cell.column.getSize()}>
                <table.FlexRender cell={cell} />
              </CellBox>
            ))}
          </RowLine>
        )
      })}
    </div>
  )
}
