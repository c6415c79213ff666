import type { ByteSource } from './byte-source'

/** A source whose ranges are remembered from `keep` to `forget`. */
export interface RangeMemory {
  readonly source: ByteSource
  readonly keep: () => void
  readonly forget: () => void
}

/**
 * Remembers what was read of a source behind an address, so that reading a range again costs no second transfer. The
 * bytes are held as Blobs: outside the page's own memory. A file of this computer is read again instead.
 */
export function createRangeMemory(source: ByteSource): RangeMemory {
  const blobs = new Map<string, Blob>()
  let isKeeping = false

  async function readRange(from: number, to: number): Promise<ArrayBuffer> {
    const key = `${from}-${to}`
    const known = blobs.get(key)
    if (known) return known.arrayBuffer()
    const bytes = await source.readRange(from, to)
    if (isKeeping) blobs.set(key, new Blob([bytes]))
    return bytes
  }

  return {
    source: source.isLocal ? source : { ...source, readRange },
    keep() {
      isKeeping = true
    },
    forget() {
      isKeeping = false
      blobs.clear()
    },
  }
}
