import type { ServerResponse } from 'node:http'
import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { PreparedFormatError } from '@/lib/core/prepared/prepared-format-error'
import { createRandom } from '@/lib/core/random'
import { randomExamples } from '@/lib/core/random-examples'
import { type LocalServer, startServer } from '@/tests/hub/local-server'
import { serveBytes } from '@/tests/hub/serve-bytes'
import { type ByteCache, NO_CACHE } from './byte-cache'
import { createFolderStore } from './folder-store'
import { openPreparedFiles } from './open-prepared-files'
import type { PreparedFiles } from './prepared-files'
import { PreparedReadError } from './prepared-read-error'
import { buildPrepared, type PreparedFolder, setManifest, sha256 } from './test-prepared'
import { createUrlStore } from './url-store'

const EXAMPLES = randomExamples(70, createRandom(11))
const PREPARED = withSmallChunks(buildPrepared(EXAMPLES, 30))
const REVISION = sha256(PREPARED.get('manifest.json') ?? new Uint8Array()).slice(0, 16)
const live = new AbortController().signal
const QUICK = { tries: 3, firstWaitMs: 5 }

/** Many chunks a file, as a dataset of millions of rows has. */
function withSmallChunks(folder: PreparedFolder): PreparedFolder {
  const manifest = JSON.parse(new TextDecoder().decode(folder.get('manifest.json')))
  for (const path of ['hashes.bin', 'text/index.bin', 'facets.bin']) {
    const bytes = folder.get(path) ?? new Uint8Array()
    const hashes: string[] = []
    for (let start = 64; start < bytes.length; start += 100) hashes.push(sha256(bytes.subarray(start, start + 100)))
    manifest.files[path].chunks = { bytes: 100, sha256: hashes }
  }
  return setManifest(folder, manifest)
}

/** Answers in the place of the server; `false` leaves it to that. */
type Fault = (response: ServerResponse, bytes: Uint8Array, range: string | undefined) => unknown

let server: LocalServer
let files: PreparedFolder
let fault: Fault | null

beforeEach(async () => {
  files = new Map(PREPARED)
  fault = null
  server = await startServer((request, response) => {
    const path = (request.url ?? '').slice(1)
    if (path.startsWith('pieces?'))
      return sendPieces(response, new URL(path, 'http://x').searchParams.get('ranges') ?? '')
    const bytes = files.get(path)
    if (!bytes) return response.writeHead(404).end()
    if (path !== 'manifest.json' && fault && fault(response, bytes, request.headers.range) !== false) return
    serveBytes(request, response, bytes)
  })
})

afterEach(() => server.close())

/** What the app's server does for ranges of several files. */
function sendPieces(response: ServerResponse, ranges: string): void {
  let path = ''
  const parts = ranges.split(',').map((piece) => {
    const [, other, start, end] = /^(?:([^:]+):)?(\d+)-(\d+)$/.exec(piece) ?? []
    path = other ?? path
    return (files.get(path) ?? new Uint8Array()).subarray(Number(start), Number(end))
  })
  const bytes = Buffer.concat(parts)
  if (fault && fault(response, bytes, ranges) !== false) return
  response.writeHead(200).end(bytes)
}

function open(options: { revision?: string; cache?: ByteCache; stallMs?: number; compressed?: boolean } = {}) {
  const { revision = null, cache = NO_CACHE, stallMs = 150, compressed = false } = options
  return openPreparedFiles(
    createUrlStore(`${server.origin}/`, { stallMs, compressed }),
    { revision, cache, retries: QUICK },
    live,
  )
}

async function codeOf(work: () => Promise<unknown>): Promise<string> {
  try {
    await work()
  } catch (error) {
    if (error instanceof PreparedReadError) {
      expect(error.message).toMatch(/^\S+ .+\. [A-Z].+$/)
      return error.code
    }
    if (error instanceof PreparedFormatError) return `format ${error.kind}`
    return String(error)
  }
  return 'no error'
}

async function collect(source: AsyncIterable<{ bytes: Uint8Array }>): Promise<string> {
  const pieces: Uint8Array[] = []
  for await (const { bytes } of source) pieces.push(bytes)
  return sha256(Buffer.concat(pieces))
}

function dataOf(path: string): Uint8Array {
  return (PREPARED.get(path) ?? new Uint8Array()).subarray(64)
}

/** Ranges of one pack. */
function readPack(
  opened: PreparedFiles,
  path: string,
  ranges: readonly { start: number; end: number }[],
  signal: AbortSignal,
) {
  return opened.readPieces(
    ranges.map((range) => ({ path, range })),
    signal,
  )
}

/** A cache in memory that counts. */
function memoryCache() {
  const kept = new Map<string, Uint8Array<ArrayBuffer>>()
  const cache: ByteCache = {
    ...NO_CACHE,
    read: async (hash) => kept.get(hash)?.slice() ?? null,
    keep: async (hash, bytes) => void kept.set(hash, bytes.slice()),
    forget: async (hash) => void kept.delete(hash),
  }
  return { kept, cache }
}

describe('a sound dataset', () => {
  test.each(['url', 'folder'])('gives its files whole, by chunk, by range and as a stream (%s)', async (kind) => {
    const blobs = new Map([...PREPARED].map(([path, bytes]) => [path, new Blob([bytes])]))
    const opened =
      kind === 'url'
        ? await open({ revision: REVISION })
        : await openPreparedFiles(createFolderStore(blobs), { revision: null }, live)
    for (const path of PREPARED.keys())
      if (path !== 'manifest.json')
        expect(sha256(await opened.readWhole(path, live))).toBe(opened.manifest.files[path]?.sha256)
    expect(Buffer.from(await opened.readChunk('hashes.bin', 3, live))).toEqual(
      Buffer.from(dataOf('hashes.bin').slice(300, 400)),
    )
    const part = await opened.readRange('hashes.bin', { start: 64 + 250, end: 64 + 555 }, live)
    expect(Buffer.from(part)).toEqual(Buffer.from(dataOf('hashes.bin').slice(250, 555)))
    expect(await collect(opened.streamChunks('facets.bin', live))).toBe(sha256(dataOf('facets.bin')))
    const pack = PREPARED.get('text/00000.pack') ?? new Uint8Array()
    const parts = await readPack(
      opened,
      'text/00000.pack',
      [
        { start: 40, end: 60 },
        { start: 0, end: 10 },
        { start: 7, end: 7 },
      ],
      live,
    )
    expect(parts.map((bytes) => [...bytes])).toEqual([[...pack.slice(40, 60)], [...pack.slice(0, 10)], []])
  })

  test('reads near rows of a pack in one request and far ones at the same time', async () => {
    const opened = await open()
    server.requests.length = 0
    await readPack(
      opened,
      'text/00000.pack',
      [
        { start: 0, end: 5 },
        { start: 90, end: 99 },
      ],
      live,
    )
    expect(server.requests.map(({ headers }) => headers.range)).toEqual(['bytes=0-98'])
  })

  describe('rows from all over', () => {
    const pieces = [
      { path: 'text/00002.pack', range: { start: 5, end: 25 } },
      { path: 'text/00000.pack', range: { start: 30, end: 90 } },
      { path: 'hashes.bin', range: { start: 64, end: 65 } },
      { path: 'text/00000.pack', range: { start: 40, end: 44 } },
    ]
    const expected = pieces.map(({ path, range }) =>
      Buffer.from((PREPARED.get(path) ?? new Uint8Array()).slice(range.start, range.end)),
    )

    test('come in one request', async () => {
      const opened = await open()
      server.requests.length = 0
      expect((await opened.readPieces(pieces, live)).map((bytes) => Buffer.from(bytes))).toEqual(expected)
      expect(server.requests.map(({ url }) => url)).toEqual([
        '/pieces?ranges=hashes.bin:64-65,text/00000.pack:30-90,text/00002.pack:5-25',
      ])
    })

    test.each<[string, string, Fault]>([
      ['is cut short', 'network', (response, bytes) => response.writeHead(200).end(bytes.subarray(3))],
      ['is longer', 'wrong-length', (response, bytes) => response.writeHead(200).end(Buffer.concat([bytes, bytes]))],
      ['is refused', 'wrong-length', (response) => response.writeHead(416).end()],
      ['stalls', 'network', (response) => stall(response)],
    ])('are an error when the answer %s: %s', async (_name, code, always) => {
      const opened = await open()
      fault = always
      expect(await codeOf(() => opened.readPieces(pieces, live))).toBe(code)
      let times = 0
      fault = (...args) => (times++ === 0 ? always(...args) : false)
      expect((await opened.readPieces(pieces, live)).map((bytes) => Buffer.from(bytes))).toEqual(expected)
    })
  })

  test('streams a file in one request, and by ranges from where that broke off', async () => {
    const opened = await open()
    server.requests.length = 0
    let isBroken = false
    fault = (response, bytes, range) => {
      if (range !== undefined || isBroken) return false
      isBroken = true
      response.writeHead(200, { 'content-length': bytes.length })
      response.write(bytes.subarray(0, 64 + 250))
      setTimeout(() => response.destroy(), 20)
    }
    expect(await collect(opened.streamChunks('hashes.bin', live))).toBe(sha256(dataOf('hashes.bin')))
    expect(server.requests.map(({ headers }) => headers.range).slice(0, 2)).toEqual([undefined, 'bytes=264-363'])
  })

  test('takes the compressed twin where there is one, and the file where that is damaged', async () => {
    const plain = PREPARED.get('facets.bin') ?? new Uint8Array()
    files.set('facets.bin.gz', new Uint8Array(gzipSync(plain)))
    const opened = await open({ compressed: true })
    server.requests.length = 0
    expect(await collect(opened.streamChunks('facets.bin', live))).toBe(sha256(dataOf('facets.bin')))
    expect(await collect(opened.streamChunks('hashes.bin', live))).toBe(sha256(dataOf('hashes.bin')))
    expect(server.requests.map(({ url }) => url)).toEqual(['/facets.bin.gz', '/hashes.bin.gz', '/hashes.bin'])
    for (const twin of [gzipSync(plain).subarray(0, 60), gzipSync(plain.map((byte) => byte + 1)), plain]) {
      files.set('facets.bin.gz', new Uint8Array(twin))
      expect(await collect(opened.streamChunks('facets.bin', live))).toBe(sha256(dataOf('facets.bin')))
    }
  })

  test('fetches nothing twice between visits, and mends what the cache lost or spoiled', async () => {
    const { kept, cache } = memoryCache()
    const first = await open({ cache })
    expect(await collect(first.streamChunks('hashes.bin', live))).toBe(sha256(dataOf('hashes.bin')))
    await first.readWhole('totals.json', live)
    const again = await open({ cache })
    server.requests.length = 0
    expect(await collect(again.streamChunks('hashes.bin', live))).toBe(sha256(dataOf('hashes.bin')))
    await again.readWhole('totals.json', live)
    expect(server.requests).toEqual([])
    const [spoiled = '', lost = ''] = again.manifest.files['hashes.bin']?.chunks?.sha256.slice(2) ?? []
    kept.get(spoiled)?.fill(0)
    kept.delete(lost)
    expect(await collect(again.streamChunks('hashes.bin', live))).toBe(sha256(dataOf('hashes.bin')))
    expect(server.requests.map(({ headers }) => headers.range)).toEqual(['bytes=264-363', 'bytes=364-463'])
    expect([...again.hashes()].filter((hash) => kept.has(hash)).length).toBe(kept.size)
  })

  test('stops when told to, also while it waits to try again', async () => {
    const opened = await open()
    fault = (response) => {
      response.writeHead(503).end()
    }
    const abort = new AbortController()
    const reading = opened.readChunk('hashes.bin', 0, abort.signal)
    setTimeout(() => abort.abort(new Error('enough')), 3)
    await expect(reading).rejects.toThrow('enough')
    await expect(opened.readChunk('hashes.bin', 0, AbortSignal.abort(new Error('late')))).rejects.toThrow('late')
  })

  test('has at most six requests under way', async () => {
    let under = 0
    let most = 0
    fault = (response, bytes, range) => {
      under += 1
      most = Math.max(most, under)
      setTimeout(() => {
        under -= 1
        const [, start = '', end = ''] = /bytes=(\d+)-(\d+)/.exec(range ?? '') ?? []
        response.writeHead(206, { 'content-range': `bytes ${start}-${end}/${bytes.length}` })
        response.end(bytes.subarray(Number(start), Number(end) + 1))
      }, 80)
    }
    const opened = await open({ stallMs: 10_000 })
    await opened.readRange('hashes.bin', { start: 64, end: 64 + 1400 }, live)
    expect(most).toBe(6)
  })
})

describe('a server at fault', () => {
  const passing: [string, Fault][] = [
    ['answers 503', (response) => response.writeHead(503).end()],
    ['answers 429', (response) => response.writeHead(429).end()],
    ['drops the connection at once', (response) => response.destroy()],
    ['drops it half-way', (response, bytes) => drop(response, bytes)],
    ['sends torn bytes', (response, bytes, range) => sendRange(response, bytes, range, (part) => part.fill(7))],
    ['sends fewer bytes', (response, bytes, range) => sendRange(response, bytes, range, (part) => part.subarray(1))],
    ['never goes on', (response) => stall(response)],
  ]
  test.each(passing)('that %s once is asked again', async (_name, once) => {
    let times = 0
    fault = (response, bytes, range) => (times++ === 0 ? once(response, bytes, range) : false)
    const opened = await open()
    expect(Buffer.from(await opened.readChunk('hashes.bin', 1, live))).toEqual(
      Buffer.from(dataOf('hashes.bin').slice(100, 200)),
    )
    expect(times).toBe(2)
  })

  const lasting: [string, string, Fault, number][] = [
    ['answers 503', 'http', (response) => response.writeHead(503).end(), 3],
    ['answers 500', 'http', (response) => response.writeHead(500).end('oops'), 3],
    ['answers 403', 'refused', (response) => response.writeHead(403).end(), 1],
    ['answers 401', 'refused', (response) => response.writeHead(401).end(), 1],
    ['answers 404', 'missing', (response) => response.writeHead(404).end(), 1],
    ['answers 410', 'missing', (response) => response.writeHead(410).end(), 1],
    ['answers 409', 'changed', (response) => response.writeHead(409).end('{"detail":"prepared anew"}'), 1],
    ['answers 416', 'wrong-length', (response) => response.writeHead(416).end(), 2],
    ['has no ranges', 'no-ranges', (response, bytes) => response.writeHead(200).end(bytes), 1],
    ['drops the connection', 'network', (response) => response.destroy(), 3],
    ['drops it half-way', 'network', (response, bytes) => drop(response, bytes), 3],
    [
      'sends other bytes',
      'wrong-bytes',
      (response, bytes, range) => sendRange(response, bytes, range, (part) => part.fill(7)),
      2,
    ],
    ['flips one bit', 'wrong-bytes', (response, bytes, range) => sendRange(response, bytes, range, flip), 2],
    [
      'sends fewer bytes',
      'network',
      (response, bytes, range) => sendRange(response, bytes, range, (part) => part.subarray(1)),
      3,
    ],
    [
      'sends more bytes',
      'wrong-length',
      (response, bytes, range) => sendRange(response, bytes, range, (part) => Buffer.concat([part, part])),
      2,
    ],
    [
      'sends nothing',
      'network',
      (response, bytes, range) => sendRange(response, bytes, range, (part) => part.subarray(0, 0)),
      3,
    ],
    [
      'sends another range',
      'wrong-length',
      (response, bytes) => sendRange(response, bytes, 'bytes=0-99', (part) => part),
      2,
    ],
    ['stalls before its head', 'network', () => undefined, 3],
    ['stalls in its body', 'network', (response) => stall(response), 3],
  ]
  test.each(lasting)('that always %s is an error: %s', async (_name, code, always, tries) => {
    const opened = await open()
    let times = 0
    fault = (...args) => {
      times += 1
      return always(...args)
    }
    expect(await codeOf(() => opened.readChunk('hashes.bin', 1, live))).toBe(code)
    expect(times).toBe(tries)
  })

  test('that sends a slow trickle is waited for', async () => {
    fault = (response, bytes, range) => {
      const [, start = '', end = ''] = /bytes=(\d+)-(\d+)/.exec(range ?? '') ?? []
      response.writeHead(206)
      let at = Number(start)
      const timer = setInterval(() => {
        response.write(bytes.subarray(at, Math.min(at + 20, Number(end) + 1)))
        at += 20
        if (at > Number(end)) {
          clearInterval(timer)
          response.end()
        }
      }, 60)
    }
    const opened = await open()
    expect((await opened.readChunk('hashes.bin', 0, live)).length).toBe(100)
  })

  const wholes: [string, string, Fault][] = [
    [
      'a torn compressed twin',
      'no error',
      (response, bytes, range) =>
        range === undefined ? response.writeHead(200).end(Buffer.alloc(bytes.length)) : false,
    ],
    [
      'a longer twin',
      'no error',
      (response, bytes, range) =>
        range === undefined ? response.writeHead(200).end(Buffer.alloc(bytes.length + 1)) : false,
    ],
    [
      'a shorter twin',
      'no error',
      (response, bytes, range) => (range === undefined ? response.writeHead(200).end(bytes.subarray(1)) : false),
    ],
    [
      'a twin that cannot be unpacked',
      'no error',
      (response, bytes, range) =>
        range === undefined ? response.writeHead(200, { 'content-encoding': 'gzip' }).end(bytes) : false,
    ],
    ['a missing file', 'missing', (response) => response.writeHead(404).end()],
    ['a dead server', 'network', (response) => response.destroy()],
  ]
  test.each(wholes)('with %s: whole files and streams give %s', async (_name, expected, always) => {
    const opened = await open()
    fault = always
    for (const work of [
      () => opened.readWhole('totals.json', live),
      () => collect(opened.streamChunks('hashes.bin', live)),
    ])
      expect(await codeOf(work)).toBe(expected)
  })
})

describe('a dataset that lies', () => {
  const manifestCases: [string, string, (manifest: Record<string, unknown>) => unknown][] = [
    ['a newer version', 'format newer', (manifest) => ({ ...manifest, version: 2 })],
    ['an older version', 'format older', (manifest) => ({ ...manifest, version: 0 })],
    ['another format', 'format damaged', (manifest) => ({ ...manifest, format: 'parquet' })],
    ['more rows than its shards', 'format damaged', (manifest) => ({ ...manifest, rows: 71 })],
    ['2^40 rows', 'format damaged', (manifest) => ({ ...manifest, rows: 2 ** 40 })],
    ['no shards', 'format damaged', (manifest) => ({ ...manifest, shards: [], rows: 0 })],
    ['no facets file', 'format damaged', (manifest) => ({ ...manifest, files: {} })],
    ['a list', 'format damaged', () => []],
    ['null', 'format damaged', () => null],
  ]
  test.each(manifestCases)('in its manifest (%s) is not opened: %s', async (_name, code, change) => {
    setManifest(files, change(JSON.parse(new TextDecoder().decode(files.get('manifest.json')))))
    expect(await codeOf(() => open())).toBe(code)
  })

  test('in being another revision is not opened', async () => {
    expect(await codeOf(() => open({ revision: '0123456789abcdef' }))).toBe('changed')
  })

  test('in having no manifest, or half of one, is not opened', async () => {
    files.set('manifest.json', (files.get('manifest.json') ?? new Uint8Array()).slice(0, 700))
    expect(await codeOf(() => open())).toBe('format damaged')
    files.delete('manifest.json')
    expect(await codeOf(() => open())).toBe('missing')
  })

  test.each<[string, string, (entry: { bytes: number; chunks?: { bytes: number } }) => void]>([
    ['longer than it is', 'network', (entry) => (entry.bytes += 4)],
    ['shorter than it is', 'wrong-length', (entry) => (entry.bytes -= 4)],
  ])('about a length (%s) is an error', async (_name, code, change) => {
    const manifest = JSON.parse(new TextDecoder().decode(files.get('manifest.json')))
    change(manifest.files['totals.json'])
    setManifest(files, manifest)
    const opened = await open()
    expect([code, 'wrong-bytes', 'network', 'wrong-length']).toContain(
      await codeOf(() => opened.readWhole('totals.json', live)),
    )
  })

  test('about places in a pack is an error', async () => {
    const opened = await open()
    const end = (PREPARED.get('text/00000.pack')?.length ?? 0) + 1
    for (const range of [
      { start: 0, end },
      { start: -1, end: 3 },
      { start: 9, end: 3 },
    ])
      expect(await codeOf(() => readPack(opened, 'text/00000.pack', [range], live))).toBe('wrong-length')
    expect(await codeOf(() => opened.readChunk('hashes.bin', 99, live))).toMatch(/RangeError/)
    expect(await codeOf(() => opened.readWhole('../../etc/passwd', live))).toBe('format damaged')
  })

  test('in a folder of this computer is an error too', async () => {
    const blobs = new Map([...PREPARED].map(([path, bytes]) => [path, new Blob([bytes])]))
    blobs.delete('facets.bin')
    blobs.set('hashes.bin', new Blob([new Uint8Array(PREPARED.get('hashes.bin')?.length ?? 0)]))
    blobs.set('text/index.bin', new Blob([(PREPARED.get('text/index.bin') ?? new Uint8Array()).slice(0, 100)]))
    blobs.set('directions.bin', new Blob([PREPARED.get('directions.bin') ?? '', 'more']))
    const opened = await openPreparedFiles(createFolderStore(blobs), { revision: null, retries: QUICK }, live)
    expect(await codeOf(() => opened.readWhole('facets.bin', live))).toBe('missing')
    expect(await codeOf(() => opened.readChunk('hashes.bin', 0, live))).toBe('wrong-bytes')
    expect(await codeOf(() => opened.readWhole('hashes.bin', live))).toBe('wrong-bytes')
    expect(await codeOf(() => collect(opened.streamChunks('text/index.bin', live)))).toBe('wrong-length')
    expect(await codeOf(() => collect(opened.streamChunks('directions.bin', live)))).toBe('no error')
    expect(await codeOf(() => opened.readWhole('directions.bin', live))).toBe('no error')
  })
})

function stall(response: ServerResponse): void {
  response.writeHead(206, { 'content-length': 100 })
  response.write('x')
}

function drop(response: ServerResponse, bytes: Uint8Array): void {
  response.writeHead(206, { 'content-length': 100 })
  response.write(bytes.subarray(0, 10))
  setTimeout(() => response.destroy(), 10)
}

function sendRange(
  response: ServerResponse,
  bytes: Uint8Array,
  range: string | undefined,
  change: (part: Buffer) => Uint8Array,
): void {
  const [, start = '0', end = ''] = /bytes=(\d+)-(\d+)/.exec(range ?? '') ?? []
  const part = change(Buffer.from(bytes.slice(Number(start), Number(end) + 1)))
  response.writeHead(206, { 'content-range': `bytes ${start}-${end}/${bytes.length}` }).end(part)
}

function flip(part: Buffer): Buffer {
  part[50] = (part[50] ?? 0) ^ 1
  return part
}
