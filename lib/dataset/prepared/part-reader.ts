import type { ByteCache } from './byte-cache'
import { type FilledIndex, type IndexManifest, loadIndexPart } from './load-part'
import { createCheckedFiles } from './prepared-files'
import { openPlace, type PreparedPlace } from './prepared-place'
import type { IndexPartKey } from './prepared-state'

/** How much of a part is in the index. */
export interface PartProgress {
  /** Of the bytes of its file. */
  readonly bytesDone: number
  /** Whether the browser had no room to keep what was fetched. */
  readonly isCacheFull: boolean
}

/** A part of a prepared dataset, where it lies and what its manifest says of it. */
export interface PreparedIndexPart {
  readonly place: PreparedPlace
  readonly manifest: IndexManifest
  readonly part: IndexPartKey
}

/** Reads a part into an index, told of every piece that is in. Throws as `loadIndexPart`. */
export type ReadPart = (
  part: PreparedIndexPart,
  index: FilledIndex,
  onProgress: (progress: PartProgress) => void,
  signal: AbortSignal,
) => Promise<void>

/**
 * A reader that keeps what it fetches in a cache. Writing into the cache takes the thread some 10 ms a megabyte: it waits
 * until the directions are in, which all else waits for.
 */
export function createPartReader(createCache: (whenIdle: () => Promise<void>) => ByteCache): ReadPart {
  let directions: Promise<void> = Promise.resolve()
  const cache = createCache(() => directions)

  return async ({ place, manifest, part }, index, onProgress, signal) => {
    const files = createCheckedFiles(openPlace(place), manifest, cache)
    const onBytes = (bytesDone: number) => onProgress({ bytesDone, isCacheFull: cache.isFull() })
    const loading = loadIndexPart(files, manifest, index, part, onBytes, signal)
    if (part === 'directions') directions = loading.catch(() => undefined)
    await loading
  }
}
