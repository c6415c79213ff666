/**
 * A file of a prepared dataset that cannot be used. The message names the file, what is wrong with it and what to do.
 * `kind` tells a file of another version (`older`, `newer`) from one that is no such file or damaged (`damaged`).
 */
export class PreparedFormatError extends Error {
  override name = 'PreparedFormatError'
  readonly code = 'prepared-format'
  constructor(
    readonly file: string,
    readonly problem: string,
    readonly kind: 'damaged' | 'older' | 'newer' = 'damaged',
    options?: ErrorOptions,
  ) {
    super(`${file} ${problem}. ${ADVICE[kind]}`, options)
  }
}

const ADVICE = {
  damaged: 'Copy the folder again or prepare the dataset again',
  older: 'Prepare the dataset again with this version',
  newer: 'Open it with the version that prepared it, or update AlignX Lens',
} as const
