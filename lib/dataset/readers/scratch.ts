/** Where bytes lie that were put aside. */
export interface PlaceAside {
  readonly at: number
  readonly length: number
}

/** Bytes put aside while a shard is read, outside the memory of the page. */
export interface Scratch {
  /** Puts a copy of the bytes aside. Throws `ScratchFull`. */
  readonly write: (bytes: Uint8Array) => PlaceAside
  /** The bytes at a place, as memory of their own. */
  readonly read: (place: PlaceAside) => Uint8Array<ArrayBuffer>
  /** Lets go of the file, which stays. */
  readonly close: () => void
}

/** The browser has no more room to put bytes aside. */
export class ScratchFull extends Error {
  override name = 'ScratchFull'
}

/** What a scratch needs of a file: the synchronous half of the browser's. */
export interface ScratchFile {
  readonly read: (buffer: Uint8Array<ArrayBuffer>, options: { at: number }) => number
  readonly write: (buffer: Uint8Array, options: { at: number }) => number
  readonly getSize: () => number
  readonly close: () => void
}

/**
 * The file of this name in the browser's own file system for this site (OPFS); `null` where the browser has none that
 * can be read and written without waiting, as in some private windows. Workers only.
 */
export async function openScratch(name: string): Promise<Scratch | null> {
  try {
    const folder = await navigator.storage.getDirectory()
    const handle = await folder.getFileHandle(name, { create: true })
    return scratchOf(await handle.createSyncAccessHandle())
  } catch {
    return null
  }
}

/** A scratch over a file; what is put aside goes to its end. */
export function scratchOf(file: ScratchFile): Scratch {
  let end = file.getSize()
  return {
    write(bytes) {
      const place = { at: end, length: bytes.length }
      const written = writeAll(file, bytes, end)
      if (written !== bytes.length)
        throw new ScratchFull(`Only ${written} of ${bytes.length} bytes could be put aside.`)
      end += bytes.length
      return place
    },
    read({ at, length }) {
      const bytes = new Uint8Array(length)
      const count = file.read(bytes, { at })
      if (count !== length)
        throw new Error(`Only ${count} of ${length} bytes came back from the scratch file at ${at}.`)
      return bytes
    },
    close: () => file.close(),
  }
}

function writeAll(file: ScratchFile, bytes: Uint8Array, at: number): number {
  try {
    return file.write(bytes, { at })
  } catch (cause) {
    throw new ScratchFull('The browser gives no more room to put bytes aside.', { cause })
  }
}
