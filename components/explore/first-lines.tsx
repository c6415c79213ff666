// biome-ignore-all lint/a11y/useSemanticElements: the rows are placed one by one, which table elements do not allow.
'use no memo'
import { Cell, type TableRow, widthOf } from './cells'
import { CellBox, ROW_HEIGHT, RowLine } from './row-line'
import { heightOf } from './scroll-scale'
import type { RowLinesProps } from './virtual-lines'

/** As many as fill a high window. */
export const FIRST_LINES = 36

/** The rows at the top, as the server sends them: the table scrolls through all of them once `VirtualLines` is there. */
export function FirstLines({ filter, shown, count, rowAt, active, openHash, onPick }: RowLinesProps) {
  const rows = Array.from({ length: Math.min(count, FIRST_LINES) }, (_, index): TableRow => {
    const row = rowAt(index)
    return row ? { state: 'ready', index, row } : { state: 'waiting', index }
  })
  return (
    <div role="rowgroup" className="relative" style={{ height: heightOf(count * ROW_HEIGHT) }}>
      {rows.map((row) => (
        <RowLine
          key={row.index}
          index={row.index}
          top={row.index * ROW_HEIGHT}
          isActive={row.index === active}
          isOpen={row.state === 'ready' && row.row.hash === openHash}
          onOpen={onPick}
        >
          {shown.map((column) => (
            <CellBox key={column} width={widthOf(column)}>
              <Cell id={column} row={row} filter={filter} />
            </CellBox>
          ))}
        </RowLine>
      ))}
    </div>
  )
}
