import { CONTENT_HASH_LENGTH } from '@/lib/core/content-hash'
import { checkLength, checkRows, decodeHeader, HEADER_BYTES } from './file-header'
import { PreparedFormatError } from './prepared-format-error'

/** Bytes of an entry of `hashes.bin`: 16 of the content hash, then the row number as a u32. */
export const HASH_ENTRY_BYTES = 20
const HASH_BYTES = CONTENT_HASH_LENGTH / 2

/** Entries of a chunk. */
const CHUNK_ENTRIES = 4096

/** Chunk size of `hashes.bin`. */
export const HASH_CHUNK_BYTES = CHUNK_ENTRIES * HASH_ENTRY_BYTES

/** Checks `hashes.bin` by its first 64 bytes and its length. Throws `PreparedFormatError`. */
export function checkHashFile(head: Uint8Array, fileBytes: number, rows: number, file: string): void {
  checkRows(decodeHeader(head, 'hashes', file), rows, file)
  checkLength(fileBytes, HEADER_BYTES + rows * HASH_ENTRY_BYTES, file)
}

/** The 16 bytes of a content hash. Throws `RangeError` for anything but 32 lower-case hex characters. */
export function hashBytes(hash: string): Uint8Array<ArrayBuffer> {
  if (!/^[0-9a-f]{32}$/.test(hash)) throw new RangeError(`${JSON.stringify(hash)} is no content hash`)
  return Uint8Array.from({ length: HASH_BYTES }, (_, place) =>
    Number.parseInt(hash.slice(2 * place, 2 * place + 2), 16),
  )
}

/** Entries in order of hash, then row number. */
export function compareEntries(first: Uint8Array, at: number, second: Uint8Array, secondAt: number): number {
  for (let place = 0; place < HASH_BYTES; place++) {
    const difference = (first[at + place] ?? 0) - (second[secondAt + place] ?? 0)
    if (difference !== 0) return difference
  }
  return 0
}

/** The row number of the entry at byte `at`. */
export function rowOfEntry(bytes: Uint8Array, at: number): number {
  const row = at + HASH_BYTES
  return (
    ((bytes[row] ?? 0) |
      ((bytes[row + 1] ?? 0) << 8) |
      ((bytes[row + 2] ?? 0) << 16) |
      ((bytes[row + 3] ?? 0) << 24)) >>>
    0
  )
}

/** What finds rows by content hash. `readChunk` gives a whole chunk of `hashes.bin`, counted from 0. */
export interface HashTable {
  readonly rows: number
  readonly readChunk: (chunk: number) => Promise<Uint8Array>
  readonly file: string
}

/**
 * The row numbers of a content hash in ascending order, none where the dataset lacks it. Hashes are spread evenly, so
 * that the first guess hits the chunk or its neighbour. Throws `PreparedFormatError` when a chunk is not in order.
 */
export async function findHash(hash: string, table: HashTable): Promise<number[]> {
  const wanted = hashBytes(hash)
  const chunks = Math.ceil(table.rows / CHUNK_ENTRIES)
  const share = new DataView(wanted.buffer).getUint32(0) / 2 ** 32
  let low = 0
  let high = chunks - 1
  let guess = Math.floor((share * table.rows) / CHUNK_ENTRIES)
  for (let tries = 0; low <= high; tries++) {
    const chunk = tries > 3 ? (low + high) >> 1 : Math.min(Math.max(guess, low), high)
    const bytes = await readOrdered(table, chunk)
    if (compareEntries(wanted, 0, bytes, 0) < 0) high = chunk - 1
    else if (compareEntries(wanted, 0, bytes, bytes.length - HASH_ENTRY_BYTES) > 0) low = chunk + 1
    else return await collectRows(table, wanted, chunk, bytes, chunks)
    guess = high < chunk ? chunk - 1 : chunk + 1
  }
  return []
}

/** The rows of an equal run that may begin in an earlier chunk and end in a later one. */
async function collectRows(table: HashTable, wanted: Uint8Array, chunk: number, bytes: Uint8Array, chunks: number) {
  const rows = rowsIn(bytes, wanted)
  for (let before = chunk - 1, edge = bytes; before >= 0 && compareEntries(wanted, 0, edge, 0) === 0; before--) {
    edge = await readOrdered(table, before)
    rows.unshift(...rowsIn(edge, wanted))
  }
  for (
    let after = chunk + 1, edge = bytes;
    after < chunks && compareEntries(wanted, 0, edge, edge.length - HASH_ENTRY_BYTES) === 0;
    after++
  ) {
    edge = await readOrdered(table, after)
    rows.push(...rowsIn(edge, wanted))
  }
  const beyond = rows.find((row) => row >= table.rows)
  if (beyond !== undefined)
    throw new PreparedFormatError(table.file, `names row ${beyond}, there are ${table.rows} rows`)
  return rows
}

/** The rows of the entries that equal `wanted`, found by halving. */
function rowsIn(bytes: Uint8Array, wanted: Uint8Array): number[] {
  let low = 0
  let high = bytes.length / HASH_ENTRY_BYTES
  while (low < high) {
    const middle = (low + high) >> 1
    if (compareEntries(bytes, middle * HASH_ENTRY_BYTES, wanted, 0) < 0) low = middle + 1
    else high = middle
  }
  const rows: number[] = []
  for (let at = low * HASH_ENTRY_BYTES; at < bytes.length && compareEntries(bytes, at, wanted, 0) === 0; ) {
    rows.push(rowOfEntry(bytes, at))
    at += HASH_ENTRY_BYTES
  }
  return rows
}

async function readOrdered({ rows, readChunk, file }: HashTable, chunk: number): Promise<Uint8Array> {
  const bytes = await readChunk(chunk)
  const entries = Math.min(CHUNK_ENTRIES, rows - chunk * CHUNK_ENTRIES)
  checkLength(bytes.length, entries * HASH_ENTRY_BYTES, file, `has a chunk ${chunk}`)
  for (let at = HASH_ENTRY_BYTES; at < bytes.length; at += HASH_ENTRY_BYTES) {
    const order = compareEntries(bytes, at - HASH_ENTRY_BYTES, bytes, at)
    if (order > 0 || (order === 0 && rowOfEntry(bytes, at - HASH_ENTRY_BYTES) >= rowOfEntry(bytes, at)))
      throw new PreparedFormatError(file, `is not in order in chunk ${chunk}`)
  }
  return bytes
}

/**
 * The row numbers of many content hashes, from the whole data of `hashes.bin` after its header: in the order asked,
 * those of equal rows ascending; hashes that the dataset lacks give none. Throws `RangeError` for what is no hash.
 */
export function findHashesIn(data: Uint8Array, hashes: Iterable<string>): number[] {
  const rows: number[] = []
  for (const hash of hashes) rows.push(...rowsIn(data, hashBytes(hash)))
  return rows
}
