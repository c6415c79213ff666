'use client'
'use no memo'
import { useTable } from '@tanstack/react-table'
import { type RefObject, useEffect, useMemo, useRef } from 'react'
import type { Filter } from '@/lib/core/filter'
import type { ViewColumn } from '@/lib/core/view'
import type { PageRow } from '@/lib/dataset'
import type { TableRow } from './cells'
import { createColumns, features } from './columns'
import { CellBox, ROW_HEIGHT, RowLine } from './row-line'
import { heightOf } from './scroll-scale'
import { useLinesInView } from './use-lines-in-view'
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
  const columns = useMemo(() => createColumns(shown), [shown])
  const lines = useRef<HTMLDivElement>(null)
  const scale = useScrollScale(scroller, lines, count * ROW_HEIGHT)
  const { shift, goTo } = scale
  const { first, last } = useLinesInView(scroller, scale, count)

  // A line that leaves at one end comes back at the other with its elements: scrolling makes and drops none.
  const slots = 2 ** Math.ceil(Math.log2(last - first + 2))

  useEffect(() => onVisible(first, Math.max(first, last)), [onVisible, first, last])
  useEffect(() => {
    reveal.current = (index) => goTo({ start: index * ROW_HEIGHT, end: (index + 1) * ROW_HEIGHT })
    return () => {
      reveal.current = null
    }
  }, [reveal, goTo])

  const data = Array.from({ length: last - first + 1 }, (_, at): TableRow => {
    const index = first + at
    return { index, page: rowAt(index), filter }
  })
  const table = useTable({ features, columns, data, getRowId: (row) => String(row.index) })

  return (
    // biome-ignore lint/a11y/useSemanticElements: the rows are placed one by one, which table elements do not allow.
    <div ref={lines} role="rowgroup" className="relative" style={{ height: heightOf(count * ROW_HEIGHT) }}>
      {table.getRowModel().rows.map((row) => {
        const { index, page } = row.original
        return (
          <RowLine
            key={index % slots}
            index={index}
            top={index * ROW_HEIGHT - shift}
            isActive={index === active}
            isOpen={page !== null && page.hash === openHash}
            onOpen={onPick}
          >
            {row.getAllCells().map((cell) => (
              <CellBox key={cell.column.id} width={cell.column.getSize()}>
                <table.FlexRender cell={cell} />
              </CellBox>
            ))}
          </RowLine>
        )
      })}
    </div>
  )
}
