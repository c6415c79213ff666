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

/** Longest that what is fetched waits to be kept. */
const MOST_WAIT_MS = 3000

/**
 * A reader that keeps what it fetches in a cache, a new one for each dataset. Writing into it takes the thread some 10 ms
 * a megabyte: it waits until the directions are in, which all else waits for, but no longer than 3 s.
 */
export function createPartReader(createCache: (whenIdle: () => Promise<void>) => ByteCache): ReadPart {
  let writing: Promise<void> = Promise.resolve()
  let cache = createCache(() => writing)

  return async ({ place, manifest, part }, index, onProgress, signal) => {
    if (part === 'directions') cache = createCache(() => writing)
    const files = createCheckedFiles(openPlace(place), manifest, cache)
    const onBytes = (bytesDone: number) => onProgress({ bytesDone, isCacheFull: cache.isFull() })
    const loading = loadIndexPart(files, manifest, index, part, onBytes, signal)
    if (part === 'directions')
      writing = Promise.race([loading.catch(() => undefined), new Promise<void>((go) => setTimeout(go, MOST_WAIT_MS))])
    await loading
  }
}
