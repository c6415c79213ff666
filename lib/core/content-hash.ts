import type { Direction } from './direction'
import { formatSigns } from './direction'
import type { Example } from './example'

/** An incremental SHA-256: hash-wasm's in the browser, node:crypto's on the server. `digest` returns 64 hex characters. */
export interface ContentHasher {
  readonly init: () => unknown
  readonly update: (bytes: Uint8Array) => unknown
  readonly digest: () => string
}

/** Takes what is hashed, in order. */
export type HashedBytes = Pick<ContentHasher, 'update'>

/** Length of a content hash: 32 hex characters, 128 bits. */
export const CONTENT_HASH_LENGTH = 32

const encoder = new TextEncoder()
const countBytes = new Uint8Array(4)
const EMPTY = new Uint8Array(0)

/**
 * Feeds a count or a length: 4 bytes, little-endian. Throws `RangeError` outside 0 to 4,294,967,295.
 */
export function updateCount(hasher: HashedBytes, count: number): void {
  if (!Number.isInteger(count) || count < 0 || count > 0xffffffff)
    throw new RangeError(`A count of a content hash must be an integer from 0 to 4294967295, not ${count}`)
  new DataView(countBytes.buffer).setUint32(0, count, true)
  hasher.update(countBytes)
}

/** Feeds one text field: its length in UTF-8 bytes as a count, then the bytes. */
export function updateUtf8(hasher: HashedBytes, utf8: Uint8Array): void {
  updateCount(hasher, utf8.length)
  if (utf8.length > 0) hasher.update(utf8)
}

/** Feeds one text field; `null` is fed as the empty text. Lone surrogates are fed as U+FFFD, as UTF-8 encoders do. */
export function updateText(hasher: ContentHasher, text: string | null): void {
  updateUtf8(hasher, text === null ? EMPTY : encoder.encode(text))
}

/** Feeds a direction as the 90 characters of `formatSigns`; `null` is fed as the empty text. */
export function updateDirection(hasher: ContentHasher, direction: Direction | null): void {
  updateText(hasher, direction === null ? null : formatSigns(direction))
}

/** Closes the hash of one example: the first 32 hex characters of the SHA-256. */
export function finishContentHash(hasher: ContentHasher): string {
  return hasher.digest().slice(0, CONTENT_HASH_LENGTH)
}

/**
 * The content hash of an example: 32 lower-case hex characters, the same in every program that follows this layout.
 *
 * SHA-256 over these fields in this order, cut to its first 128 bits:
 * `prompt`, `chosen`, `rejected`, `demographics`, `direction`, count of `ugc`, then for each item `prompt`, `comment`,
 * `direction`; count of `pairs`, then for each item `prompt`, `chosen`, `rejected`, `direction`.
 * A text field is its UTF-8 length in bytes (4 bytes, little-endian) followed by the bytes; a count is 4 bytes,
 * little-endian; a direction is the text of 90 characters `+`, `0`, `-`; `null` is the empty text.
 * Profile, persona and extra columns are not hashed: they are said about an example, they are not the example.
 *
 * In Python: `hashlib.sha256(b''.join(struct.pack('<I', len(b)) + b for b in fields)).hexdigest()[:32]`, counts packed
 * alone with `struct.pack('<I', n)`.
 */
export function hashExample(example: Example, hasher: ContentHasher): string {
  hasher.init()
  updateText(hasher, example.prompt)
  updateText(hasher, example.chosen)
  updateText(hasher, example.rejected)
  updateText(hasher, example.demographics)
  updateDirection(hasher, example.direction)
  updateCount(hasher, example.ugc.length)
  for (const item of example.ugc) {
    updateText(hasher, item.prompt)
    updateText(hasher, item.comment)
    updateDirection(hasher, item.direction)
  }
  updateCount(hasher, example.pairs.length)
  for (const pair of example.pairs) {
    updateText(hasher, pair.prompt)
    updateText(hasher, pair.chosen)
    updateText(hasher, pair.rejected)
    updateDirection(hasher, pair.direction)
  }
  return finishContentHash(hasher)
}

/**
 * The name of a set of content hashes: 16 hex characters, the same wherever and in whatever order the set is made, so
 * that an address can name a selection and another browser can check the list it is given for it.
 */
export function nameHashSet(hashes: readonly string[], hasher: ContentHasher): string {
  hasher.init()
  hasher.update(encoder.encode([...new Set(hashes)].sort().join('\n')))
  return hasher.digest().slice(0, 16)
}
