/** Why bytes of a prepared dataset could not be had. */
export type PreparedReadCode =
  /** The server or the folder has no such file. */
  | 'missing'
  /** The server ignores byte ranges. */
  | 'no-ranges'
  /** More or fewer bytes came than were asked for. */
  | 'wrong-length'
  /** The bytes are not those that the manifest names. */
  | 'wrong-bytes'
  /** The dataset was replaced by another one. */
  | 'changed'
  /** The connection failed or stalled, also when tried again. */
  | 'network'
  /** The server is busy or broke down, also when asked again. */
  | 'http'
  /** The server will not give it. */
  | 'refused'
  /** A text is longer than a row may be. */
  | 'row-size'

/** Bytes of a prepared dataset that cannot be had. The message names the file, what happened and what to do. */
export class PreparedReadError extends Error {
  override name = 'PreparedReadError'
  constructor(
    readonly code: PreparedReadCode,
    readonly file: string,
    problem: string,
    options?: ErrorOptions,
  ) {
    super(`${file} ${problem}. ${ADVICE[code]}`, options)
  }
}

const ADVICE: Record<PreparedReadCode, string> = {
  missing: 'Copy the whole folder again',
  'no-ranges': 'Put the folder on a server that serves byte ranges',
  'wrong-length': 'Copy the folder again, or turn off what changes files on the way',
  'wrong-bytes': 'Copy the folder again or prepare the dataset again',
  changed: 'Open the dataset again',
  network: 'Check the connection and try again',
  http: 'Try again later',
  refused: 'Check the source and its token',
  'row-size': 'Prepare the dataset again',
}
