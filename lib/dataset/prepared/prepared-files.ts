import { chunkRange, chunksOfRange } from '@/lib/core/prepared/chunks'
import { HEADER_BYTES } from '@/lib/core/prepared/file-header'
import type { PreparedManifest } from '@/lib/core/prepared/manifest'
import { fileOf } from '@/lib/core/prepared/manifest-files'
import type { ByteRange } from '@/lib/core/prepared/segments'
import type { ByteCache } from './byte-cache'
import type { ByteStore, FilePiece } from './byte-store'
import { checkBytes, sha256Of } from './check-bytes'
import { cutPieces } from './cut-pieces'
import { groupPieces, type MergedPiece, mergePieces } from './merge-pieces'
import { PreparedReadError } from './prepared-read-error'
import { createRequestSlots } from './request-slots'
import { type RetryPlan, retry, USUAL_RETRIES } from './retry'

/** Chunks fetched ahead of the one that is waited for. */
const CHUNKS_AHEAD = 3

/** A chunk of a file by its place. */
export interface PreparedChunk {
  readonly chunk: number
  readonly bytes: Uint8Array<ArrayBuffer>
}

/**
 * The files of a prepared dataset. Everything it returns was checked against the manifest's hashes but for heads and
 * packs: a head says nothing that the manifest does not, a pack's rows carry checksums of their own. What cost a request
 * is kept in the cache. All throw `PreparedReadError`, after some tries where it may pass, and the signal's reason.
 */
export interface CheckedFiles {
  /** A whole file, by its own hash. */
  readonly readWhole: (path: string, signal: AbortSignal) => Promise<Uint8Array<ArrayBuffer>>
  /** The first 64 bytes. */
  readonly readHead: (path: string, signal: AbortSignal) => Promise<Uint8Array<ArrayBuffer>>
  readonly readChunk: (path: string, chunk: number, signal: AbortSignal) => Promise<Uint8Array<ArrayBuffer>>
  /** Bytes after the head of a file with chunks. */
  readonly readRange: (path: string, range: ByteRange, signal: AbortSignal) => Promise<Uint8Array<ArrayBuffer>>
  /** All chunks in their order. `onHead` gets the first 64 bytes where they are read at all, and may throw. */
  readonly streamChunks: (
    path: string,
    signal: AbortSignal,
    onHead?: (head: Uint8Array) => void,
  ) => AsyncGenerator<PreparedChunk, void, void>
  /** Ranges of packs, in the order asked; all of them in one request where the server is another machine's. */
  readonly readPieces: (pieces: readonly FilePiece[], signal: AbortSignal) => Promise<readonly Uint8Array[]>
  readonly locate: ByteStore['locate']
  /** The hashes under which parts of this dataset may be kept. */
  readonly hashes: () => ReadonlySet<string>
}

/** The files of an open prepared dataset. */
export interface PreparedFiles extends CheckedFiles {
  readonly manifest: PreparedManifest
}

/** The files that a manifest names, below a store. */
export function createCheckedFiles(
  store: ByteStore,
  manifest: Pick<PreparedManifest, 'files'>,
  cache: ByteCache,
  retries: RetryPlan = USUAL_RETRIES,
): CheckedFiles {
  const slots = createRequestSlots()

  function fetchRange(path: string, range: ByteRange, signal: AbortSignal): Promise<Uint8Array<ArrayBuffer>> {
    if (range.start === range.end) return Promise.resolve(new Uint8Array(0))
    return retry(() => slots.run(() => store.readRange(path, range, signal), signal), retries, signal)
  }

  /** Bytes by their hash: kept ones, or those that `load` fetches and that then are kept. */
  async function readChecked(
    { sha256, bytes, path, what }: { sha256: string; bytes: number; path: string; what: string },
    load: () => Promise<Uint8Array<ArrayBuffer>>,
    signal: AbortSignal,
  ): Promise<Uint8Array<ArrayBuffer>> {
    const kept = await readKept(sha256, bytes)
    if (kept) return kept
    return retry(
      async () => {
        const loaded = await load()
        await checkBytes(loaded, sha256, path, what)
        if (store.isRemote) void cache.keep(sha256, loaded)
        return loaded
      },
      retries,
      signal,
    )
  }

  async function readKept(sha256: string, bytes: number): Promise<Uint8Array<ArrayBuffer> | null> {
    if (!store.isRemote) return null
    const kept = await cache.read(sha256, bytes)
    if (kept === null || (await sha256Of(kept)) === sha256) return kept
    await cache.forget(sha256, bytes)
    return null
  }

  /** A chunk's place, length and hash. Throws `RangeError` for one that the file does not have. */
  function chunkOf(path: string, chunk: number) {
    const entry = fileOf(manifest, path)
    const range = chunkRange(entry, chunk)
    const sha256 = entry.chunks?.sha256[chunk] ?? ''
    return { range, sha256, bytes: range.end - range.start, path, what: ` in part ${chunk}` }
  }

  function readChunk(path: string, chunk: number, signal: AbortSignal): Promise<Uint8Array<ArrayBuffer>> {
    const place = chunkOf(path, chunk)
    return readChecked(place, () => slots.run(() => store.readRange(path, place.range, signal), signal), signal)
  }

  async function readRange(path: string, range: ByteRange, signal: AbortSignal): Promise<Uint8Array<ArrayBuffer>> {
    const { first, end } = chunksOfRange(fileOf(manifest, path), range)
    const bytes = new Uint8Array(range.end - range.start)
    const chunks = Array.from({ length: end - first }, (_, place) => first + place)
    await Promise.all(
      chunks.map(async (chunk) => {
        const { range: whole } = chunkOf(path, chunk)
        const read = await readChunk(path, chunk, signal)
        const from = Math.max(range.start, whole.start)
        bytes.set(read.subarray(from - whole.start, Math.min(range.end, whole.end) - whole.start), from - range.start)
      }),
    )
    return bytes
  }

  async function readWhole(path: string, signal: AbortSignal): Promise<Uint8Array<ArrayBuffer>> {
    const { bytes, sha256 } = fileOf(manifest, path)
    let isFirst = true
    const load = async () => {
      // A compressed twin may be the damaged one; a range is always of the file itself.
      if (!isFirst && bytes > 0) return slots.run(() => store.readRange(path, { start: 0, end: bytes }, signal), signal)
      isFirst = false
      const whole = new Uint8Array(bytes)
      let at = 0
      await slots.run(async () => {
        for await (const piece of store.readWhole(path, bytes, signal)) {
          whole.set(piece, at)
          at += piece.length
        }
      }, signal)
      return whole
    }
    return readChecked({ sha256, bytes, path, what: '' }, load, signal)
  }

  async function* streamChunks(
    path: string,
    signal: AbortSignal,
    onHead?: (head: Uint8Array) => void,
  ): AsyncGenerator<PreparedChunk, void, void> {
    const count = fileOf(manifest, path).chunks?.sha256.length ?? 0
    let next = 0
    for (; next < count; next++) {
      const { sha256, bytes } = chunkOf(path, next)
      const kept = await readKept(sha256, bytes)
      if (!kept) break
      yield { chunk: next, bytes: kept }
    }
    if (next === 0 && count > 0) {
      try {
        for await (const piece of streamFile(path, signal, onHead)) {
          yield piece
          next = piece.chunk + 1
        }
      } catch (error) {
        if (!(error instanceof PreparedReadError) || !GO_ON.has(error.code)) throw error
      }
    }
    const ahead = new Map<number, Promise<Uint8Array<ArrayBuffer>>>()
    const own = new AbortController()
    const both = AbortSignal.any([signal, own.signal])
    try {
      for (; next < count; next++) {
        for (let chunk = next; chunk < Math.min(count, next + 1 + CHUNKS_AHEAD); chunk++) {
          if (ahead.has(chunk)) continue
          const reading = readChunk(path, chunk, both)
          reading.catch(() => undefined)
          ahead.set(chunk, reading)
        }
        const bytes = await ahead.get(next)
        ahead.delete(next)
        if (bytes) yield { chunk: next, bytes }
      }
    } finally {
      own.abort(new PreparedReadError('network', path, 'was given up'))
    }
  }

  /** One request for the whole file, which a server can answer compressed, cut into its chunks as it arrives. */
  async function* streamFile(
    path: string,
    signal: AbortSignal,
    onHead: ((head: Uint8Array) => void) | undefined,
  ): AsyncGenerator<PreparedChunk, void, void> {
    const { bytes: fileBytes, chunks } = fileOf(manifest, path)
    const places = (chunks?.sha256 ?? []).map((_, chunk) => chunkOf(path, chunk))
    const release = await holdSlot(slots, signal)
    try {
      let chunk = -1
      // One chunk is hashed while the next one arrives.
      let hashing: Promise<PreparedChunk> | null = null
      const pieces = store.readWhole(path, fileBytes, signal)
      try {
        for await (const bytes of cutPieces(pieces, [HEADER_BYTES, ...places.map((place) => place.bytes)])) {
          const place = places[chunk]
          if (place) {
            if (hashing) yield await hashing
            hashing = checkChunk({ chunk, bytes }, place)
            hashing.catch(() => undefined)
          } else onHead?.(bytes)
          chunk += 1
        }
      } catch (error) {
        // What came before the connection broke is good all the same.
        if (hashing) yield await hashing
        throw error
      }
      if (hashing) yield await hashing
    } finally {
      release()
    }
  }

  async function checkChunk(
    read: PreparedChunk,
    { sha256, path, what }: ReturnType<typeof chunkOf>,
  ): Promise<PreparedChunk> {
    await checkBytes(read.bytes, sha256, path, what)
    if (store.isRemote) void cache.keep(sha256, read.bytes)
    return read
  }

  /** The ranges one by one, or some dozens of them in one request. */
  async function readMerged(merged: readonly MergedPiece[], signal: AbortSignal): Promise<readonly Uint8Array[]> {
    const { readMany } = store
    const some = merged.filter(({ range }) => range.end > range.start)
    if (!readMany || some.length < 2)
      return Promise.all(merged.map(({ path, range }) => fetchRange(path, range, signal)))
    const read = new Map<MergedPiece, Uint8Array>()
    await Promise.all(
      groupPieces(some).map(async (group) => {
        const bytes = await retry(() => slots.run(() => readMany(group, signal), signal), retries, signal)
        let at = 0
        for (const piece of group) {
          const end = at + piece.range.end - piece.range.start
          read.set(piece, bytes.subarray(at, end))
          at = end
        }
      }),
    )
    return merged.map((piece) => read.get(piece) ?? new Uint8Array(0))
  }

  return {
    readWhole,
    readHead: (path, signal) =>
      fetchRange(path, { start: 0, end: Math.min(HEADER_BYTES, fileOf(manifest, path).bytes) }, signal),
    readChunk,
    readRange,
    streamChunks,
    async readPieces(pieces, signal) {
      for (const { path, range } of pieces) {
        const { bytes } = fileOf(manifest, path)
        if (range.start < 0 || range.end > bytes || range.start > range.end)
          throw new PreparedReadError('wrong-length', path, `has no bytes ${range.start} to ${range.end}`)
      }
      const merged = mergePieces(pieces)
      const read = await readMerged(merged, signal)
      const found: Uint8Array[] = []
      merged.forEach(({ range, places }, at) => {
        for (const place of places) {
          const { start, end } = pieces[place]?.range ?? range
          found[place] = (read[at] ?? new Uint8Array(0)).subarray(start - range.start, end - range.start)
        }
      })
      return found
    },
    locate: store.locate,
    hashes: () =>
      new Set(Object.values(manifest.files).flatMap(({ sha256, chunks }) => [sha256, ...(chunks?.sha256 ?? [])])),
  }
}

/** Faults of one long request after which the rest is read by ranges. */
const GO_ON: ReadonlySet<string> = new Set(['network', 'http', 'wrong-length', 'wrong-bytes'])

/** Takes a slot that a generator gives back when it ends. */
async function holdSlot(slots: ReturnType<typeof createRequestSlots>, signal: AbortSignal): Promise<() => void> {
  let release: () => void = () => undefined
  const held = new Promise<void>((resolve) => {
    release = resolve
  })
  await new Promise<void>((resolve, reject) => {
    slots
      .run(() => {
        resolve()
        return held
      }, signal)
      .catch(reject)
  })
  return release
}
