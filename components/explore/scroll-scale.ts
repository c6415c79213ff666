/** Highest element in pixels that every browser draws and scrolls; Chrome ends at 33 million, Firefox at 17. */
export const MOST_PIXELS = 8_000_000

/** So near to an end of the list the element stands as near to its own. */
const NEAR_PIXELS = 100_000

/** All rows with what is above them, and the part of it that is seen; in pixels. */
export interface ScrollFrame {
  readonly total: number
  readonly view: number
}

/** A place in the list: `offset` is where the list as a whole is, `top` where the element that stands for it is scrolled to. */
export interface ScrollPlace {
  readonly offset: number
  readonly top: number
}

export const LIST_START: ScrollPlace = { offset: 0, top: 0 }

/** Height of the element that stands for a list. */
export function heightOf(total: number): number {
  return Math.min(total, MOST_PIXELS)
}

/**
 * The place after the element was scrolled to `top`. A list that fits moves with it. In a higher one small steps move as
 * many pixels of the list, so that wheel and keys feel as ever, and wide ones, such as a drag of the scroll bar, move in
 * proportion. Where `top` of the answer is another, the element must be scrolled there: it stood at an end that is not
 * the list's.
 */
export function followScroll(last: ScrollPlace, top: number, frame: ScrollFrame): ScrollPlace {
  const { range, reach } = measure(frame)
  if (range <= reach) return { offset: top, top }
  const step = top - last.top
  if (Math.abs(step) > 2 * frame.view) return { offset: (top / reach) * range, top }
  const offset = Math.min(range, Math.max(0, last.offset + step))
  const isAtEnd = top <= 0 || top >= reach || offset <= 0 || offset >= range
  return isAtEnd ? placeAt(offset, frame) : { offset, top }
}

/** The place with the list at `offset`. */
export function placeAt(offset: number, frame: ScrollFrame): ScrollPlace {
  const { range, reach } = measure(frame)
  const within = Math.min(range, Math.max(0, offset))
  if (range <= reach) return { offset: within, top: within }
  // Near an end the element has just as far to go, so that single steps come to rest there.
  if (within <= NEAR_PIXELS) return { offset: within, top: Math.ceil(within) }
  if (range - within <= NEAR_PIXELS) return { offset: within, top: reach - Math.ceil(range - within) }
  return { offset: within, top: Math.round((within / range) * reach) }
}

/** The nearest place at which a span of the list is seen whole; `covered` pixels at the top of the view are not free. */
export function reveal(
  last: ScrollPlace,
  span: { readonly start: number; readonly end: number },
  frame: ScrollFrame & { readonly covered: number },
): ScrollPlace {
  const free = frame.view - frame.covered
  if (span.start < last.offset) return move(last, span.start, frame)
  if (span.end > last.offset + free) return move(last, span.end - free, frame)
  return last
}

/** Small moves keep the two in step, so that the next wheel turn does not jump. */
function move(last: ScrollPlace, offset: number, frame: ScrollFrame): ScrollPlace {
  const step = offset - last.offset
  return Math.abs(step) <= 2 * frame.view ? followScroll(last, last.top + step, frame) : placeAt(offset, frame)
}

function measure({ total, view }: ScrollFrame) {
  return { range: Math.max(0, total - view), reach: Math.max(0, heightOf(total) - view) }
}
