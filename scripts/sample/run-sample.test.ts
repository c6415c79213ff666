import { createHash } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { SampleUsageError } from './options'
import { createRowWriter } from './row'
import { formatRow } from './rows-file'
import { runSample } from './run-sample'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'alignx-sample-'))
})
afterAll(() => rm(folder, { recursive: true }))

async function query(sql: string): Promise<Record<string, unknown>[]> {
  const instance = await DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  const rows = (await connection.runAndReadAll(sql)).getRowObjectsJson()
  connection.closeSync()
  instance.closeSync()
  return rows
}

function sampleInto(name: string, rows: number, shards: number) {
  const out = join(folder, name)
  return runSample(['--rows', String(rows), '--shards', String(shards), '--seed', '9', '--out', out])
}

it('writes whole shards with their hashes, the first page and a manifest', async () => {
  const manifest = await sampleInto('whole', 301, 2)
  const files = await readdir(join(folder, 'whole'))
  expect(files.sort()).toEqual([
    'first-rows.json',
    'manifest.json',
    'sample-00000-of-00002.parquet',
    'sample-00001-of-00002.parquet',
  ])
  expect(manifest.shards.map(({ rows }) => rows)).toEqual([151, 150])
  for (const { name, bytes, sha256 } of manifest.shards) {
    const content = await readFile(join(folder, 'whole', name))
    expect(content.length).toBe(bytes)
    expect(createHash('sha256').update(content).digest('hex')).toBe(sha256)
  }
  const page = JSON.parse(await readFile(join(folder, 'whole', 'first-rows.json'), 'utf8'))
  expect(page.rows).toHaveLength(50)
  expect(page.rows[0].hash).toMatch(/^[0-9a-f]{32}$/)
  expect(page.totals.rows).toBe(301)
  const [counted] = await query(
    `SELECT count(*) FILTER ("Preference Direction"[17] = 1)::INT AS positive FROM '${join(folder, 'whole')}/*.parquet'`,
  )
  expect(counted?.positive).toBe(page.totals.positive[16])
})

it('has the published columns and types, and says that it is synthetic', async () => {
  const path = join(folder, 'whole', 'sample-00000-of-00002.parquet')
  const columns = await query(`DESCRIBE SELECT * FROM '${path}'`)
  expect(columns.map((column) => [column.column_name, column.column_type])).toEqual([
    ['prompt', 'VARCHAR'],
    ['chosen', 'VARCHAR'],
    ['rejected', 'VARCHAR'],
    ['Preference Direction', 'DOUBLE[]'],
    ['Demographic Information', 'VARCHAR'],
    ['User-Generated Content', 'STRUCT(prompt VARCHAR, "comment" VARCHAR, "Preference Direction" DOUBLE[])[]'],
    [
      'Pair-wise Comparative Feedback',
      'STRUCT(prompt VARCHAR, chosen VARCHAR, rejected VARCHAR, "Preference Direction" DOUBLE[])[]',
    ],
  ])
  const metadata = await query(`SELECT decode(key) AS key, decode(value) AS value FROM parquet_kv_metadata('${path}')`)
  expect(metadata).toContainEqual({ key: 'synthetic', value: 'true' })
  const vectors = await query(`SELECT DISTINCT len("Preference Direction")::INT AS n FROM '${path}'`)
  expect(vectors).toEqual([{ n: 90 }])
})

it('writes the rows in order, the same whatever the number of shards', async () => {
  await sampleInto('one', 301, 1)
  const read = (name: string) => query(`SELECT * FROM read_parquet('${join(folder, name)}/*.parquet') `)
  const rows = await read('one')
  expect(await read('whole')).toEqual(rows)
  const writeRow = createRowWriter({ rows: 301, seed: 9, textScale: 1 })
  expect(rows.map((row) => row.chosen)).toEqual(rows.map((_, row) => writeRow(row).chosen))
  expect(formatRow(writeRow(5))).toBe(formatRow(createRowWriter({ rows: 301, seed: 9, textScale: 1 })(5)))
})

it('gives the same bytes for the same seed, and replaces an older sample', async () => {
  const first = await sampleInto('again', 60, 3)
  const second = await sampleInto('again', 60, 2)
  expect(second.shards).toEqual((await sampleInto('other', 60, 2)).shards)
  expect(first.shards).toHaveLength(3)
  expect((await readdir(join(folder, 'again'))).filter((name) => name.endsWith('.parquet'))).toHaveLength(2)
})

it('leaves a folder alone that holds the manifest of something else', async () => {
  const out = join(folder, 'whole')
  const path = join(folder, 'one', 'manifest.json')
  for (const text of ['{"generator":"other","shards":[]}', '{torn']) {
    await writeFile(path, text)
    await expect(sampleInto('one', 10, 1)).rejects.toThrow('was not written by this generator')
    expect(await readFile(path, 'utf8')).toBe(text)
  }
  expect(await readdir(out)).toContain('manifest.json')
})

it.each([
  [['--rows', '10'], '--out is missing'],
  [['--out', 'x', '--rows', '0'], '--rows must be a whole number from 1 to 1311622'],
  [['--out', 'x', '--rows', '1e3'], '--rows must be a whole number'],
  [['--out', 'x', '--rows', '3', '--shards', '4'], '--shards must not be more than --rows'],
  [['--out', 'x', '--text-scale', '0'], '--text-scale must be above 0'],
  [['--out', 'x', '--text-scale', 'long'], '--text-scale must be a number'],
  [['--out', 'x', '--row-group', '3000'], '--row-group must be a multiple of 2048'],
  [['--out', 'x', '--seed', '-1'], "Option '--seed' argument is ambiguous"],
  [['--out', 'x', '--colour', 'red'], "Unknown option '--colour'"],
])('refuses %j', async (argv, problem) => {
  await expect(runSample(argv)).rejects.toThrow(SampleUsageError)
  await expect(runSample(argv)).rejects.toThrow(problem)
})
