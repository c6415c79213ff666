import { openAsBlob } from 'node:fs'
import { tableFromIPC } from 'apache-arrow'
import { FACETS } from '@/lib/core/columns'
import { DIMENSION_COUNT } from '@/lib/core/dimensions'
import { MISSING_FACET } from '@/lib/core/narrow-column'
import { BITMAP_BYTES, DIRECTION_BITMAPS, HISTORY_BITMAPS, segmentBytes } from '@/lib/core/prepared/segments'
import { type EncodedBatch, encodeBatch } from '@/lib/dataset/encode-batch'
import type { ExampleColumns, ItemColumns } from '@/lib/dataset/example-columns'
import { hashColumns } from '@/lib/dataset/hash-columns'
import { createBufferedHasher } from '@/lib/dataset/hasher'
import { openFile } from '@/lib/dataset/readers/byte-source'
import { openShard } from '@/lib/dataset/readers/read-shard'
import { CheckError } from './check-error'
import { startParquet } from './read-as-browser'

/** What a segment should hold, from the shards. */
export interface ExpectedSegment {
  readonly directions: Uint8Array
  readonly history: Uint8Array
  /** By facet, `MISSING_FACET` where the row has no value. */
  readonly facets: ReadonlyMap<string, Int32Array>
  readonly hashes: readonly string[]
}

interface Row {
  readonly own: Uint32Array
  readonly some: Uint32Array
  readonly every: Uint32Array
  readonly has: readonly boolean[]
  readonly facets: readonly number[]
  readonly hash: string
}

/** The rows of the shards as the app's own loader encodes them in the browser, one after the other. */
export class ExpectedRows {
  readonly own = new Uint32Array(2 * DIMENSION_COUNT)
  readonly some = new Uint32Array(2 * DIMENSION_COUNT)
  withDirection = 0
  readonly #rows: AsyncGenerator<Row>

  constructor(shards: readonly { readonly name: string; readonly path: string }[]) {
    this.#rows = readRows(shards)
  }

  /** The next `count` rows as a segment. Throws `CheckError` when the shards have no more. */
  async take(count: number): Promise<ExpectedSegment> {
    const directions = new Uint8Array(segmentBytes('directions'))
    const history = new Uint8Array(segmentBytes('history'))
    const facets = new Map(FACETS.map(({ key }) => [key, new Int32Array(count)]))
    const hashes: string[] = []
    for (let row = 0; row < count; row++) {
      const next = await this.#rows.next()
      if (next.done) throw new CheckError('The shards have fewer rows than the dataset. Prepare it again.')
      const { own, some, every, has, hash, facets: values } = next.value
      setPoles(directions, 0, own, row, this.own)
      setPoles(history, HISTORY_BITMAPS.somePositive, some, row, this.some)
      setPoles(history, HISTORY_BITMAPS.everyPositive, every, row, null)
      for (const [place, isThere] of has.entries())
        if (isThere) setBit(directions, DIRECTION_BITMAPS.hasDirection + place, row)
      if (has[0]) this.withDirection++
      for (const [place, { key }] of FACETS.entries()) {
        const column = facets.get(key)
        if (column) column[row] = values[place] ?? MISSING_FACET
      }
      hashes.push(hash)
    }
    return { directions, history, facets, hashes }
  }

  /** Throws `CheckError` when the shards have more rows. */
  async expectEnd(): Promise<void> {
    if (!(await this.#rows.next()).done)
      throw new CheckError('The shards have more rows than the dataset. Prepare it again.')
  }
}

async function* readRows(shards: readonly { readonly name: string; readonly path: string }[]): AsyncGenerator<Row> {
  startParquet()
  const hasher = await createBufferedHasher()
  for (const { name, path } of shards) {
    const shard = await openShard(openFile(await openAsBlob(path), name, () => undefined))
    let every: Uint32Array[] = []
    const encode = (columns: ExampleColumns, shardRows: ArrayLike<number>): EncodedBatch => {
      every = Array.from({ length: columns.length }, (_, row) => heldByEvery(columns, row))
      return encodeBatch(columns, hashColumns(columns, hasher), { firstRowNumber: 0, shard: 0, shardRows })
    }
    for await (const { batch } of shard.read({ startRow: 0, encode })) if (batch) yield* rowsOf(batch, every)
  }
}

function* rowsOf(batch: EncodedBatch, every: readonly Uint32Array[]): Generator<Row> {
  const table = tableFromIPC(batch.ipc)
  const cells = (name: string) => table.getChild(name)
  const texts = ['demographics', 'profile', 'persona'].map(cells)
  const facets = FACETS.map(({ key }) => cells(key))
  for (let row = 0; row < batch.rows; row++)
    yield {
      own: new Uint32Array(batch.planes.buffer, row * 32, 8),
      some: new Uint32Array(batch.historyPlanes.buffer, row * 32, 8),
      every: every[row] ?? new Uint32Array(8),
      has: [batch.hasDirection[row] === 1, ...texts.map((column) => Boolean(column?.get(row)))],
      facets: facets.map((column) => Number(column?.get(row) ?? MISSING_FACET)),
      hash: batch.hashes[row] ?? '',
    }
}

/** Poles that every UGC and pair item holds, as planes; none without items. */
function heldByEvery(columns: ExampleColumns, row: number): Uint32Array {
  const planes = [columns.ugc, columns.pairs].flatMap((items) => planesOf(items, row))
  return Uint32Array.from({ length: 8 }, (_, word) =>
    planes.length === 0 ? 0 : planes.reduce((bits, item) => bits & (item[word] ?? 0), 0xffffffff),
  )
}

function planesOf(items: ItemColumns, row: number): Uint32Array[] {
  const { planes } = items.direction
  const start = items.offsets[row] ?? 0
  return Array.from(
    { length: (items.offsets[row + 1] ?? 0) - start },
    (_, item) => new Uint32Array(planes.buffer, planes.byteOffset + (start + item) * 32, 8),
  )
}

function setPoles(
  bitmaps: Uint8Array,
  first: number,
  planes: Uint32Array,
  row: number,
  counts: Uint32Array | null,
): void {
  for (let pole = 0; pole < 2 * DIMENSION_COUNT; pole++) {
    const dimension = pole % DIMENSION_COUNT
    const word = planes[(pole < DIMENSION_COUNT ? 0 : 4) + (dimension >> 5)] ?? 0
    if (((word >>> (dimension & 31)) & 1) === 0) continue
    setBit(bitmaps, first + pole, row)
    if (counts) counts[pole] = (counts[pole] ?? 0) + 1
  }
}

function setBit(bitmaps: Uint8Array, bitmap: number, row: number): void {
  const at = bitmap * BITMAP_BYTES + (row >>> 3)
  bitmaps[at] = (bitmaps[at] ?? 0) | (1 << (row & 7))
}
