/** The saved selections. */
export function loadSelectionsDialog() {
  return import('./selections-dialog')
}

/** What is said of a selection that this browser lacks. */
export function loadMissingSelection() {
  return import('./missing-selection')
}

/** The filter in words. */
export function loadFilterPills() {
  return import('./filter-pills')
}
