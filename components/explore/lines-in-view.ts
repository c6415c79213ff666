/** Lines of a list by their place in it, both ends included; `last` is below `first` in an empty list. */
export interface LineSpan {
  readonly first: number
  readonly last: number
}

/** Lines drawn beyond either end of the view, so that a turn of the wheel finds them there. */
const BEYOND = 8

/** The lines of a list of `count` to draw where it is `offset` pixels down and `view` pixels of it are seen. */
export function linesInView(offset: number, view: number, count: number, height: number): LineSpan {
  const first = Math.floor(offset / height) - BEYOND
  const last = Math.ceil((offset + view) / height) - 1 + BEYOND
  const end = Math.min(last, count - 1)
  return { first: Math.max(0, Math.min(first, end)), last: end }
}
