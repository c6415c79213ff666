/** The command line was used wrongly: the message says how to use it. Ends the program with status 2. */
export class UsageError extends Error {
  override name = 'UsageError'
}

/** A file cannot be used as a whole. The message names the file and the problem. Ends the program with status 2. */
export class FileError extends Error {
  override name = 'FileError'
  constructor(
    readonly file: string,
    problem: string,
    options?: ErrorOptions,
  ) {
    super(`${file}: ${problem}`, options)
  }
}

/** A command cannot do its work with what it was given; the message says what and where. Ends the program with status 2. */
export class CommandFault extends Error {
  override name = 'CommandFault'
}
