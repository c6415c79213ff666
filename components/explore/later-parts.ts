/** What can be done with rows that are loaded. */
export function loadViewTools() {
  return import('./view-tools')
}

/** One open row. */
export function loadRowDrawer() {
  return import('./row-drawer')
}
