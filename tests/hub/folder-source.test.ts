import { execFileSync } from 'node:child_process'
import { appendFile, mkdir, symlink, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { sourceDetailSchema, sourceListSchema } from '@/lib/sources'
import { createSourceWorld, readProblem, type SourceWorld } from './source-world'

const DIGITS = '0123456789'
const TEN = '/data/sources/folder/ten.parquet'

let world: SourceWorld
let data: string

beforeEach(async () => {
  world = await createSourceWorld()
  data = join(world.folder, 'data')
  await mkdir(join(data, 'deep', 'er'), { recursive: true })
  await writeFile(join(data, 'ten.parquet'), DIGITS)
  world.configure({ dataFolder: data })
})

afterEach(() => world.close())

async function describeFolder() {
  return sourceDetailSchema.parse(await (await world.call('GET', '/api/v1/sources/folder')).json())
}

test('lists every shard, in order, and says what it leaves out', async () => {
  for (const name of [
    'b.json',
    'a.JSONL',
    'deep/c.jsonl.gz',
    'deep/er/d.ndjson',
    'deep/ä #?.json',
    'notes.txt',
    '.hidden.json',
    'deep/.git.json',
    'dataset_info.json',
  ])
    await writeFile(join(data, name), '[]')
  await symlink('../b.json', join(data, 'deep', 'inside.json'))
  await symlink('deep', join(data, 'again'))
  await symlink('/etc/hostname', join(data, 'out.json'))
  execFileSync('mkfifo', [join(data, 'pipe.json')])
  const folder = await describeFolder()
  expect(folder.shards.map(({ name }) => name)).toEqual([
    'a.JSONL',
    'b.json',
    'deep/c.jsonl.gz',
    'deep/er/d.ndjson',
    'deep/inside.json',
    'deep/ä #?.json',
    'ten.parquet',
  ])
  expect(folder).toMatchObject({
    state: 'ready',
    synthetic: false,
    bytes: 22,
    problem: { code: 'folder-link-refused' },
  })
  for (const { url, bytes, etag } of folder.shards) {
    const response = await world.call('GET', url)
    expect([response.status, (await response.arrayBuffer()).byteLength, response.headers.get('etag')]).toEqual([
      200,
      bytes,
      etag,
    ])
  }
  expect(await readProblem(await world.call('GET', '/data/sources/folder/pipe.json'))).toBe('404 shard-not-found')
})

test.each([
  [undefined, 200, null, DIGITS],
  ['bytes=0-', 206, 'bytes 0-9/10', DIGITS],
  ['bytes=2-4', 206, 'bytes 2-4/10', '234'],
  ['bytes=9-9', 206, 'bytes 9-9/10', '9'],
  ['bytes=7-999', 206, 'bytes 7-9/10', '789'],
  ['bytes=-3', 206, 'bytes 7-9/10', '789'],
  ['bytes=-99', 206, 'bytes 0-9/10', DIGITS],
  ['Bytes = 1-2', 206, 'bytes 1-2/10', '12'],
  ['lines=1-2', 200, null, DIGITS],
])('the range %s', async (range, status, contentRange, text) => {
  const headers: Record<string, string> = range === undefined ? {} : { range }
  const response = await world.call('GET', TEN, { headers })
  expect([response.status, response.headers.get('content-range'), response.headers.get('content-length')]).toEqual([
    status,
    contentRange,
    String(text.length),
  ])
  expect(response.headers.get('cache-control')).toBe('private, no-cache, no-transform')
  expect(await response.text()).toBe(text)
  const head = await world.call('HEAD', TEN, { headers })
  expect([head.status, head.headers.get('content-length'), await head.text()]).toEqual([
    status,
    String(text.length),
    '',
  ])
})

test('conditions: not modified, a range of the same file only, a precondition', async () => {
  const etag = (await world.call('HEAD', TEN)).headers.get('etag') ?? ''
  const status = async (headers: Record<string, string>) => {
    const response = await world.call('GET', TEN, { headers })
    await response.body?.cancel()
    return response.status
  }
  expect(await status({ 'if-none-match': etag })).toBe(304)
  expect(await status({ 'if-none-match': `"x", W/${etag}` })).toBe(304)
  expect(await status({ 'if-none-match': '"x"' })).toBe(200)
  expect(await status({ 'if-range': etag, range: 'bytes=0-1' })).toBe(206)
  expect(await status({ 'if-range': `W/${etag}`, range: 'bytes=0-1' })).toBe(200)
  expect(await status({ 'if-range': 'Wed, 21 Oct 2015 07:28:00 GMT', range: 'bytes=0-1' })).toBe(200)
  expect(await status({ 'if-match': etag, range: 'bytes=0-1' })).toBe(206)
  expect(await status({ 'if-match': `W/${etag}` })).toBe(412)
  await appendFile(join(data, 'ten.parquet'), 'x')
  expect(await status({ 'if-none-match': etag })).toBe(200)
  expect(await status({ 'if-range': etag, range: 'bytes=0-1' })).toBe(200)
  expect(await readProblem(await world.call('GET', TEN, { headers: { 'if-match': etag } }))).toBe('412 shard-changed')
})

test('an empty file is sent whole and has no ranges to ask for', async () => {
  await writeFile(join(data, 'none.json'), '')
  const whole = await world.call('GET', '/data/sources/folder/none.json')
  expect([whole.status, whole.headers.get('content-length'), await whole.text()]).toEqual([200, '0', ''])
  const tail = await world.call('GET', '/data/sources/folder/none.json', { headers: { range: 'bytes=-8' } })
  expect(await readProblem(tail)).toBe('416 range-unsatisfiable')
})

test('a file that shrinks while it is read breaks the body, and giving up closes the file', async () => {
  const path = join(data, 'large.parquet')
  await writeFile(path, '')
  await truncate(path, 64 * 1024 * 1024)
  const response = await world.call('GET', '/data/sources/folder/large.parquet')
  const reader = response.body?.getReader()
  expect((await reader?.read())?.value?.byteLength).toBe(256 * 1024)
  await truncate(path, 1024 * 1024)
  const rest = async () => {
    for (;;) if ((await reader?.read())?.done !== false) return 'complete'
  }
  await expect(rest()).rejects.toMatchObject({ code: 'source-changed' })
  const controller = new AbortController()
  const other = await world.call('GET', '/data/sources/folder/large.parquet', { signal: controller.signal })
  controller.abort()
  await expect(other.arrayBuffer()).rejects.toThrow()
})

test('a missing folder is listed as unavailable, an empty one as empty', async () => {
  world.configure({ dataFolder: join(world.folder, 'gone') })
  const list = sourceListSchema.parse(await (await world.call('GET', '/api/v1/sources')).json())
  expect(list.sources[1]).toMatchObject({ id: 'folder', state: 'unavailable', problem: { code: 'folder-missing' } })
  world.configure({ dataFolder: join(data, 'deep') })
  expect(await describeFolder()).toMatchObject({ state: 'empty', problem: null })
})
