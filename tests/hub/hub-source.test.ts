import { stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { sourceDetailSchema, sourceListSchema } from '@/lib/sources'
import { type HubDataset, type LocalHub, startHub } from './hub-server'
import { createSourceWorld, readProblem, type SourceWorld } from './source-world'

const TOKEN = 'hf_test-token'
const COMMIT = '0123456789abcdef0123456789abcdef01234567'
const OLDER = 'fedcba9876543210fedcba9876543210fedcba98'

function bytesOf(length: number, step: number): Uint8Array {
  return Uint8Array.from({ length }, (_, index) => (index * step) % 251)
}

const LARGE = bytesOf(300_000, 7)
const SMALL = bytesOf(1000, 3)

const PUBLIC: HubDataset = {
  access: 'public',
  revisions: { main: COMMIT, 'refs/pr/1': OLDER },
  files: {
    '.gitattributes': { bytes: SMALL, lfs: false },
    'README.md': { bytes: SMALL, lfs: false },
    'dataset_infos.json': { bytes: SMALL, lfs: false },
    'data/train-00000-of-00002.parquet': { bytes: LARGE, lfs: true },
    'data/train-00001-of-00002.parquet': { bytes: LARGE.slice(0, 200_000), lfs: true },
    'data/a b#ü.jsonl.gz': { bytes: SMALL, lfs: false },
    'test.json': { bytes: SMALL, lfs: false },
  },
}

let hub: LocalHub
let world: SourceWorld
let storeFault: ((...args: Parameters<NonNullable<Parameters<typeof startHub>[0]['storeFault']>>) => boolean) | null =
  null

beforeAll(async () => {
  const one = { 'data/one.parquet': { bytes: SMALL, lfs: true } }
  hub = await startHub({
    token: TOKEN,
    pageSize: 3,
    storeFault: (...args) => storeFault?.(...args) ?? false,
    datasets: {
      'AlignX-Org/Align.X': PUBLIC,
      'AlignX-Org/gated': { ...PUBLIC, access: 'gated', files: one },
      'AlignX-Org/private': { ...PUBLIC, access: 'private', files: one },
      'AlignX-Org/spark': { ...PUBLIC, files: { 'all.parquet/part-0.parquet': one['data/one.parquet'] } },
      'AlignX-Org/prose': { ...PUBLIC, files: { 'README.md': { bytes: SMALL, lfs: false } } },
    },
  })
})

beforeEach(async () => {
  world = await createSourceWorld()
  world.configure({ hubUrl: hub.hub.origin })
  hub.hub.requests.length = 0
  hub.store.requests.length = 0
})

afterEach(async () => {
  storeFault = null
  await world.close()
})

afterAll(() => hub.close())

async function add(ref: string, token?: string) {
  const response = await world.call('POST', '/api/v1/sources', {
    body: { kind: 'hub', ref, ...(token === undefined ? {} : { token }) },
  })
  expect(response.status).toBe(201)
  return sourceDetailSchema.parse(await response.json())
}

/** Vitest itself takes seconds to compare the bytes of a shard. */
function expectSame(found: Uint8Array, expected: Uint8Array): void {
  expect(found.length).toBe(expected.length)
  expect(found.findIndex((byte, at) => byte !== expected[at])).toBe(-1)
}

async function readBytes(response: Response): Promise<Uint8Array> {
  return new Uint8Array(await response.arrayBuffer())
}

describe('listing a dataset', () => {
  test('reads all pages, keeps the shards, pins the commit', async () => {
    const source = await add('hf://datasets/AlignX-Org/Align.X')
    expect(source.shards.map(({ name, bytes, ranges }) => [name, bytes, ranges])).toEqual([
      ['data/a b#ü.jsonl.gz', 1000, true],
      ['data/train-00000-of-00002.parquet', 300_000, true],
      ['data/train-00001-of-00002.parquet', 200_000, true],
      ['test.json', 1000, true],
    ])
    expect(source).toMatchObject({
      kind: 'hub',
      label: 'AlignX-Org/Align.X@main',
      revision: COMMIT,
      synthetic: false,
      bytes: 502_000,
      state: 'ready',
      problem: null,
    })
    expect(hub.hub.requests.filter(({ url }) => url.includes('/tree/'))).toHaveLength(3)
    const list = sourceListSchema.parse(await (await world.call('GET', '/api/v1/sources')).json())
    expect(list.sources.map(({ id }) => id)).toEqual(['sample', source.id])
    const again = await world.call('GET', `/api/v1/sources/${source.id}`)
    expect(await again.json()).toEqual(source)
  })

  test('takes a revision with a slash, a folder, and a single file', async () => {
    expect((await add('hf://datasets/AlignX-Org/Align.X@refs%2Fpr%2F1')).revision).toBe(OLDER)
    expect((await add('hf://datasets/AlignX-Org/Align.X/data')).shardCount).toBe(3)
    const file = await add('hf://datasets/AlignX-Org/Align.X@main/data/train-00001-of-00002.parquet')
    expect(file.shards.map(({ name }) => name)).toEqual(['data/train-00001-of-00002.parquet'])
    expect((await add('hf://datasets/AlignX-Org/Align.X/test.json')).shardCount).toBe(1)
  })

  test('a folder with the ending of a shard is a folder', async () => {
    for (const ref of ['hf://datasets/AlignX-Org/spark', 'hf://datasets/AlignX-Org/spark/all.parquet'])
      expect((await add(ref)).shards.map(({ name }) => name)).toEqual(['all.parquet/part-0.parquet'])
  })

  test('adding the same reference again replaces it', async () => {
    const first = await add('hf://datasets/AlignX-Org/Align.X')
    const second = await add('hf://datasets/AlignX-Org/Align.X@main')
    expect(second.id).toBe(first.id)
    const list = sourceListSchema.parse(await (await world.call('GET', '/api/v1/sources')).json())
    expect(list.sources).toHaveLength(2)
  })
})

describe('reading bytes', () => {
  test('every range equals the file, through the redirect and for plain files', async () => {
    const source = await add('hf://datasets/AlignX-Org/Align.X')
    for (const shard of source.shards) {
      const expected = PUBLIC.files[shard.name]?.bytes ?? new Uint8Array()
      const whole = await world.call('GET', shard.url)
      expect(whole.status).toBe(200)
      expectSame(await readBytes(whole), expected)
      const tail = await world.call('GET', shard.url, { headers: { range: 'bytes=-8' } })
      expect(tail.status).toBe(206)
      expect(tail.headers.get('content-range')).toBe(
        `bytes ${expected.length - 8}-${expected.length - 1}/${expected.length}`,
      )
      expectSame(await readBytes(tail), expected.slice(-8))
      const middle = await world.call('GET', shard.url, {
        headers: { range: 'bytes=100-899', 'if-range': shard.etag ?? '' },
      })
      expectSame(await readBytes(middle), expected.slice(100, 900))
    }
  })

  test('the signed link is walked to once and used again', async () => {
    const source = await add('hf://datasets/AlignX-Org/Align.X/data')
    const shard = source.shards.find(({ name }) => name.includes('00000'))
    hub.hub.requests.length = 0
    for (let start = 0; start < 5; start += 1) {
      const response = await world.call('GET', shard?.url ?? '', { headers: { range: `bytes=${start}-${start + 9}` } })
      expectSame(await readBytes(response), LARGE.slice(start, start + 10))
    }
    expect(hub.hub.requests).toHaveLength(1)
  })

  test('an expired link is resolved anew once', async () => {
    const source = await add('hf://datasets/AlignX-Org/Align.X/data/train-00000-of-00002.parquet')
    const url = source.shards[0]?.url ?? ''
    expect((await readBytes(await world.call('GET', url, { headers: { range: 'bytes=0-9' } }))).length).toBe(10)
    hub.expireLinks()
    hub.hub.requests.length = 0
    const response = await world.call('GET', url, { headers: { range: 'bytes=10-19' } })
    expect(response.status).toBe(206)
    expectSame(await readBytes(response), LARGE.slice(10, 20))
    expect(hub.hub.requests).toHaveLength(1)
  })

  test('a link that is refused as soon as it is signed is an error, not a loop', async () => {
    const source = await add('hf://datasets/AlignX-Org/Align.X/data/train-00000-of-00002.parquet')
    hub.expireLinks()
    storeFault = (_request, response) => {
      response.writeHead(403)
      response.end()
      return true
    }
    hub.store.requests.length = 0
    const response = await world.call('GET', source.shards[0]?.url ?? '', { headers: { range: 'bytes=0-9' } })
    expect(await readProblem(response)).toBe('502 upstream-refused')
    expect(hub.store.requests.length).toBeLessThanOrEqual(2)
  })

  test('a store that drops the connection is taken up at the byte where it stopped', async () => {
    const source = await add('hf://datasets/AlignX-Org/Align.X/data/train-00000-of-00002.parquet')
    let drops = 1
    storeFault = (request, response, bytes) => {
      if (drops === 0) return false
      drops -= 1
      const start = Number(/bytes=(\d+)/.exec(request.headers.range ?? '')?.[1])
      response.writeHead(206, {
        'content-length': bytes.length - start,
        'content-range': `bytes ${start}-${bytes.length - 1}/${bytes.length}`,
      })
      response.write(bytes.subarray(start, start + 100_000), () => setTimeout(() => response.destroy(), 20))
      return true
    }
    hub.store.requests.length = 0
    expectSame(await readBytes(await world.call('GET', source.shards[0]?.url ?? '')), LARGE)
    expect(hub.store.requests.map(({ headers }) => headers.range)).toEqual(['bytes=0-299999', 'bytes=100000-299999'])
  })

  test('a store that drops it twice breaks the body instead of shortening it', async () => {
    const source = await add('hf://datasets/AlignX-Org/Align.X/data/train-00000-of-00002.parquet')
    storeFault = (request, response, bytes) => {
      const start = Number(/bytes=(\d+)/.exec(request.headers.range ?? '')?.[1])
      response.writeHead(206, {
        'content-length': bytes.length - start,
        'content-range': `bytes ${start}-${bytes.length - 1}/${bytes.length}`,
      })
      response.write(bytes.subarray(start, start + 1000), () => setTimeout(() => response.destroy(), 20))
      return true
    }
    const response = await world.call('GET', source.shards[0]?.url ?? '')
    await expect(response.arrayBuffer()).rejects.toMatchObject({ code: 'upstream-dropped' })
  })
})

describe('tokens', () => {
  test('go to the hub alone, never to the store, never into an answer', async () => {
    const source = await add('hf://datasets/AlignX-Org/private', TOKEN)
    const response = await world.call('GET', source.shards[0]?.url ?? '', { headers: { range: 'bytes=0-9' } })
    expectSame(await readBytes(response), SMALL.slice(0, 10))
    expect(hub.hub.requests.every(({ headers }) => headers.authorization === `Bearer ${TOKEN}`)).toBe(true)
    expect(hub.store.requests.length).toBeGreaterThan(0)
    expect(hub.store.requests.every(({ headers }) => headers.authorization === undefined)).toBe(true)
    const answers = await Promise.all(
      ['/api/v1/sources', `/api/v1/sources/${source.id}`].map(async (path) => (await world.call('GET', path)).text()),
    )
    expect(JSON.stringify(source) + answers.join('')).not.toContain(TOKEN)
    expect((await stat(join(world.folder, 'sources.json'))).mode & 0o777).toBe(0o600)
  })

  test('of the environment open a gated dataset, and only on the hub of the environment', async () => {
    world.configure({ hubUrl: hub.hub.origin, hubToken: TOKEN })
    const source = await add('hf://datasets/AlignX-Org/gated')
    expect((await world.call('GET', source.shards[0]?.url ?? '')).status).toBe(200)
    world.configure({ hubUrl: 'http://127.0.0.1:9', hubToken: TOKEN })
    expect(await readProblem(await world.call('GET', source.shards[0]?.url ?? ''))).toBe('403 hub-gated')
  })
})

test.each([
  ['a gated dataset without a token', 'hf://datasets/AlignX-Org/gated', undefined, '403 hub-gated'],
  ['a gated dataset with a bad token', 'hf://datasets/AlignX-Org/gated', 'hf_bad', '403 hub-token-refused'],
  ['a private dataset without a token', 'hf://datasets/AlignX-Org/private', undefined, '404 hub-not-found'],
  ['a missing dataset', 'hf://datasets/AlignX-Org/missing', undefined, '404 hub-not-found'],
  ['a missing dataset with a good token', 'hf://datasets/AlignX-Org/missing', TOKEN, '404 hub-not-found'],
  ['a missing revision', 'hf://datasets/AlignX-Org/Align.X@v9', undefined, '404 hub-revision-not-found'],
  ['a missing folder', 'hf://datasets/AlignX-Org/Align.X/nowhere', undefined, '404 hub-path-not-found'],
  ['a missing file', 'hf://datasets/AlignX-Org/Align.X/data/none.parquet', undefined, '404 hub-path-not-found'],
  ['a dataset without shards', 'hf://datasets/AlignX-Org/prose', undefined, '422 source-empty'],
])('%s is refused and nothing is kept', async (_name, ref, token, expected) => {
  const response = await world.call('POST', '/api/v1/sources', {
    body: { kind: 'hub', ref, ...(token === undefined ? {} : { token }) },
  })
  expect(await readProblem(response)).toBe(expected)
  const list = sourceListSchema.parse(await (await world.call('GET', '/api/v1/sources')).json())
  expect(list.sources.map(({ id }) => id)).toEqual(['sample'])
})

test('a damaged registry is said, kept as it is, and the sample stays listed', async () => {
  await writeFile(join(world.folder, 'sources.json'), '{"version":1,"sources":[{"kind":"hub"}]}')
  const list = sourceListSchema.parse(await (await world.call('GET', '/api/v1/sources')).json())
  expect(list.problems.map(({ code }) => code)).toEqual(['registry-unreadable'])
  expect(list.sources.map(({ id }) => id)).toEqual(['sample'])
  const added = await world.call('POST', '/api/v1/sources', {
    body: { kind: 'hub', ref: 'hf://datasets/AlignX-Org/Align.X' },
  })
  expect(await readProblem(added)).toBe('503 registry-unreadable')
})
