import { open } from 'node:fs/promises'
import { PassThrough, pipeline } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { FileError } from './command-error'
import { locate } from './locate'

export type FileKind = 'parquet' | 'gzip' | 'text'

/** Tells a file by its first bytes, whatever its name. Throws `FileError` when it cannot be read. */
export async function detectKind(file: string): Promise<FileKind> {
  try {
    const handle = await open(locate(file))
    try {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(4), 0, 4, 0)
      const start = buffer.subarray(0, bytesRead)
      if (start.toString('latin1') === 'PAR1') return 'parquet'
      return start[0] === 0x1f && start[1] === 0x8b ? 'gzip' : 'text'
    } finally {
      await handle.close()
    }
  } catch (error) {
    throw new FileError(file, `cannot be read: ${reasonOf(error)}`, { cause: error })
  }
}

/** The text of a file in pieces, unpacked when gzipped. Throws `FileError` for a faulty archive or text not in UTF-8. */
export async function* readText(file: string): AsyncGenerator<string> {
  const kind = await detectKind(file)
  const decoder = new TextDecoder('utf-8', { fatal: true })
  try {
    const handle = await open(locate(file))
    const unpack = kind === 'gzip' ? createGunzip() : new PassThrough()
    // Errors of either stream end the loop below.
    const bytes = pipeline(handle.createReadStream(), unpack, () => {})
    for await (const chunk of bytes) yield decoder.decode(chunk, { stream: true })
    yield decoder.decode()
  } catch (error) {
    const problem = error instanceof TypeError ? 'is not UTF-8 text' : `cannot be read: ${reasonOf(error)}`
    throw new FileError(file, problem, { cause: error })
  }
}

/** The lines of a file without their ends; the last one also when no line end follows, unless it is empty. */
export async function* readLines(file: string): AsyncGenerator<string> {
  let pending = ''
  for await (const chunk of readText(file)) {
    const lines = chunk.split('\n')
    const last = lines.pop() ?? ''
    for (const line of lines) {
      yield (pending + line).replace(/\r$/, '')
      pending = ''
    }
    pending += last
  }
  if (pending !== '') yield pending.replace(/\r$/, '')
}

/** The first line of an error's message. */
export function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error)
  return message.split('\n')[0] ?? message
}
