import { closeSync, openSync, readSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { PreparedFormatError } from '@/lib/core/prepared/prepared-format-error'
import { PART_FILES, PARTS_FOLDER, type Part, readPart } from './part'
import { RECORD_BYTES, RECORD_WORDS } from './row-record'

/** A finished part and where its rows stand among all rows. */
export interface PlacedPart {
  readonly folder: string
  readonly part: Part
  readonly rowStart: number
}

/** Parts are missing or do not belong together; the message says which and what to do. */
export class MergeError extends Error {
  override name = 'MergeError'
}

/** Names of folders that hold a part or are one being written. */
export async function listPartFolders(out: string): Promise<string[]> {
  const entries = await readdir(join(out, PARTS_FOLDER), { withFileTypes: true }).catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return []
      throw error
    },
  )
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name)
}

/** All parts of a dataset in the order of its shards. Throws `MergeError` unless they are complete. */
export async function readParts(out: string): Promise<PlacedPart[]> {
  const found: { folder: string; part: Part }[] = []
  for (const name of await listPartFolders(out)) {
    const folder = join(out, PARTS_FOLDER, name)
    const part = name.includes('.partial-') ? null : await readPart(folder)
    if (part) found.push({ folder, part })
  }
  const count = found[0]?.part.source.of
  if (count === undefined) throw new MergeError(`${join(out, PARTS_FOLDER)} holds no part. Prepare the shards first.`)
  found.sort((first, second) => first.part.source.place - second.part.source.place)
  const stranger = found.find(({ part }) => part.source.of !== count)
  if (stranger)
    throw new MergeError(
      `${stranger.part.source.name} was prepared as one of ${stranger.part.source.of} shards, others as one of ${count}. Prepare all shards from the same list, or remove ${join(out, PARTS_FOLDER)}.`,
    )
  const places = new Set(found.map(({ part }) => part.source.place))
  const missing = Array.from({ length: count }, (_, place) => place).filter((place) => !places.has(place))
  if (missing.length > 0)
    throw new MergeError(
      `${missing.length} of ${count} shards are not prepared, the first is number ${(missing[0] ?? 0) + 1}. Prepare them first, each with --shard K/N or all with the same command again.`,
    )
  if (places.size < found.length)
    throw new MergeError(`A shard was prepared twice under ${join(out, PARTS_FOLDER)}. Remove that folder.`)
  let rowStart = 0
  return found.map(({ folder, part }) => {
    const placed = { folder, part, rowStart }
    rowStart += part.rows
    return placed
  })
}

/** The records of `count` rows from `first` on, over all parts. Reads what it needs and no more. */
export class RecordReader {
  readonly #parts: readonly PlacedPart[]
  #open: { readonly part: PlacedPart; readonly descriptor: number } | null = null

  constructor(parts: readonly PlacedPart[]) {
    this.#parts = parts
  }

  read(first: number, count: number): Uint32Array<ArrayBuffer> {
    const records = new Uint32Array(count * RECORD_WORDS)
    const bytes = new Uint8Array(records.buffer)
    for (const placed of this.#parts) {
      const from = Math.max(first, placed.rowStart)
      const to = Math.min(first + count, placed.rowStart + placed.part.rows)
      if (from >= to) continue
      const target = bytes.subarray((from - first) * RECORD_BYTES, (to - first) * RECORD_BYTES)
      const read = readSync(
        this.#descriptorOf(placed),
        target,
        0,
        target.length,
        (from - placed.rowStart) * RECORD_BYTES,
      )
      if (read !== target.length) throw new PreparedFormatError(join(placed.folder, PART_FILES.rows), 'is too short')
    }
    return records
  }

  close(): void {
    if (this.#open) closeSync(this.#open.descriptor)
    this.#open = null
  }

  #descriptorOf(part: PlacedPart): number {
    if (this.#open?.part !== part) {
      this.close()
      this.#open = { part, descriptor: openSync(join(part.folder, PART_FILES.rows), 'r') }
    }
    return this.#open.descriptor
  }
}
