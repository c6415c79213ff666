import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { encodeHeader } from '@/lib/core/prepared/file-header'
import { HASH_CHUNK_BYTES, HASH_ENTRY_BYTES } from '@/lib/core/prepared/hash-table'
import type { PreparedFile } from '@/lib/core/prepared/manifest'
import { PREPARED_FILES } from '@/lib/core/prepared/manifest-files'
import { SEGMENT_ROWS } from '@/lib/core/prepared/segments'
import { HashedFile } from './hashed-file'
import { type PlacedPart, RecordReader } from './part-list'
import { RECORD_BYTES, RECORD_WORDS, WORD } from './row-record'

/** Entries sorted in memory at once; more rows are sorted in several passes over the parts. */
const SORTED_AT_ONCE = 8_000_000
const HASH_BYTES = HASH_ENTRY_BYTES - 4

/** Writes `hashes.bin` and returns it with the dataset's hash. */
export function mergeHashes(
  parts: readonly PlacedPart[],
  rows: number,
  folder: string,
): { readonly file: PreparedFile; readonly datasetHash: string } {
  const file = new HashedFile(join(folder, PREPARED_FILES.hashes), HASH_CHUNK_BYTES)
  file.write(encodeHeader('hashes', { rows, fields: [] }))
  const dataset = createHash('sha256')
  const passes = Math.max(1, Math.ceil(rows / SORTED_AT_ONCE))
  for (let pass = 0; pass < passes; pass++) {
    const from = Math.floor((pass * 2 ** 32) / passes)
    const to = Math.floor(((pass + 1) * 2 ** 32) / passes)
    const entries = sortEntries(collectEntries(parts, rows, from, to))
    file.write(entries)
    updateDatasetHash(dataset, entries)
  }
  return { file: file.finish(), datasetHash: dataset.digest('hex') }
}

/** The entries whose first 32 bits of hash lie from `from` up to and without `to`, in row order. */
function collectEntries(parts: readonly PlacedPart[], rows: number, from: number, to: number): Uint8Array {
  const reader = new RecordReader(parts)
  let entries = new Uint8Array(1 << 20)
  let length = 0
  for (let first = 0; first < rows; first += SEGMENT_ROWS) {
    const records = new DataView(reader.read(first, Math.min(SEGMENT_ROWS, rows - first)).buffer)
    const bytes = new Uint8Array(records.buffer)
    for (let row = 0; row < bytes.length / RECORD_BYTES; row++) {
      const at = row * RECORD_BYTES + 4 * WORD.hash
      const start = records.getUint32(at)
      if (start < from || start >= to) continue
      if (length + HASH_ENTRY_BYTES > entries.length) {
        const larger = new Uint8Array(2 * entries.length)
        larger.set(entries)
        entries = larger
      }
      entries.set(bytes.subarray(at, at + HASH_BYTES), length)
      new DataView(entries.buffer, length + HASH_BYTES).setUint32(0, first + row, true)
      length += HASH_ENTRY_BYTES
    }
  }
  reader.close()
  return entries.subarray(0, length)
}

/** Sorted by hash, then by row number: first by 40 bits of the hash and the place, then where those 40 bits are equal. */
function sortEntries(entries: Uint8Array): Uint8Array {
  const count = entries.length / HASH_ENTRY_BYTES
  const view = new DataView(entries.buffer, entries.byteOffset, entries.length)
  const keys = new BigUint64Array(count)
  for (let place = 0; place < count; place++)
    keys[place] = (view.getBigUint64(place * HASH_ENTRY_BYTES) & ~0xffffffn) | BigInt(place)
  keys.sort()
  const order = Uint32Array.from(keys, (key) => Number(key & 0xffffffn))
  for (let start = 0; start < count; ) {
    let end = start + 1
    while (end < count && (keys[end] ?? 0n) >> 24n === (keys[start] ?? 0n) >> 24n) end++
    if (end - start > 1) order.subarray(start, end).sort((first, second) => compare(entries, first, second))
    start = end
  }
  const sorted = new Uint8Array(entries.length)
  for (let place = 0; place < count; place++) {
    const at = (order[place] ?? 0) * HASH_ENTRY_BYTES
    sorted.set(entries.subarray(at, at + HASH_ENTRY_BYTES), place * HASH_ENTRY_BYTES)
  }
  return sorted
}

/** By hash, then by place: places are in row order. */
function compare(entries: Uint8Array, first: number, second: number): number {
  const [a, b] = [first * HASH_ENTRY_BYTES, second * HASH_ENTRY_BYTES]
  return Buffer.compare(entries.subarray(a, a + HASH_BYTES), entries.subarray(b, b + HASH_BYTES)) || first - second
}

/** As `sort hashes.txt | sha256sum`. Source: `hashDataset` of lib/dataset/dataset-hash.ts. */
function updateDatasetHash(hash: ReturnType<typeof createHash>, entries: Uint8Array): void {
  const bytes = Buffer.from(entries.buffer, entries.byteOffset, entries.length)
  for (let at = 0; at < bytes.length; at += HASH_ENTRY_BYTES)
    hash.update(`${bytes.toString('hex', at, at + HASH_BYTES)}\n`)
}

/** The content hash of a row's record as text. */
export function hashOfRecord(records: Uint32Array<ArrayBuffer>, row: number): string {
  return Buffer.from(records.buffer, 4 * (row * RECORD_WORDS + WORD.hash), HASH_BYTES).toString('hex')
}
