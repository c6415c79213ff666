import { type FileHandle, open, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { checkFacetFile } from '@/lib/core/prepared/facet-columns'
import { HEADER_BYTES } from '@/lib/core/prepared/file-header'
import { checkHashFile, HASH_ENTRY_BYTES, rowOfEntry } from '@/lib/core/prepared/hash-table'
import type { PreparedManifest, PreparedShard } from '@/lib/core/prepared/manifest'
import { fileOf, PREPARED_FILES, TOTALS_FILE } from '@/lib/core/prepared/manifest-files'
import { type ByteRange, checkBitmapFile } from '@/lib/core/prepared/segments'
import { checkPostingsFile, readTermsHeader } from '@/lib/core/prepared/terms'
import { checkTextIndexFile, createPackOffsets, type PackOffsets, textIndexRange } from '@/lib/core/prepared/text-index'
import { CheckError } from './check-error'

/** The files of a finished dataset, read by range. */
export class PreparedReader {
  readonly folder: string
  readonly manifest: PreparedManifest
  readonly totalsText: string
  readonly #handles = new Map<string, FileHandle>()
  readonly #hashes: Buffer

  private constructor(folder: string, manifest: PreparedManifest, totalsText: string, hashes: Buffer) {
    this.folder = folder
    this.manifest = manifest
    this.totalsText = totalsText
    this.#hashes = hashes
  }

  /** Opens a folder and checks the headers of its files. Throws `PreparedFormatError`. */
  static async open(folder: string, manifest: PreparedManifest): Promise<PreparedReader> {
    const totals = await readFile(join(folder, TOTALS_FILE), 'utf8')
    const hashes = Buffer.alloc(HASH_ENTRY_BYTES * manifest.rows)
    const reader = new PreparedReader(folder, manifest, totals, hashes)
    const { rows, facets } = manifest
    const head = (path: string) => reader.read(path, { start: 0, end: HEADER_BYTES })
    const bytes = (path: string) => fileOf(manifest, path).bytes
    for (const kind of ['directions', 'history'] as const)
      checkBitmapFile(kind, await head(PREPARED_FILES[kind]), bytes(PREPARED_FILES[kind]), rows, PREPARED_FILES[kind])
    checkFacetFile(await head(PREPARED_FILES.facets), bytes(PREPARED_FILES.facets), facets, rows, PREPARED_FILES.facets)
    const { textIndex, hashes: hashFile, terms, postings } = PREPARED_FILES
    checkTextIndexFile(await head(textIndex), bytes(textIndex), rows, textIndex)
    checkHashFile(await head(hashFile), bytes(hashFile), rows, hashFile)
    readTermsHeader(await head(terms), bytes(terms), rows, terms)
    checkPostingsFile(await head(postings), rows, postings)
    await reader.#sortHashesByRow()
    return reader
  }

  async read(path: string, { start, end }: ByteRange): Promise<Uint8Array> {
    const handle = this.#handles.get(path) ?? (await open(join(this.folder, path)))
    this.#handles.set(path, handle)
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(end - start), 0, end - start, start)
    if (bytesRead !== end - start) throw new CheckError(`${path} ends before byte ${end}.`)
    return buffer
  }

  /** The content hash of a row by `hashes.bin`. */
  hashOf(row: number): string {
    return this.#hashes.toString('hex', row * HASH_ENTRY_BYTES, row * HASH_ENTRY_BYTES + HASH_ENTRY_BYTES - 4)
  }

  /** Throws `CheckError` unless these are the hashes of the rows from `first` on. */
  async compareHashes(first: number, hashes: readonly string[]): Promise<void> {
    const at = hashes.findIndex((hash, place) => hash !== this.hashOf(first + place))
    if (at >= 0)
      throw new CheckError(
        `Row ${first + at} has the content hash ${this.hashOf(first + at)}, its source ${hashes[at]}. Prepare the dataset again.`,
      )
  }

  /** Where the rows of a shard lie in its pack. */
  async offsetsOf(shard: PreparedShard): Promise<PackOffsets> {
    const lengths = await this.read(PREPARED_FILES.textIndex, textIndexRange(shard))
    return createPackOffsets(lengths, fileOf(this.manifest, shard.pack).bytes, PREPARED_FILES.textIndex)
  }

  async close(): Promise<void> {
    for (const handle of this.#handles.values()) await handle.close()
  }

  async #sortHashesByRow(): Promise<void> {
    const { rows } = this.manifest
    const seen = new Uint8Array(rows)
    const step = 65_536
    for (let entry = 0; entry < rows; entry += step) {
      const count = Math.min(step, rows - entry)
      const start = HEADER_BYTES + entry * HASH_ENTRY_BYTES
      const bytes = await this.read(PREPARED_FILES.hashes, { start, end: start + count * HASH_ENTRY_BYTES })
      for (let at = 0; at < bytes.length; at += HASH_ENTRY_BYTES) {
        const row = rowOfEntry(bytes, at)
        if (row >= rows || seen[row])
          throw new CheckError(`${PREPARED_FILES.hashes} names row ${row} twice or out of range.`)
        seen[row] = 1
        this.#hashes.set(bytes.subarray(at, at + HASH_ENTRY_BYTES), row * HASH_ENTRY_BYTES)
      }
    }
  }
}
