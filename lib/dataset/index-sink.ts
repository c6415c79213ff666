/** What the index takes of consecutive rows of one shard, in load order. 4 words a row: positive low and high, negative low and high. */
export interface IndexBatch {
  readonly rows: number
  readonly planes: BigUint64Array<ArrayBuffer>
  /** The union over all UGC and pair items. */
  readonly historyPlanes: BigUint64Array<ArrayBuffer>
  /** The intersection over all UGC and pair items, zeros without any. */
  readonly historyEveryPlanes: BigUint64Array<ArrayBuffer>
  /** 1 where the row has a direction, else 0. */
  readonly hasDirection: Uint8Array<ArrayBuffer>
  /** Which texts the row has that are not empty: `TEXT_FLAGS`. */
  readonly texts: Uint8Array<ArrayBuffer>
  /** For each facet, in the order of `FACETS`, one value a row; `MISSING_FACET` for none. */
  readonly facets: Int32Array<ArrayBuffer>
  /** 0-based place of the shard. */
  readonly shard: number
}

/** What follows the rows of the dataset: told of every batch once it is in the database. */
export interface IndexSink {
  /** Takes the batch over, its memory included. */
  readonly append: (batch: IndexBatch) => void
  /** Forgets every row. */
  readonly reset: () => void
}

/** The memory of a batch, each part of it once: what a worker may hand over. */
export function indexBuffers(batch: IndexBatch): ArrayBuffer[] {
  const { planes, historyPlanes, historyEveryPlanes, hasDirection, texts, facets } = batch
  return [
    ...new Set([planes, historyPlanes, historyEveryPlanes, hasDirection, texts, facets].map(({ buffer }) => buffer)),
  ]
}
