/** Where a faulty value stands: 0-based `row` in `file`, and the column with its path, as `Preference Direction[3]`. */
export interface Place {
  readonly file: string
  readonly row: number
  readonly column: string
}

/** A row that is not an AlignX example. The message names file, row, column and problem, value included. */
export class ExampleError extends Error {
  override name = 'ExampleError'
  constructor(
    readonly place: Place,
    readonly problem: string,
  ) {
    super(`${place.file}, row ${place.row}, ${place.column}: ${problem}`)
  }
}
