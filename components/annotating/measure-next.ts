const SUBMITTED = 'annotating-submitted'

/** How long it took from a submit to the next item on the screen, for whoever reads the page's measures. */
const NEXT_ITEM_MEASURE = 'annotating-next-item'

/** Somebody submits. */
export function markSubmit(): void {
  performance.mark(SUBMITTED)
}

/** The next item is in the document: measures once it is painted. */
export function measureNextItem(): void {
  if (performance.getEntriesByName(SUBMITTED, 'mark').length === 0) return
  requestAnimationFrame(() => {
    // The frame that was asked for is painted before the next task.
    setTimeout(() => {
      if (performance.getEntriesByName(SUBMITTED, 'mark').length === 0) return
      performance.measure(NEXT_ITEM_MEASURE, SUBMITTED)
      performance.clearMarks(SUBMITTED)
    }, 0)
  })
}

/** No next item comes: there is nothing to measure. */
export function forgetSubmit(): void {
  performance.clearMarks(SUBMITTED)
}
