/** A saved selection cannot be kept, found or read. */
export class SelectionError extends Error {
  override name = 'SelectionError'
  readonly code = 'selection'
}
