/** The saved selections. */
export function loadSelectionsDialog() {
  return import('./selections-dialog')
}

/** What is said of a selection that this browser lacks. */
export function loadMissingSelection() {
  return import('./missing-selection')
}

/** The filter as a tree that can be changed. */
export function loadFilterEditor() {
  return import('./filter-editor')
}
