import { type FileHandle, open, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { inflateSync } from 'node:zlib'
import type { ShardFacts } from '@/lib/answers/table-facts'
import type { Example } from '@/lib/core/example'
import { HEADER_BYTES } from '@/lib/core/prepared/file-header'
import { type PreparedManifest, type PreparedShard, parseManifest } from '@/lib/core/prepared/manifest'
import { fileOf, MANIFEST_FILE, PREPARED_FILES } from '@/lib/core/prepared/manifest-files'
import { PreparedFormatError } from '@/lib/core/prepared/prepared-format-error'
import { decodeRow } from '@/lib/core/prepared/row-parts'
import { checkTextIndexFile, createPackOffsets, textIndexRange } from '@/lib/core/prepared/text-index'
import { columnsOfExamples } from '@/lib/dataset/columns-of-examples'
import type { TableWriter } from './table-writer'

/** Rows unpacked at a time. */
const ROWS_AT_ONCE = 1024

/** Longest part of a row, unpacked, as in the browser. */
const PART_BYTES = 64 * 1024 * 1024

/** The facts of a table of a prepared dataset that its manifest tells. */
export interface PreparedFill {
  readonly shards: readonly ShardFacts[]
  readonly datasetHash: string | null
}

/** Puts all rows of a prepared folder into a table, numbered as they are there. Throws `PreparedFormatError`. */
export async function fillFromPrepared(
  writer: TableWriter,
  folder: string,
  tell: (share: number) => void,
): Promise<PreparedFill> {
  const manifest = parseManifest(await readFile(join(folder, MANIFEST_FILE), 'utf8'), MANIFEST_FILE)
  const lengths = await open(join(folder, PREPARED_FILES.textIndex))
  try {
    const bytes = (await stat(join(folder, PREPARED_FILES.textIndex))).size
    const head = await readRange(lengths, PREPARED_FILES.textIndex, 0, HEADER_BYTES)
    checkTextIndexFile(head, bytes, manifest.rows, PREPARED_FILES.textIndex)
    for (const [place, shard] of manifest.shards.entries()) {
      await fillShard({ writer, folder, manifest, lengths }, shard, place, () => tell(writer.rows / manifest.rows))
      await writer.endShard()
    }
  } finally {
    await lengths.close()
  }
  const { synthetic, datasetHash } = manifest
  return {
    datasetHash,
    shards: manifest.shards.map(({ name, bytes, rows, leftOut }) => ({
      name,
      bytes,
      rows,
      leftOut,
      synthetic,
      problem: null,
    })),
  }
}

interface Filling {
  readonly writer: TableWriter
  readonly folder: string
  readonly manifest: PreparedManifest
  readonly lengths: FileHandle
}

async function fillShard(
  { writer, folder, manifest, lengths }: Filling,
  shard: PreparedShard,
  place: number,
  tell: () => void,
): Promise<void> {
  const { start, end } = textIndexRange(shard)
  const index = await readRange(lengths, PREPARED_FILES.textIndex, start, end)
  const offsets = createPackOffsets(index, fileOf(manifest, shard.pack).bytes, PREPARED_FILES.textIndex)
  const pack = await open(join(folder, shard.pack))
  try {
    for (let first = 0; first < shard.rows; first += ROWS_AT_ONCE) {
      const many = Math.min(ROWS_AT_ONCE, shard.rows - first)
      const from = offsets.spanOf(first).a.start
      const bytes = await readRange(pack, shard.pack, from, offsets.spanOf(first + many - 1).b.end)
      const examples: Example[] = []
      for (let row = first; row < first + many; row++) {
        const { a, b } = offsets.spanOf(row)
        const text = (span: typeof a) => inflate(bytes.subarray(span.start - from, span.end - from), shard.pack)
        examples.push(decodeRow({ a: text(a), b: text(b) }, shard.pack).example)
      }
      writer.addRows(
        columnsOfExamples(examples),
        place,
        examples.map((_, row) => first + row),
      )
      tell()
    }
  } finally {
    await pack.close()
  }
}

function inflate(bytes: Uint8Array, file: string): string {
  try {
    return inflateSync(bytes, { maxOutputLength: PART_BYTES }).toString('utf8')
  } catch (cause) {
    throw new PreparedFormatError(file, 'has a row that cannot be unpacked', 'damaged', { cause })
  }
}

async function readRange(handle: FileHandle, file: string, start: number, end: number): Promise<Uint8Array> {
  const { buffer, bytesRead } = await handle.read(new Uint8Array(end - start), 0, end - start, start)
  if (bytesRead < end - start) throw new PreparedFormatError(file, `ends before byte ${end}`)
  return buffer
}
