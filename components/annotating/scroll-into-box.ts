/**
 * Brings an element into view inside the box that scrolls it, and moves nothing else: `scrollIntoView` would shift the
 * frame of the page too.
 */
export function scrollIntoBox(element: HTMLElement, block: 'start' | 'nearest'): void {
  const box = findScrollBox(element)
  if (!box) return
  const [own, outer] = [element.getBoundingClientRect(), box.getBoundingClientRect()]
  const above = own.top - outer.top
  const below = own.bottom - outer.bottom
  if (block === 'start' || above < 0 || own.height > outer.height) box.scrollTop += above
  else if (below > 0) box.scrollTop += below
}

/** Whether an element begins in the upper half of the box that scrolls it; `false` where none does. */
export function isScrolledTo(element: HTMLElement): boolean {
  const box = findScrollBox(element)
  if (!box) return false
  return element.getBoundingClientRect().top - box.getBoundingClientRect().top < box.clientHeight / 2
}

function findScrollBox(element: HTMLElement): HTMLElement | null {
  for (let box = element.parentElement; box; box = box.parentElement)
    if (/auto|scroll/.test(getComputedStyle(box).overflowY)) return box
  return null
}
