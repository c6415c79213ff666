import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import { createDirectionIndex } from '@/lib/core/direction-index'
import type { Example } from '@/lib/core/example'
import { encodeHeader, HEADER_BYTES } from '@/lib/core/prepared/file-header'
import { parseManifest } from '@/lib/core/prepared/manifest'
import { PREPARED_FILES } from '@/lib/core/prepared/manifest-files'
import { bitmapFileBytes, SEGMENT_ROWS, segmentBytes } from '@/lib/core/prepared/segments'
import { createRandom } from '@/lib/core/random'
import { randomExamples } from '@/lib/core/random-examples'
import { BEGUN_ID } from './begun-index'
import { createDirectionIndexClient, type DirectionIndexClient, IndexWorkerError } from './direction-index-client'
import type { IndexReply, IndexRequest } from './direction-index-protocol'
import { serveDirectionIndex } from './direction-index-server'
import { NO_CACHE } from './prepared/byte-cache'
import { createPartReader, type PartProgress, type PreparedIndexPart } from './prepared/part-reader'
import type { IndexPartKey } from './prepared/prepared-state'
import { buildPrepared, type PreparedFolder, sha256 } from './prepared/test-prepared'

const everyRow = { filter: { kind: 'all', filters: [] }, masks: [] } as const
const never = new AbortController().signal
const nobody = () => undefined
const ports: MessagePort[] = []

afterEach(() => {
  for (const port of ports.splice(0)) port.close()
})

let examples: readonly Example[]
let folder: PreparedFolder
beforeAll(() => {
  examples = randomExamples(300, createRandom(41))
  folder = buildPrepared(examples, 110)
})

/** A worker on the other end of a channel. */
function startWorker(): MessagePort {
  const { port1, port2 } = new MessageChannel()
  ports.push(port1)
  const reply = (said: IndexReply) => port2.postMessage(said)
  const take = serveDirectionIndex(
    createDirectionIndex(),
    reply,
    createPartReader(() => NO_CACHE),
  )
  port2.onmessage = ({ data }) => take(data)
  return port1
}

function openIndex(): DirectionIndexClient {
  return createDirectionIndexClient(startWorker)
}

function partOf(files: PreparedFolder, part: IndexPartKey): PreparedIndexPart {
  const blobs = new Map([...files].map(([path, bytes]) => [path, new Blob([bytes])]))
  const manifest = parseManifest(new TextDecoder().decode(files.get('manifest.json')))
  return { place: { kind: 'folder', files: blobs }, manifest, part }
}

/** The directions of 70,000 rows without any. */
function twoSegments(): PreparedIndexPart {
  const rows = 70_000
  const bytes = new Uint8Array(bitmapFileBytes('directions', rows))
  bytes.set(encodeHeader('directions', { rows, fields: [] }))
  const piece = segmentBytes('directions')
  const hashes = [0, 1].map((at) => sha256(bytes.subarray(HEADER_BYTES + at * piece, HEADER_BYTES + (at + 1) * piece)))
  const entry = { bytes: bytes.length, sha256: sha256(bytes), chunks: { bytes: piece, sha256: hashes } }
  return {
    place: { kind: 'folder', files: new Map([[PREPARED_FILES.directions, new Blob([bytes])]]) },
    manifest: { rows, facets: [], shards: [], files: { [PREPARED_FILES.directions]: entry } },
    part: 'directions',
  }
}

const withDirection = () => examples.filter(({ direction }) => direction !== null).length

describe('parts of a prepared dataset', () => {
  test('are read in the worker, and what the rows lack is told', async () => {
    const index = openIndex()
    const told: PartProgress[] = []
    await index.loadPart(partOf(folder, 'directions'), (progress) => told.push(progress), never)
    expect(told.map(({ bytesDone }) => bytesDone)).toEqual([(folder.get('directions.bin')?.length ?? 0) - 64])
    expect(index.state()).toMatchObject({ phase: 'ready', rows: 300, lacks: ['history', 'facets'] })
    expect((await index.countPoles(everyRow, never)).withDirection).toBe(withDirection())
    await expect(index.histograms(everyRow, never)).rejects.toThrow('not loaded yet')
    await index.loadPart(partOf(folder, 'history'), nobody, never)
    await index.loadPart(partOf(folder, 'facets'), nobody, never)
    expect(index.state()).toMatchObject({ lacks: [] })
    const page = { filter: { kind: 'shard', shard: 1 }, masks: [], offset: 0, limit: 3 } as const
    const found = await index.page({ ...page, sort: { key: 'row_number', descending: false } }, never)
    expect(Array.from(found.rows)).toEqual([110, 111, 112])
  })

  test('change the version with every piece, and questions see whole pieces alone', async () => {
    const index = openIndex()
    const versions: number[] = []
    const totals: Promise<number>[] = []
    await index.loadPart(
      twoSegments(),
      () => {
        versions.push(index.version())
        totals.push(index.countPoles(everyRow, never).then(({ total }) => total))
      },
      never,
    )
    expect(versions).toHaveLength(2)
    expect(versions[1]).toBeGreaterThan(versions[0] ?? 0)
    const [first, last] = await Promise.all(totals)
    expect([SEGMENT_ROWS, 70_000]).toContain(first)
    expect(last).toBe(70_000)
  })

  test('that are damaged are named, and the index lives on', async () => {
    const index = openIndex()
    await index.loadPart(partOf(folder, 'directions'), nobody, never)
    const damaged = new Map(folder).set('history.bin', new Uint8Array(folder.get('history.bin')?.length ?? 0))
    const loading = index.loadPart(partOf(damaged, 'history'), nobody, never)
    await expect(loading).rejects.toMatchObject({ name: 'LoadError', code: 'prepared' })
    await expect(loading).rejects.toThrow('history.bin')
    expect(index.state()).toMatchObject({ phase: 'ready', lacks: ['history', 'facets'] })
    await index.loadPart(partOf(folder, 'history'), nobody, never)
    expect(index.state()).toMatchObject({ lacks: ['facets'] })
  })

  test('that do not follow the rows in the index end it', async () => {
    const index = openIndex()
    await index.loadPart(partOf(folder, 'directions'), nobody, never)
    const again = index.loadPart(partOf(folder, 'directions'), nobody, never)
    await expect(again).rejects.toThrow(IndexWorkerError)
    expect(index.state().phase).toBe('failed')
  })

  test.each(['before anything is read', 'between two pieces'])('given up %s leave nothing behind', async (when) => {
    const index = openIndex()
    const abort = new AbortController()
    const giveUp = () => abort.abort(new Error('enough'))
    const loading = index.loadPart(twoSegments(), giveUp, abort.signal)
    if (when === 'before anything is read') giveUp()
    await expect(loading).rejects.toThrow('enough')
    index.reset()
    expect((await index.countPoles(everyRow, never)).total).toBe(0)
    expect(index.state()).toEqual({ phase: 'empty' })
    await index.loadPart(partOf(folder, 'directions'), nobody, never)
    expect(index.state()).toMatchObject({ phase: 'ready', rows: 300 })
  })
})

describe('a worker that was begun before the page', () => {
  function begin(part: PreparedIndexPart) {
    const port = startWorker()
    const replies: IndexReply[] = []
    const heard = new Promise<void>((resolve) => {
      port.onmessage = ({ data }: MessageEvent<IndexReply>) => {
        replies.push(data)
        if (data.kind !== 'part-progress') resolve()
      }
    })
    port.postMessage({ id: BEGUN_ID, kind: 'load-part', ...part } satisfies IndexRequest)
    return { port, replies, heard }
  }

  /** A client that may take the begun worker over, and the workers that it started itself. */
  function openOver(begun: ReturnType<typeof begin>) {
    const started: MessagePort[] = []
    const own = () => {
      const port = startWorker()
      started.push(port)
      return port
    }
    return { client: createDirectionIndexClient(own, () => begun), started }
  }

  test.each(['before', 'after'] as const)('is taken over %s it has read the directions', async (when) => {
    const begun = begin(partOf(folder, 'directions'))
    if (when === 'after') await begun.heard
    const { client, started } = openOver(begun)
    const told: PartProgress[] = []
    await client.loadPart(partOf(folder, 'directions'), (progress) => told.push(progress), never)
    expect(told).toHaveLength(1)
    expect(client.state()).toMatchObject({ phase: 'ready', rows: 300 })
    expect((await client.countPoles(everyRow, never)).withDirection).toBe(withDirection())
    await client.loadPart(partOf(folder, 'history'), nobody, never)
    expect(client.state()).toMatchObject({ lacks: ['facets'] })
    expect(started).toEqual([])
  })

  test('tells what it could not read', async () => {
    const damaged = new Map(folder)
    damaged.delete('directions.bin')
    const part = partOf(damaged, 'directions')
    const begun = begin(part)
    await begun.heard
    const loading = openOver(begun).client.loadPart(part, nobody, never)
    await expect(loading).rejects.toThrow(/^directions\.bin is not in the folder/)
  })

  test('ends its reading when that is given up after it was taken over', async () => {
    const { client, started } = openOver(begin(twoSegments()))
    const abort = new AbortController()
    const loading = client.loadPart(twoSegments(), () => abort.abort(new Error('enough')), abort.signal)
    await expect(loading).rejects.toThrow('enough')
    client.reset()
    expect((await client.countPoles(everyRow, never)).total).toBe(0)
    expect(started).toEqual([])
  })

  test('is left alone where rows came first', async () => {
    const { client, started } = openOver(begin(partOf(folder, 'directions')))
    expect((await client.countPoles(everyRow, never)).total).toBe(0)
    await client.loadPart(partOf(folder, 'directions'), nobody, never)
    expect(started).toHaveLength(1)
    expect(client.state()).toMatchObject({ rows: 300 })
  })
})
