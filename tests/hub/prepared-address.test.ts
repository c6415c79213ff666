import { describe, expect, test } from 'vitest'
import { createRandom } from '@/lib/core/random'
import { randomExamples } from '@/lib/core/random-examples'
import { buildPrepared, type PreparedFolder, setManifest, sha256 } from '@/lib/dataset/prepared/test-prepared'
import { sourceDetailSchema } from '@/lib/sources'
import { startHub } from './hub-server'
import { serveBytes } from './serve-bytes'
import { readProblem } from './source-world'
import { type Answer, setUpUrlWorld } from './url-world'

const PREPARED = buildPrepared(randomExamples(40, createRandom(5)), 40)
const COMMIT = '0123456789abcdef0123456789abcdef01234567'
const { answers, local, world, post, add } = setUpUrlWorld()

function offer(files: PreparedFolder = PREPARED, faults: Readonly<Record<string, Answer>> = {}): string {
  for (const [path, bytes] of files)
    answers.set(`/data/p/${path}`, faults[path] ?? ((request, response) => serveBytes(request, response, bytes)))
  return `${local().origin}/data/p/manifest.json`
}

function textOf(files: PreparedFolder): string {
  return new TextDecoder().decode(files.get('manifest.json'))
}

describe('the address of a manifest', () => {
  test('is a prepared source whose files are passed on by ranges, for good', async () => {
    const source = await add(offer())
    expect(source).toMatchObject({ kind: 'prepared', rows: 40, shardCount: 1, synthetic: true, removable: true })
    expect(source.label).toBe(`p (${new URL(local().origin).host})`)
    for (const [path, bytes] of PREPARED) {
      const response = await world().call('GET', `${source.filesUrl}${path}`)
      expect([path, response.status, sha256(new Uint8Array(await response.arrayBuffer()))]).toEqual([
        path,
        200,
        sha256(bytes),
      ])
      expect(response.headers.get('cache-control')).toMatch(/immutable/)
    }
    const part = await world().call('GET', `${source.filesUrl}text/00000.pack`, { headers: { range: 'bytes=2-9' } })
    expect([part.status, (await part.arrayBuffer()).byteLength]).toEqual([206, 8])
    const both = await world().call('GET', `${source.filesUrl}pieces?ranges=text/00000.pack:2-10,totals.json:0-1`)
    expect((await both.arrayBuffer()).byteLength).toBe(9)
    expect(await readProblem(await world().call('GET', `${source.filesUrl}secret.txt`))).toBe('404 shard-not-found')
    world().configure()
    expect((await world().call('GET', `/api/v1/sources/${source.id}`)).status).toBe(200)
    expect((await world().call('DELETE', `/api/v1/sources/${source.id}`)).status).toBe(204)
  })

  test('keeps its query for every file', async () => {
    const source = await add(`${offer()}?key=secret`)
    await world().call('GET', `${source.filesUrl}totals.json`)
    expect(local().requests.at(-1)?.url).toBe('/data/p/totals.json?key=secret')
    expect(JSON.stringify(source)).not.toContain('secret')
  })

  const whole: Answer = (_request, response) => response.end(PREPARED.get('directions.bin'))
  const short: Answer = (request, response) =>
    serveBytes(request, response, (PREPARED.get('directions.bin') ?? new Uint8Array()).slice(0, 100))
  test.each<[string, () => string, string]>([
    [
      'another JSON',
      () => offer(new Map([['manifest.json', new TextEncoder().encode('{"a":1}')]])),
      '422 url-format-unknown',
    ],
    [
      'a newer version',
      () => offer(setManifest(new Map(PREPARED), JSON.parse(textOf(PREPARED).replace('"version":1', '"version":9')))),
      '422 prepared-damaged',
    ],
    [
      'half a manifest',
      () => offer(new Map(PREPARED).set('manifest.json', new TextEncoder().encode(textOf(PREPARED).slice(0, 900)))),
      '422 prepared-damaged',
    ],
    ['no files beside it', () => offer(new Map([...PREPARED].slice(-1))), '404 upstream-not-found'],
    ['a server without ranges', () => offer(PREPARED, { 'directions.bin': whole }), '422 source-no-ranges'],
    ['a file of another length', () => offer(PREPARED, { 'directions.bin': short }), '422 prepared-damaged'],
    ['nothing at all', () => `${local().origin}/nowhere/manifest.json`, '404 upstream-not-found'],
  ])('with %s is refused', async (_name, address, expected) => {
    expect(await readProblem(await post(address()))).toBe(expected)
  })
})

describe('a folder of the hub that holds a manifest', () => {
  test('is a prepared source pinned to its commit', async () => {
    const files = Object.fromEntries(
      [...PREPARED].map(([path, bytes]) => [`v1/${path}`, { bytes, lfs: path.endsWith('.bin') }]),
    )
    const loose = { 'raw/a.json': { bytes: new TextEncoder().encode('[]'), lfs: false } }
    const datasets = {
      'a/b': { access: 'public', revisions: { main: COMMIT }, files: { ...files, ...loose } },
    } as const
    const hub = await startHub({ token: 't', pageSize: 3, datasets })
    try {
      world().configure({ hubUrl: hub.hub.origin })
      const addHub = async (ref: string) => {
        const response = await world().call('POST', '/api/v1/sources', { body: { kind: 'hub', ref } })
        expect(response.status).toBe(201)
        return sourceDetailSchema.parse(await response.json())
      }
      for (const ref of ['hf://datasets/a/b/v1', 'hf://datasets/a/b@main/v1/manifest.json']) {
        const source = await addHub(ref)
        expect(source).toMatchObject({ kind: 'prepared', rows: 40, removable: true })
        const response = await world().call('GET', `${source.filesUrl}facets.bin`, { headers: { range: 'bytes=0-63' } })
        expect(response.status).toBe(206)
      }
      expect(await addHub('hf://datasets/a/b/raw')).toMatchObject({ kind: 'hub', shardCount: 1, filesUrl: null })
    } finally {
      await hub.close()
    }
  })
})
