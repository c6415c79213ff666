import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createFileRegistry } from './source-registry'
import type { StoredSource } from './stored-source'

let folder: string
let file: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'alignx-registry-'))
  file = join(folder, 'state', 'sources.json')
})

afterEach(() => rm(folder, { recursive: true, force: true }))

function source(id: string, label = id): StoredSource {
  return { kind: 'url', id, label, network: 'public', shards: [], prepared: null }
}

test('keeps, replaces and removes sources across instances', async () => {
  const registry = createFileRegistry(file)
  expect(await registry.list()).toEqual([])
  await registry.add(source('url-a'))
  await registry.add(source('url-b'))
  await registry.add(source('url-a', 'again'))
  expect((await createFileRegistry(file).list()).map(({ label }) => label)).toEqual(['url-b', 'again'])
  expect([await registry.remove('url-b'), await registry.remove('url-b')]).toEqual([true, false])
  expect((await registry.list()).map(({ id }) => id)).toEqual(['url-a'])
  expect((await stat(file)).mode & 0o777).toBe(0o600)
})

test('twenty changes at once lose none and leave nothing behind', async () => {
  const ids = Array.from({ length: 20 }, (_, index) => `url-${index}`)
  await Promise.all(ids.map((id) => createFileRegistry(file).add(source(id))))
  expect((await createFileRegistry(file).list()).map(({ id }) => id).sort()).toEqual([...ids].sort())
  expect(await readdir(join(folder, 'state'))).toEqual(['sources.json'])
})

test('takes over the lock of a process that has ended, and never overwrites what it cannot read', async () => {
  const registry = createFileRegistry(file)
  await registry.add(source('url-a'))
  await writeFile(`${file}.lock`, '4194305')
  await registry.add(source('url-b'))
  expect(await registry.list()).toHaveLength(2)
  await writeFile(file, '{"version":2}')
  await expect(registry.add(source('url-c'))).rejects.toMatchObject({ code: 'registry-unreadable', status: 503 })
  expect(await readFile(file, 'utf8')).toBe('{"version":2}')
})
