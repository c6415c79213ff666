/** The direction columns of consecutive rows, in load order. 4 words a row: positive low and high, negative low and high. */
export interface IndexBatch {
  readonly rows: number
  readonly planes: BigUint64Array<ArrayBuffer>
  /** The union over all UGC and pair items. */
  readonly historyPlanes: BigUint64Array<ArrayBuffer>
  /** 1 where the row has a direction, else 0. */
  readonly hasDirection: Uint8Array<ArrayBuffer>
}

/** What follows the rows of the dataset: told of every batch once it is in the database. */
export interface IndexSink {
  /** Takes the batch over, its memory included. */
  readonly append: (batch: IndexBatch) => void
  /** Forgets every row. */
  readonly reset: () => void
}
