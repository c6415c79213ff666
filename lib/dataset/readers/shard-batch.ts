import type { Example } from '@/lib/core/example'
import { ExampleError } from '@/lib/core/example-error'
import { readExample } from '@/lib/core/read-example'
import { columnsOfExamples } from '../columns-of-examples'
import type { EncodedBatch } from '../encode-batch'
import type { ExampleColumns } from '../example-columns'
import type { BatchParts } from './leaf-columns'
import type { Scratch } from './scratch'

/** Turns consecutive examples into a batch; `shardRows` is the 0-based row in the shard of each. */
export type Encode = (columns: ExampleColumns, shardRows: ArrayLike<number>) => EncodedBatch | Promise<EncodedBatch>

/** What a stretch of a shard came to. */
export interface ShardBatch {
  /** `null` when none of its rows could be read. */
  readonly batch: EncodedBatch | null
  /** The 0-based row of the shard that comes next. */
  readonly endRow: number
  /** The rows that were left out, and why. */
  readonly errors: readonly ExampleError[]
  /** Set when a row says that it is generated, by a column `synthetic` that is true: exported rows do. */
  readonly synthetic?: boolean
}

/** A row group of which everything was read but nothing joined: `parts` hold its rows from where reading began. */
export interface GroupAside {
  readonly group: number
  readonly parts: readonly BatchParts[]
}

/** How texts are put aside. */
export interface AsideOptions {
  /** `null` where the browser has no scratch file. */
  readonly open: () => Promise<Scratch | null>
  /** What another worker has put aside of the row group that reading begins in. */
  readonly group: GroupAside | null
  /**
   * Called when a row group lies aside from `firstRow` on, its scratch closed: may throw, to end here and join the
   * rows elsewhere.
   */
  readonly onAside: (group: GroupAside, firstRow: number) => void
}

/** How a shard is read. */
export interface ReadOptions {
  /** The 0-based row to begin at: rows before it are passed over, as when a broken load goes on. */
  readonly startRow: number
  readonly encode: Encode
  /** How texts of a row group that is too large to be held are put aside; left out where they are not. */
  readonly aside?: AsideOptions
}

/** Reads rows one by one and encodes those that are examples. `rows` are values, or errors of rows that are torn. */
export async function encodeRows(
  rows: readonly unknown[],
  firstRow: number,
  file: string,
  encode: Encode,
): Promise<ShardBatch> {
  const examples: Example[] = []
  const shardRows: number[] = []
  const errors: ExampleError[] = []
  rows.forEach((raw, index) => {
    const row = firstRow + index
    try {
      if (raw instanceof ExampleError) throw raw
      examples.push(readExample(raw, { file, row }))
      shardRows.push(row)
    } catch (error) {
      if (!(error instanceof ExampleError)) throw error
      errors.push(error)
    }
  })
  const batch = examples.length === 0 ? null : await encode(columnsOfExamples(examples), shardRows)
  const synthetic = examples.some((example) => example.extra.synthetic === true)
  return { batch, endRow: firstRow + rows.length, errors, synthetic }
}
