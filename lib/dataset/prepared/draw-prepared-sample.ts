import { createMD5 } from 'hash-wasm'
import { HASH_ENTRY_BYTES, rowOfEntry } from '@/lib/core/prepared/hash-table'
import type { RowMask } from '@/lib/core/row-mask'

/** Hashes drawn at a stretch before the page gets a turn. */
const STRETCH = 20_000

/**
 * The content hashes of `size` different rows of a mask in the order of the draw: just those that `sampleRows` takes from
 * a database of the same rows. `data` is that of `hashes.bin`. Throws the signal's reason.
 */
export async function drawFromHashes(
  data: Uint8Array,
  mask: RowMask,
  { size, seed }: { readonly size: number; readonly seed: number },
  signal: AbortSignal,
): Promise<readonly string[]> {
  const md5 = await createMD5()
  let drawn: { readonly rank: string; readonly hash: string }[] = []
  let last = ''
  for (let at = 0, count = 0; at < data.length; at += HASH_ENTRY_BYTES, count++) {
    if (count % STRETCH === STRETCH - 1) {
      drawn = keepFirst(drawn, size)
      await new Promise((resolve) => setTimeout(resolve, 0))
      signal.throwIfAborted()
    }
    const row = rowOfEntry(data, at)
    if (((mask[row >> 3] ?? 0) & (1 << (row & 7))) === 0) continue
    const hash = readHash(data, at)
    if (hash === last) continue
    last = hash
    drawn.push({ rank: md5.init().update(`${hash}:${seed}`).digest('hex'), hash })
  }
  return keepFirst(drawn, size).map(({ hash }) => hash)
}

/** The different content hashes of the rows of a mask, in ascending order. `data` is that of `hashes.bin`. */
export function listHashes(data: Uint8Array, mask: RowMask): readonly string[] {
  const hashes: string[] = []
  for (let at = 0; at < data.length; at += HASH_ENTRY_BYTES) {
    const row = rowOfEntry(data, at)
    if (((mask[row >> 3] ?? 0) & (1 << (row & 7))) === 0) continue
    const hash = readHash(data, at)
    if (hash !== hashes.at(-1)) hashes.push(hash)
  }
  return hashes
}

function keepFirst(drawn: { readonly rank: string; readonly hash: string }[], size: number) {
  drawn.sort((a, b) => (a.rank < b.rank ? -1 : a.rank > b.rank ? 1 : a.hash < b.hash ? -1 : 1))
  return drawn.slice(0, size)
}

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))

function readHash(data: Uint8Array, at: number): string {
  let hash = ''
  for (let place = at; place < at + 16; place++) hash += HEX[data[place] ?? 0] ?? ''
  return hash
}
