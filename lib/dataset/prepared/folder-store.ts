import type { ByteStore } from './byte-store'
import { PreparedReadError } from './prepared-read-error'

const PIECE_BYTES = 4 * 1024 * 1024

/** The files of a folder of this computer, by their path in the folder of the manifest. */
export function createFolderStore(files: ReadonlyMap<string, Blob>): ByteStore {
  function find(path: string): Blob {
    const file = files.get(path)
    if (!file) throw new PreparedReadError('missing', path, 'is not in the folder')
    return file
  }

  async function slice(path: string, start: number, end: number, signal: AbortSignal) {
    signal.throwIfAborted()
    const file = find(path)
    if (end > file.size)
      throw new PreparedReadError('wrong-length', path, `has ${file.size} bytes, ${end} were to be read`)
    try {
      const bytes = new Uint8Array(await file.slice(start, end).arrayBuffer())
      signal.throwIfAborted()
      return bytes
    } catch (cause) {
      signal.throwIfAborted()
      const message = cause instanceof Error ? cause.message : String(cause)
      throw new PreparedReadError('changed', path, `cannot be read: ${message}`, { cause })
    }
  }

  return {
    isRemote: false,
    readMany: null,
    readRange: (path, { start, end }, signal) => slice(path, start, end, signal),
    async readText(path, most, signal) {
      const { size } = find(path)
      if (size > most) throw new PreparedReadError('wrong-length', path, `has ${size} bytes, at most ${most} are read`)
      return slice(path, 0, size, signal)
    },
    async *readWhole(path, bytes, signal) {
      const { size } = find(path)
      if (size > bytes)
        throw new PreparedReadError('wrong-length', path, `has ${size} bytes, the manifest says ${bytes}`)
      for (let start = 0; start < bytes; start += PIECE_BYTES)
        yield await slice(path, start, Math.min(bytes, start + PIECE_BYTES), signal)
    },
    locate(path) {
      const file = files.get(path)
      return file ? { file } : null
    },
  }
}
