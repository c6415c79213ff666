// biome-ignore-all lint/a11y/useSemanticElements: the rows are placed one by one, which table elements do not allow.
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid holds the focus and names its active row.
import type { ReactNode } from 'react'
import { classNames } from '../ui/class-names'

/** Pixels. */
export const ROW_HEIGHT = 32

interface RowLineProps {
  readonly index: number
  /** Pixels below the first line. */
  readonly top: number
  readonly isActive: boolean
  readonly isOpen: boolean
  readonly onOpen: (index: number) => void
  readonly children: ReactNode
}

/** One row in its place, whatever draws its cells. */
export function RowLine({ index, top, isActive, isOpen, onOpen, children }: RowLineProps) {
  return (
    <div
      id={`row-${index}`}
      role="row"
      tabIndex={-1}
      aria-rowindex={index + 2}
      aria-selected={isOpen}
      onClick={() => onOpen(index)}
      onKeyDown={() => undefined}
      className={classNames(
        'absolute inset-x-0 flex cursor-pointer items-center border-b text-meta hover:bg-raised',
        isActive && !isOpen && 'bg-raised',
        isOpen && 'bg-signal-soft hover:bg-signal-soft',
      )}
      style={{ height: ROW_HEIGHT, transform: `translateY(${top}px)` }}
    >
      {children}
    </div>
  )
}

/** The box of one cell. */
export function CellBox({ width, children }: { width: number; children: ReactNode }) {
  return (
    <div role="gridcell" className="shrink-0 overflow-hidden px-3" style={{ width }}>
      {children}
    </div>
  )
}
