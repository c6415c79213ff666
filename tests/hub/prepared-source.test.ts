import { mkdir, readFile, symlink, truncate, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createRandom } from '@/lib/core/random'
import { randomExamples } from '@/lib/core/random-examples'
import { buildPrepared, type PreparedFolder, sha256 } from '@/lib/dataset/prepared/test-prepared'
import { sourceDetailSchema, sourceListSchema, sourceService } from '@/lib/sources'
import { createSourceWorld, readProblem, type SourceWorld } from './source-world'

const PREPARED = buildPrepared(randomExamples(60, createRandom(3)), 25)
const REVISION = sha256(PREPARED.get('manifest.json') ?? new Uint8Array()).slice(0, 16)
const ID = `prepared-${REVISION.slice(0, 12)}`
const FILES = `/data/sources/${ID}/${REVISION}/`

let world: SourceWorld
let data: string

beforeEach(async () => {
  world = await createSourceWorld()
  data = join(world.folder, 'data')
  world.configure({ dataFolder: data })
})

afterEach(() => world.close())

async function writeFolder(folder: string, files: PreparedFolder = PREPARED): Promise<void> {
  for (const [path, bytes] of files) {
    await mkdir(dirname(join(folder, path)), { recursive: true })
    await writeFile(join(folder, path), bytes)
  }
}

async function listed() {
  return sourceListSchema.parse(await (await world.call('GET', '/api/v1/sources')).json()).sources
}

async function read(path: string, headers: Record<string, string> = {}) {
  const response = await world.call('GET', FILES + path, { headers })
  return { response, bytes: new Uint8Array(await response.arrayBuffer()) }
}

describe('the totals of a prepared folder', () => {
  test('come with its manifest', async () => {
    await writeFolder(join(data, 'all'))
    const totals = await sourceService().readTotals(ID)
    expect(totals?.manifest.rows).toBe(60)
    expect(totals?.text).toBe(new TextDecoder().decode(PREPARED.get('totals.json')))
  })

  test.each<[string, (folder: string) => Promise<void>]>([
    ['changed', (folder) => writeFile(join(folder, 'totals.json'), '{}')],
    ['of a damaged dataset', (folder) => writeFile(join(folder, 'manifest.json'), '{"format":"alignx-prepared"}')],
  ])('%s are not given', async (_, spoil) => {
    await writeFolder(join(data, 'all'))
    await spoil(join(data, 'all'))
    expect(await sourceService().readTotals(ID)).toBeNull()
  })

  test('of any other source are not there', async () => {
    for (const id of ['sample', 'folder', 'prepared-000000000000', '../all'])
      expect(await sourceService().readTotals(id)).toBeNull()
  })
})

describe('a prepared folder of this server', () => {
  test('is a source of its own, beside the loose shards', async () => {
    await writeFolder(join(data, 'all', 'prepared'))
    await writeFile(join(data, 'all', 'prepared', 'stray.json'), '[]')
    await writeFile(join(data, 'ten.parquet'), '0123456789')
    const sources = await listed()
    expect(sources.map(({ id, kind }) => [id, kind])).toEqual([
      ['sample', 'sample'],
      ['folder', 'folder'],
      [ID, 'prepared'],
    ])
    expect(sources[1]).toMatchObject({ shardCount: 1 })
    expect(sources[2]).toMatchObject({
      label: 'all/prepared',
      synthetic: true,
      rows: 60,
      shardCount: 3,
      state: 'ready',
      removable: false,
      problem: null,
    })
    const detail = sourceDetailSchema.parse(await (await world.call('GET', `/api/v1/sources/${ID}`)).json())
    expect(detail).toMatchObject({ revision: REVISION, filesUrl: FILES, shards: [] })
    expect(await readProblem(await world.call('DELETE', `/api/v1/sources/${ID}`))).toBe('409 source-built-in')
  })

  test('can be the data folder itself, which then is no folder of shards', async () => {
    await writeFolder(data)
    expect((await listed()).map(({ id, label }) => [id, label])).toEqual([
      ['sample', 'Synthetic sample'],
      [ID, 'data'],
    ])
  })

  test('is served whole and by ranges, for good', async () => {
    await writeFolder(join(data, 'p'))
    for (const [path, bytes] of PREPARED) {
      const whole = await read(path)
      expect([whole.response.status, sha256(whole.bytes)]).toEqual([200, sha256(bytes)])
      expect(whole.response.headers.get('cache-control')).toBe('public, max-age=31536000, immutable, no-transform')
      expect(whole.response.headers.get('etag')).toMatch(/^"[0-9a-f]{16,32}"$/)
    }
    const { response, bytes } = await read('hashes.bin', { range: 'bytes=64-83', 'accept-encoding': 'br, gzip' })
    expect(response.status).toBe(206)
    expect(response.headers.get('content-encoding')).toBeNull()
    expect(bytes).toEqual(new Uint8Array(PREPARED.get('hashes.bin')?.slice(64, 84) ?? []))
  })

  test('offers the compressed twins of its files', async () => {
    await writeFolder(join(data, 'p'))
    const plain = PREPARED.get('directions.bin') ?? new Uint8Array()
    await writeFile(join(data, 'p', 'directions.bin.gz'), gzipSync(plain))
    const { response, bytes } = await read('directions.bin.gz', { 'accept-encoding': 'gzip' })
    expect(response.headers.get('content-type')).toBe('application/gzip')
    expect(response.headers.get('content-encoding')).toBeNull()
    expect(sha256(gunzipSync(bytes))).toBe(sha256(plain))
    const part = await read('directions.bin.gz', { range: 'bytes=0-1' })
    expect([part.response.status, ...part.bytes]).toEqual([206, 0x1f, 0x8b])
    expect(await readProblem(await world.call('GET', `${FILES}history.bin.gz`))).toBe('404 shard-not-found')
    expect(await readProblem(await world.call('GET', `${FILES}stray.json.gz`))).toBe('404 shard-not-found')
  })

  test('sends ranges of several files in one answer', async () => {
    await writeFolder(join(data, 'p'))
    const { response, bytes } = await read('pieces?ranges=text/00000.pack:3-9,20-22,hashes.bin:64-84')
    expect(response.status).toBe(200)
    const part = (path: string, start: number, end: number) =>
      (PREPARED.get(path) ?? new Uint8Array()).slice(start, end)
    const expected = [part('text/00000.pack', 3, 9), part('text/00000.pack', 20, 22), part('hashes.bin', 64, 84)]
    expect(Buffer.from(bytes)).toEqual(Buffer.concat(expected))
  })

  test.each([
    ['', '416 range-invalid'],
    ['0-9', '416 range-invalid'],
    ['hashes.bin:9-9', '416 range-invalid'],
    ['hashes.bin:9-3', '416 range-invalid'],
    ['hashes.bin:-3', '416 range-invalid'],
    ['../secret:0-9', '416 range-invalid'],
    ['hashes.bin:0-99999999999', '416 range-invalid'],
    ['hashes.bin:0-9999999', '416 range-unsatisfiable'],
    ['stray.json:0-2', '404 shard-not-found'],
    [`hashes.bin:${'0-1,'.repeat(200)}0-1`, '416 range-invalid'],
  ])('refuses pieces that cannot be had: %s', async (ranges, expected) => {
    await writeFolder(join(data, 'p'))
    await writeFile(join(data, 'p', 'stray.json'), '[]')
    const response = await world.call('GET', `${FILES}pieces?ranges=${ranges}`)
    expect(await readProblem(response)).toBe(expected)
  })

  test.each([
    ['stray.json', '404 shard-not-found'],
    ['text/../manifest.json', '404 shard-not-found'],
    ['..%2F..%2Fsecret', '400 path-refused'],
    ['%2e%2e/secret', '404 source-not-found'],
  ])('gives no other file: %s', async (path, expected) => {
    await writeFolder(join(data, 'p'))
    await writeFile(join(data, 'p', 'stray.json'), '[]')
    const response = await world.call('GET', FILES + path)
    if (response.ok) expect(await response.text()).toBe(new TextDecoder().decode(PREPARED.get('manifest.json')))
    else expect([expected, '404 shard-not-found']).toContain(await readProblem(response))
  })

  test('does not mix two preparations', async () => {
    await writeFolder(join(data, 'p'))
    expect((await read('totals.json')).response.status).toBe(200)
    await writeFolder(join(data, 'p'), buildPrepared(randomExamples(61, createRandom(4)), 25))
    expect(await readProblem(await world.call('GET', `${FILES}totals.json`))).toBe('404 source-not-found')
    const other = (await listed()).find(({ kind }) => kind === 'prepared')
    const stale = `/data/sources/${other?.id}/${REVISION}/totals.json`
    expect(await readProblem(await world.call('GET', stale))).toBe('409 source-changed')
    expect(await readProblem(await world.call('GET', `/data/sources/${other?.id}/totals.json`))).toBe(
      '404 shard-not-found',
    )
  })

  test('with a file of another length, missing or elsewhere is named', async () => {
    await writeFolder(join(data, 'p'))
    await truncate(join(data, 'p', 'hashes.bin'), 100)
    expect(await readProblem(await world.call('GET', `${FILES}hashes.bin`))).toBe('422 prepared-damaged')
    const rest = new Map([...PREPARED].filter(([path]) => path !== 'facets.bin' && path !== 'totals.json'))
    await writeFolder(join(data, 'q'), rest)
    await symlink('/etc/hostname', join(data, 'q', 'totals.json'))
    world.configure({ dataFolder: join(data, 'q') })
    expect(await readProblem(await world.call('GET', `${FILES}facets.bin`))).toBe('404 shard-not-found')
    expect(await readProblem(await world.call('GET', `${FILES}totals.json`))).toBe('403 folder-link-refused')
  })

  test.each([
    ['a newer version', (text: string) => text.replace('"version":1', '"version":2'), /version 2/],
    ['rows that do not add up', (text: string) => text.replace('"rows":60', '"rows":59'), /rows/],
    ['half a manifest', (text: string) => text.slice(0, text.length / 2), /no whole JSON/],
    ['a path that leaves the folder', (text: string) => text.replaceAll('totals.json', '../totals.json'), /files/],
  ])('with %s is listed as unreadable and says why', async (_name, change, message) => {
    await writeFolder(join(data, 'p'))
    const text = await readFile(join(data, 'p', 'manifest.json'), 'utf8')
    await writeFile(join(data, 'p', 'manifest.json'), change(text))
    const source = (await listed()).find(({ kind }) => kind === 'prepared')
    expect(source).toMatchObject({ state: 'unavailable', problem: { code: 'prepared-damaged' } })
    expect(source?.problem?.message).toMatch(message)
  })

  test('leaves other manifests to the folder of shards', async () => {
    await mkdir(data, { recursive: true })
    await writeFile(join(data, 'manifest.json'), '{"name": "something else"}')
    await writeFile(join(data, 'a.json'), '[]')
    expect((await listed()).map(({ id }) => id)).toEqual(['sample', 'folder'])
  })
})
