/** The desk, once it is known who works at it. */
export function loadDesk() {
  return import('./desk')
}
