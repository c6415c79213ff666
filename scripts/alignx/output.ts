import { once } from 'node:events'

/** Thrown when the reader of stdout has gone (`| head`): the program ends quietly. */
export class ReaderGoneError extends Error {
  override name = 'ReaderGoneError'
}

let isReaderGone = false

/** Must run before the first write: a closed pipe then ends the work quietly, a full disk with status 1. */
export function watchStdout(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') isReaderGone = true
    else {
      console.error(`The output cannot be written: ${error.message}`)
      process.exit(1)
    }
  })
}

/** Writes a line to stdout and waits while its buffer is full. Throws `ReaderGoneError` once nobody reads. */
export async function writeLine(line: string): Promise<void> {
  if (isReaderGone) throw new ReaderGoneError()
  if (process.stdout.write(`${line}\n`)) return
  try {
    await once(process.stdout, 'drain')
  } catch (error) {
    if (isReaderGone) throw new ReaderGoneError()
    throw error
  }
}
