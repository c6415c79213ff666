'use client'
import { type RefObject, useCallback, useLayoutEffect, useRef, useState } from 'react'
import { followScroll, LIST_START, reveal, type ScrollPlace } from './scroll-scale'

export interface ScrollScale {
  readonly place: () => ScrollPlace
  /** Pixels by which the list is further than the element that stands for it. */
  readonly shift: number
  /** Tells of every move of the list until the function returned is called. */
  readonly follow: (onOffset: (offset: number, isScrolling: boolean) => void) => () => void
  /** Brings a span of the list into view. */
  readonly goTo: (span: { readonly start: number; readonly end: number }) => void
}

/** Scrolls a list of any height by an element that browsers can draw. `total` is the height of all rows in pixels. */
export function useScrollScale(
  scroller: RefObject<HTMLDivElement | null>,
  lines: RefObject<HTMLDivElement | null>,
  total: number,
): ScrollScale {
  const current = useRef<ScrollPlace>(LIST_START)
  const listener = useRef<((offset: number, isScrolling: boolean) => void) | null>(null)
  const [shift, setShift] = useState(0)

  const measure = useCallback(() => {
    const view = scroller.current?.clientHeight ?? 0
    const covered = (scroller.current?.scrollHeight ?? 0) - (lines.current?.offsetHeight ?? 0)
    return { total: total + covered, view, covered }
  }, [scroller, lines, total])

  const take = useCallback(
    (next: ScrollPlace, isScrolling: boolean) => {
      current.current = next
      if (scroller.current && scroller.current.scrollTop !== next.top) scroller.current.scrollTop = next.top
      setShift(next.offset - next.top)
      listener.current?.(next.offset, isScrolling)
    },
    [scroller],
  )

  const follow = useCallback(
    (onOffset: (offset: number, isScrolling: boolean) => void) => {
      const element = scroller.current
      if (!element) return () => undefined
      const onScroll = () => take(followScroll(current.current, element.scrollTop, measure()), true)
      listener.current = onOffset
      element.addEventListener('scroll', onScroll, { passive: true })
      onOffset(current.current.offset, false)
      return () => {
        element.removeEventListener('scroll', onScroll)
        listener.current = null
      }
    },
    [scroller, measure, take],
  )

  const goTo = useCallback(
    (span: { readonly start: number; readonly end: number }) => take(reveal(current.current, span, measure()), false),
    [measure, take],
  )

  // A list of another length keeps the place that the element has.
  useLayoutEffect(() => {
    const top = scroller.current?.scrollTop ?? 0
    take(followScroll({ offset: current.current.offset, top: current.current.top }, top, measure()), false)
  }, [scroller, measure, take])

  const place = useCallback(() => current.current, [])
  return { place, shift, follow, goTo }
}
