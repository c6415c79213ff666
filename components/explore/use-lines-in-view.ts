'use client'
import { type RefObject, useLayoutEffect, useState } from 'react'
import { flushSync } from 'react-dom'
import { type LineSpan, linesInView } from './lines-in-view'
import { ROW_HEIGHT } from './row-line'
import type { ScrollScale } from './use-scroll-scale'

/** Height of the view in pixels until it is measured. */
const USUAL_VIEW = 640

/**
 * The rows to draw out of `count` as the list scrolls. All rows have one height, so their places are computed: nothing is
 * kept for the rows that are not seen, and a list of another length costs nothing.
 */
export function useLinesInView(
  scroller: RefObject<HTMLDivElement | null>,
  { place, follow }: Pick<ScrollScale, 'place' | 'follow'>,
  count: number,
): LineSpan {
  const [line, setLine] = useState(() => lineAt(place().offset))
  const [view, setView] = useState(USUAL_VIEW)

  useLayoutEffect(
    () =>
      follow((offset, isScrolling) => {
        // Drawn in the frame that is scrolled, or its new lines would be blank in it.
        if (isScrolling) flushSync(() => setLine(lineAt(offset)))
        else setLine(lineAt(offset))
      }),
    [follow],
  )
  useLayoutEffect(() => {
    const element = scroller.current
    if (!element) return
    // To ask for the height by itself would lay the page out again.
    const observer = new ResizeObserver(([entry]) => entry && setView(entry.contentRect.height))
    observer.observe(element)
    return () => observer.disconnect()
  }, [scroller])

  // A line more, as the first one may be cut.
  return linesInView(line * ROW_HEIGHT, view + ROW_HEIGHT, count, ROW_HEIGHT)
}

function lineAt(offset: number): number {
  return Math.floor(offset / ROW_HEIGHT)
}
