import { HEADER_BYTES } from '@/lib/core/prepared/file-header'
import type { PreparedShard } from '@/lib/core/prepared/manifest'
import { fileOf, PREPARED_FILES } from '@/lib/core/prepared/manifest-files'
import {
  createPackOffsets,
  type PackOffsets,
  TEXT_INDEX_ROW_BYTES,
  textIndexRange,
} from '@/lib/core/prepared/text-index'
import type { ExampleRow } from '../queries/example-row'
import type { PageRow } from '../queries/page'
import type { PackedRow } from './decode-row'
import type { PreparedFiles } from './prepared-files'
import type { RowDecoder } from './row-decoder'

/** Rows kept unpacked: some megabytes of texts. */
const KEPT_ROWS = 300
/** Rows kept as the table shows them, of some 2 kB each. */
const KEPT_CLIPPED_ROWS = 1000

/** The texts of the rows of a prepared dataset, read row by row from the packs. */
export interface PreparedTexts {
  /**
   * The complete rows with these numbers, in the order asked. Throws `RangeError` for a number that there is not, and as
   * `PreparedFiles` and `RowDecoder` do.
   */
  readonly readRows: (rowNumbers: ArrayLike<number>, signal: AbortSignal) => Promise<readonly ExampleRow[]>
  /** The same rows as the table shows them; throws as `readRows`. */
  readonly readPageRows: (rowNumbers: ArrayLike<number>, signal: AbortSignal) => Promise<readonly PageRow[]>
  /** Reads the places of all rows ahead, 8 bytes a row, so that rows from all over need no more of it. Never rejects. */
  readonly prefetchPlaces: () => Promise<void>
  readonly end: () => void
}

/** Where a row stands. */
type RowPlace = Pick<ExampleRow, 'rowNumber' | 'shard' | 'shardRow'>

type Decode<Row> = (file: string, rows: readonly PackedRow[]) => Promise<readonly Row[]>

export function createPreparedTexts(files: PreparedFiles, decoder: RowDecoder): PreparedTexts {
  const { shards } = files.manifest
  const offsets = new Map<number, Promise<PackOffsets>>()
  const life = new AbortController()
  /** The data of `text/index.bin` once it is there. */
  let lengths: Uint8Array<ArrayBuffer> | null = null

  /** Read once a shard, whoever asked first and gave up since. */
  function offsetsOf(place: number, shard: PreparedShard): Promise<PackOffsets> {
    const known = offsets.get(place)
    if (known) return known
    const file = PREPARED_FILES.textIndex
    const { start, end } = textIndexRange(shard)
    const reading = (
      lengths
        ? Promise.resolve(lengths.subarray(start - HEADER_BYTES, end - HEADER_BYTES))
        : files.readRange(file, { start, end }, life.signal)
    ).then((bytes) => createPackOffsets(bytes, fileOf(files.manifest, shard.pack).bytes, file))
    offsets.set(place, reading)
    reading.catch(() => offsets.delete(place))
    return reading
  }

  /** Where the rows of a shard lie in its pack. */
  async function locate(place: number, rowNumbers: readonly number[]) {
    const shard = shards[place]
    if (!shard) throw new RangeError(`There is no shard ${place}`)
    const places = await offsetsOf(place, shard)
    return { shard, place, rowNumbers, spans: rowNumbers.map((row) => places.spanOf(row - shard.rowStart)) }
  }

  async function readShards<Row>(
    missing: ReadonlyMap<number, readonly number[]>,
    decode: Decode<Row>,
    keep: (row: Row & RowPlace) => void,
    signal: AbortSignal,
  ): Promise<void> {
    const located = await Promise.all([...missing].map(([place, rows]) => locate(place, rows)))
    signal.throwIfAborted()
    const pieces = located.flatMap(({ shard, spans }) =>
      spans.map(({ a, b }) => ({ path: shard.pack, range: { start: a.start, end: b.end } })),
    )
    const read = await files.readPieces(pieces, signal)
    let at = 0
    await Promise.all(
      located.map(async ({ shard, place, rowNumbers, spans }) => {
        const packed = spans.map(({ a, b }) => {
          const bytes = read[at++] ?? new Uint8Array(0)
          return { a: bytes.slice(0, a.end - a.start), b: bytes.slice(b.start - a.start) }
        })
        const rows = await decode(shard.pack, packed)
        signal.throwIfAborted()
        rows.forEach((row, position) => {
          const rowNumber = rowNumbers[position] ?? 0
          keep({ ...row, rowNumber, shard: place, shardRow: rowNumber - shard.rowStart })
        })
      }),
    )
  }

  /** Reads rows in one form, and keeps the last `most` of them. */
  function createReader<Row>(decode: Decode<Row>, most: number) {
    const kept = new Map<number, Row & RowPlace>()

    function keep(row: Row & RowPlace): void {
      kept.delete(row.rowNumber)
      kept.set(row.rowNumber, row)
    }

    return async (rowNumbers: ArrayLike<number>, signal: AbortSignal): Promise<readonly (Row & RowPlace)[]> => {
      const asked = Array.from(rowNumbers)
      const found = new Map<number, Row & RowPlace>()
      const missing = new Map<number, number[]>()
      for (const row of new Set(asked)) {
        const known = kept.get(row)
        if (known) {
          keep(known)
          found.set(row, known)
        } else {
          const place = shardOfRow(shards, row)
          missing.set(place, [...(missing.get(place) ?? []), row])
        }
      }
      const take = (row: Row & RowPlace) => {
        keep(row)
        found.set(row.rowNumber, row)
      }
      await readShards(missing, decode, take, signal)
      for (const oldest of kept.keys()) {
        if (kept.size <= most) break
        kept.delete(oldest)
      }
      return asked.map((row) => {
        const read = found.get(row)
        if (!read) throw new RangeError(`Row ${row} was not read`)
        return read
      })
    }
  }

  return {
    readRows: createReader(decoder.decode, KEPT_ROWS),
    readPageRows: createReader(decoder.decodeClipped, KEPT_CLIPPED_ROWS),
    async prefetchPlaces() {
      const all = new Uint8Array(TEXT_INDEX_ROW_BYTES * files.manifest.rows)
      let at = 0
      try {
        for await (const { bytes } of files.streamChunks(PREPARED_FILES.textIndex, life.signal)) {
          all.set(bytes, at)
          at += bytes.length
        }
        lengths = at === all.length ? all : null
      } catch {
        // Rows then ask for the places that they need, and say what is wrong with them.
      }
    },
    end() {
      life.abort(new Error('The dataset was closed.'))
      decoder.end()
    },
  }
}

/** The place of the shard that holds a row. Throws `RangeError` for a row that there is not. */
export function shardOfRow(shards: readonly PreparedShard[], row: number): number {
  let low = 0
  let high = shards.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((shards[middle]?.rowStart ?? 0) <= row) low = middle + 1
    else high = middle
  }
  // Shards without rows begin where the next one does.
  const shard = shards[low - 1]
  if (!shard || !Number.isInteger(row) || row < 0 || row >= shard.rowStart + shard.rows)
    throw new RangeError(`There is no row ${row}`)
  return low - 1
}
