/**
 * Bytes kept between visits, named by their SHA-256: equal pieces of any dataset are kept once, none is ever stale, and
 * every tab of this browser may read and write at once. Nothing here throws: without a cache all is fetched.
 */
export interface ByteCache {
  /** The bytes of this hash, checked by their length alone; `null` where they are not kept. */
  readonly read: (sha256: string, bytes: number) => Promise<Uint8Array<ArrayBuffer> | null>
  /**
   * Writes the bytes, which nobody may change or hand on any more, when that is no hindrance; resolves when they are kept,
   * or cannot be.
   */
  readonly keep: (sha256: string, bytes: Uint8Array<ArrayBuffer>) => Promise<void>
  readonly forget: (sha256: string, bytes: number) => Promise<void>
  /** Bytes kept, of the hashes named or of all. */
  readonly size: (hashes?: ReadonlySet<string>) => Promise<number>
  /** Forgets the hashes named, or all. */
  readonly clear: (hashes?: ReadonlySet<string>) => Promise<void>
  /** Whether the browser had no more room at the last `keep`. */
  readonly isFull: () => boolean
}

const CACHE_NAME = 'alignx-prepared'

/** A key holds the length, so that the size of all is known without reading any. */
const KEY = /\/prepared-bytes\/([0-9a-f]{64})\/(\d+)$/

/**
 * The cache of this browser (Cache Storage: like OPFS it needs a secure context, and unlike it Safari writes it outside
 * workers). `whenIdle` says when a write is no hindrance. `open` is for tests.
 */
export function createByteCache(
  whenIdle: () => Promise<void> = whenPageIdles,
  open: () => Promise<Cache> = openBrowserCache,
): ByteCache {
  let opened: Promise<Cache | null> | null = null
  let isFull = false
  let known: Promise<Set<string>> | null = null
  let turn: Promise<void> = Promise.resolve()
  const cacheOrNull = () => {
    opened ??= open().catch(() => null)
    return opened
  }
  const keyOf = (sha256: string, bytes: number) => `/prepared-bytes/${sha256}/${bytes}`

  /** What is kept, listed once: a look-up of what is not would wait behind all that is being written. */
  function listKeys(): Promise<Set<string>> {
    known ??= entries().then((found) => new Set(found.map(({ key }) => key)))
    return known
  }

  async function write(key: string, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    if (isFull) return
    try {
      const cache = await cacheOrNull()
      await cache?.put(key, new Response(bytes))
      known?.then((keys) => keys.add(key))
    } catch (error) {
      isFull = error instanceof DOMException && error.name === 'QuotaExceededError'
    }
  }

  async function entries(hashes?: ReadonlySet<string>) {
    const cache = await cacheOrNull()
    const keys = (await cache?.keys().catch(() => [])) ?? []
    return keys.flatMap(({ url }) => {
      const [, sha256 = '', bytes = ''] = KEY.exec(url) ?? []
      return sha256 !== '' && (hashes?.has(sha256) ?? true)
        ? [{ url, key: keyOf(sha256, Number(bytes)), bytes: Number(bytes) }]
        : []
    })
  }

  return {
    async read(sha256, bytes) {
      try {
        if (!(await listKeys()).has(keyOf(sha256, bytes))) return null
        const cache = await cacheOrNull()
        const found = await cache?.match(keyOf(sha256, bytes))
        const kept = found && new Uint8Array(await found.arrayBuffer())
        return kept?.length === bytes ? kept : null
      } catch {
        return null
      }
    },
    async keep(sha256, bytes) {
      if (isFull) return
      turn = turn.then(whenIdle).then(() => write(keyOf(sha256, bytes.length), bytes))
      await turn
    },
    async forget(sha256, bytes) {
      const cache = await cacheOrNull()
      await cache?.delete(keyOf(sha256, bytes)).catch(() => false)
    },
    size: async (hashes) => (await entries(hashes)).reduce((sum, { bytes }) => sum + bytes, 0),
    async clear(hashes) {
      const cache = await cacheOrNull()
      for (const { url } of await entries(hashes)) await cache?.delete(url).catch(() => false)
      isFull = false
      known = null
    },
    isFull: () => isFull,
  }
}

/** Nothing is kept: files of this computer, and tests. */
export const NO_CACHE: ByteCache = {
  read: async () => null,
  keep: async () => undefined,
  forget: async () => undefined,
  size: async () => 0,
  clear: async () => undefined,
  isFull: () => false,
}

function openBrowserCache(): Promise<Cache> {
  if (typeof caches === 'undefined') return Promise.reject(new Error('this page may keep nothing'))
  return caches.open(CACHE_NAME)
}

/** Writing takes the thread for some 10 ms a megabyte: the page comes first, but for no longer than this. */
const MOST_IDLE_MS = 3000

function whenPageIdles(): Promise<void> {
  if (typeof requestIdleCallback !== 'function') return Promise.resolve()
  return new Promise((resolve) => {
    requestIdleCallback(() => resolve(), { timeout: MOST_IDLE_MS })
  })
}
