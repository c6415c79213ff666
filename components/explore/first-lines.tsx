// biome-ignore-all lint/a11y/useSemanticElements: the rows are placed one by one, which table elements do not allow.
'use no memo'
import { Cell, widthOf } from './cells'
import { CellBox, ROW_HEIGHT, RowLine } from './row-line'
import { heightOf } from './scroll-scale'
import type { RowLinesProps } from './virtual-lines'

/** As many as fill a high window. */
export const FIRST_LINES = 36

/** The rows at the top, as the server sends them: the table scrolls through all of them once `VirtualLines` is there. */
export function FirstLines({ filter, shown, count, rowAt, active, openHash, onPick }: RowLinesProps) {
  return (
    <div role="rowgroup" className="relative" style={{ height: heightOf(count * ROW_HEIGHT) }}>
      {Array.from({ length: Math.min(count, FIRST_LINES) }, (_, index) => {
        const page = rowAt(index)
        return (
          <RowLine
            // biome-ignore lint/suspicious/noArrayIndexKey: a line is known by its place.
            key={index}
            index={index}
            top={index * ROW_HEIGHT}
            isActive={index === active}
            isOpen={page !== null && page.hash === openHash}
            onOpen={onPick}
          >
            {shown.map((column) => (
              <CellBox key={column} width={widthOf(column)}>
                <Cell id={column} index={index} page={page} filter={filter} />
              </CellBox>
            ))}
          </RowLine>
        )
      })}
    </div>
  )
}
