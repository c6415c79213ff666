import { readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { firstRowsSchema, sourceDetailSchema, sourceService } from '@/lib/sources'
import { runSample } from '@/scripts/sample/run-sample'
import { createSourceWorld, readProblem, type SourceWorld } from './source-world'

let world: SourceWorld
let sample: string

beforeAll(async () => {
  world = await createSourceWorld()
  sample = join(world.folder, 'sample')
  await runSample(['--rows', '60', '--shards', '2', '--seed', '1', '--out', sample])
}, 60_000)

afterAll(() => world.close())

async function describeSample() {
  return sourceDetailSchema.parse(await (await world.call('GET', '/api/v1/sources/sample')).json())
}

test('what the generator writes is offered, called synthetic, and read back byte for byte', async () => {
  const detail = await describeSample()
  expect(detail).toMatchObject({
    id: 'sample',
    kind: 'sample',
    synthetic: true,
    shardCount: 2,
    state: 'ready',
    problem: null,
  })
  expect(detail.revision).toMatch(/^[0-9a-f]{16}$/)
  for (const { name, url, bytes } of detail.shards) {
    const file = await readFile(join(sample, name))
    expect(file.byteLength).toBe(bytes)
    expect(Buffer.from(await (await world.call('GET', url)).arrayBuffer()).equals(file)).toBe(true)
  }
  expect(await readProblem(await world.call('GET', '/data/sources/sample/first-rows.json'))).toBe('404 shard-not-found')
})

test('the first rows are there before any database', async () => {
  const page = await sourceService().readFirstRows('sample')
  expect(page.rows).toHaveLength(50)
  expect(page.totals.rows).toBe(60)
  expect(page.totals.positive.some((count) => count > 0)).toBe(true)
  await expect(sourceService().readFirstRows('folder')).rejects.toMatchObject({ code: 'source-not-found' })
})

test('damage is named, and what is whole can still be opened', async () => {
  const [first, second] = (await describeSample()).shards
  await truncate(join(sample, first?.name ?? ''), 100)
  expect(await describeSample()).toMatchObject({ shardCount: 1, state: 'ready', problem: { code: 'sample-damaged' } })
  expect((await world.call('HEAD', second?.url ?? '')).status).toBe(200)

  const good = firstRowsSchema.parse(JSON.parse(await readFile(join(sample, 'first-rows.json'), 'utf8')))
  const bad = [
    '',
    '{',
    '[]',
    JSON.stringify({ ...good, synthetic: false }),
    JSON.stringify({ ...good, rows: [{}] }),
    JSON.stringify({ ...good, totals: { rows: 1, positive: [1], negative: [] } }),
    JSON.stringify({ ...good, totals: { ...good.totals, facets: {} } }),
  ]
  for (const text of bad) {
    await writeFile(join(sample, 'first-rows.json'), text)
    await expect(sourceService().readFirstRows('sample')).rejects.toMatchObject({ code: 'sample-damaged' })
  }
  await rm(join(sample, 'first-rows.json'))
  await expect(sourceService().readFirstRows('sample')).rejects.toMatchObject({ code: 'sample-missing' })

  await writeFile(join(sample, 'manifest.json'), '{"synthetic":false,"shards":[]}')
  expect(await describeSample()).toMatchObject({ state: 'unavailable', problem: { code: 'sample-damaged' } })
  await rm(join(sample, 'manifest.json'))
  expect(await describeSample()).toMatchObject({ state: 'unavailable', problem: { code: 'sample-missing' } })
})
