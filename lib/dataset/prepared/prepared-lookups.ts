import { HEADER_BYTES } from '@/lib/core/prepared/file-header'
import { checkHashFile, findHash, findHashesIn } from '@/lib/core/prepared/hash-table'
import { fileOf, PREPARED_FILES } from '@/lib/core/prepared/manifest-files'
import { decodePosting } from '@/lib/core/prepared/postings'
import { findTerm, readTermsHeader, readTermsList, type TermsList } from '@/lib/core/prepared/terms'
import type { RowMask } from '@/lib/core/row-mask'
import { wordsOf } from '@/lib/core/words'
import type { PreparedFiles } from './prepared-files'

/** Hashes up to which each is looked up by itself; for more the whole table is read. */
const FEW_HASHES = 32

/** Finds the rows of a prepared dataset by content hash and by the words of their posts. All throw as `PreparedFiles`. */
export interface PreparedLookups {
  /** The row numbers of a content hash in ascending order; none where the dataset lacks it. */
  readonly rowsOfHash: (hash: string, signal: AbortSignal) => Promise<readonly number[]>
  /** The rows of any of these content hashes. */
  readonly maskOfHashes: (hashes: readonly string[], signal: AbortSignal) => Promise<RowMask>
  /** The data of `hashes.bin`: 20 bytes a row, in order of hash. */
  readonly readHashes: (signal: AbortSignal) => Promise<Uint8Array<ArrayBuffer>>
  /** The rows whose post has every word of the query; no row for a query without words. */
  readonly maskOfWords: (query: string, signal: AbortSignal) => Promise<RowMask>
}

export function createPreparedLookups(files: PreparedFiles): PreparedLookups {
  const { rows } = files.manifest
  const hashFile = PREPARED_FILES.hashes
  const maskBytes = Math.ceil(rows / 8)
  let list: Promise<TermsList> | null = null

  async function readHashes(signal: AbortSignal): Promise<Uint8Array<ArrayBuffer>> {
    const { bytes } = fileOf(files.manifest, hashFile)
    const data = new Uint8Array(bytes - HEADER_BYTES)
    let at = 0
    for await (const chunk of files.streamChunks(hashFile, signal, (head) =>
      checkHashFile(head, bytes, rows, hashFile),
    )) {
      data.set(chunk.bytes, at)
      at += chunk.bytes.length
    }
    return data
  }

  function rowsOfHash(hash: string, signal: AbortSignal): Promise<number[]> {
    const readChunk = (chunk: number) => files.readChunk(hashFile, chunk, signal)
    return findHash(hash, { rows, readChunk, file: hashFile })
  }

  async function openList(signal: AbortSignal): Promise<TermsList> {
    const file = PREPARED_FILES.terms
    const { bytes } = fileOf(files.manifest, file)
    const header = readTermsHeader(await files.readHead(file, signal), bytes, rows, file)
    const range = { start: HEADER_BYTES, end: HEADER_BYTES + header.listBytes }
    return readTermsList(await files.readRange(file, range, signal), header, file)
  }

  /** The rows of one word; `null` where no post has it. */
  async function maskOfWord(word: string, signal: AbortSignal): Promise<RowMask | null> {
    list ??= openList(AbortSignal.any([]))
    const opened = await list.catch((error) => {
      list = null
      throw error
    })
    signal.throwIfAborted()
    const block = opened.blockOf(word)
    if (!block) return null
    const bytes = await files.readRange(PREPARED_FILES.terms, block, signal)
    const postingsFile = PREPARED_FILES.postings
    const entry = findTerm(word, bytes, fileOf(files.manifest, postingsFile).bytes, PREPARED_FILES.terms)
    if (!entry) return null
    const posting = await files.readRange(postingsFile, entry.postings, signal)
    return decodePosting(posting, entry, rows, postingsFile)
  }

  return {
    rowsOfHash,
    readHashes,
    async maskOfHashes(hashes, signal) {
      const mask = new Uint8Array(maskBytes)
      const found =
        hashes.length > FEW_HASHES
          ? findHashesIn(await readHashes(signal), hashes)
          : (await Promise.all(hashes.map((hash) => rowsOfHash(hash, signal)))).flat()
      for (const row of found) mask[row >> 3] = (mask[row >> 3] ?? 0) | (1 << (row & 7))
      return mask
    },
    async maskOfWords(query, signal) {
      const words = [...new Set(wordsOf(query))]
      if (words.length === 0) return new Uint8Array(maskBytes)
      const masks = await Promise.all(words.map((word) => maskOfWord(word, signal)))
      const [first, ...others] = masks
      if (!first || others.some((mask) => mask === null)) return new Uint8Array(maskBytes)
      for (const mask of others) for (let at = 0; at < maskBytes; at++) first[at] = (first[at] ?? 0) & (mask?.[at] ?? 0)
      return first
    },
  }
}
