import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tableFromIPC } from 'apache-arrow'
import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import { hashExample } from '@/lib/core/content-hash'
import { readExample } from '@/lib/core/read-example'
import { createBufferedHasher } from '../hasher'
import type { ByteSource } from './byte-source'
import { openParquet } from './read-parquet'
import type { GroupAside } from './shard-batch'
import { initParquet, makeScratch, type ReadShard, readShard, sourceOf, writeParquet } from './test-shards'

beforeAll(() => initParquet())

const vector = (type: string) =>
  `CASE WHEN i % 5 = 0 THEN NULL WHEN i % 5 = 1 THEN [] ELSE list_transform(range(90), x -> ((x * 7 + i) % 2)::${type}) END`
const halves = `list_transform(range(90), x -> ((x * 7 + i) % 3)::DOUBLE / 2)`
const column = '"Preference Direction"'
const ROWS = `
  SELECT 'post Größe 👍 ' || i AS prompt, repeat('c', i % 7) AS chosen, 'no' AS rejected,
    ${halves} AS ${column},
    CASE WHEN i % 3 = 0 THEN NULL WHEN i % 3 = 1 THEN '' ELSE 'demo ' || i END AS "Demographic Information",
    CASE WHEN i % 4 = 0 THEN NULL ELSE list_transform(range(i % 20), u -> {
      prompt: 'q' || u, comment: 'c' || u || i, ${column}: ${halves.replaceAll('i)', 'u)')} }) END AS "User-Generated Content",
    list_transform(range((i * 3) % 9), u -> {
      prompt: 'q' || u, chosen: 'c' || u, rejected: 'r' || i,
      ${column}: ${vector('INTEGER').replaceAll('i ', 'u ').replaceAll('+ i', '+ u').replaceAll('DOUBLE', 'FLOAT')} }) AS "Pair-wise Comparative Feedback"
  FROM range(420) t(i)`
/** More than one batch of them, with shorter histories. */
const MORE_ROWS = ROWS.replace('range(420)', 'range(2300)')
  .replace('range(i % 20)', 'range(i % 3)')
  .replace('range((i * 3) % 9)', 'range(i % 2)')

/** The cells of all rows, each row as JSON, without the number it has among those read. */
function cellsOf({ batches }: ReadShard): string[] {
  return batches.flatMap((batch) =>
    tableFromIPC(batch.ipc)
      .toArray()
      .map((row) =>
        JSON.stringify({ ...row.toJSON(), row_number: 0 }, (_, value) =>
          typeof value === 'bigint' ? String(value) : value,
        ),
      ),
  )
}

const readOnce = new Map<string, Promise<{ readonly shard: ReadShard; readonly cells: readonly string[] }>>()

/** What the plain reading of such rows gives, read once for all tests. */
function readAtOnce(rows: string) {
  const read = async () => {
    const shard = await readShard(sourceOf(await writeParquet(rows), 'a.parquet'))
    return { shard, cells: cellsOf(shard) }
  }
  const reading = readOnce.get(rows) ?? read()
  readOnce.set(rows, reading)
  return reading
}

/** The same rows by DuckDB's own values, hashed by the plain path. */
async function hashesBySql(bytes: Uint8Array<ArrayBuffer>): Promise<string[]> {
  const { DuckDBInstance } = await import('@duckdb/node-api')
  const folder = mkdtempSync('/tmp/alignx-hash-')
  writeFileSync(`${folder}/a.parquet`, bytes)
  const instance = await DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  const reader = await connection.runAndReadAll(`SELECT * FROM '${folder}/a.parquet'`)
  const rows = reader.getRowObjectsJson()
  rmSync(folder, { recursive: true })
  const hasher = await createBufferedHasher()
  return rows.map((raw, row) => hashExample(readExample(raw, { file: 'a', row }), hasher))
}

describe('Parquet shards', () => {
  test('all forms of lists, NULLs, texts and several row groups hash as the plain path does', async () => {
    const bytes = await writeParquet(ROWS, ', ROW_GROUP_SIZE 2048')
    const shard = await readShard(sourceOf(bytes, 'a.parquet'))
    expect(shard.fault).toBeNull()
    expect(shard.errors).toEqual([])
    expect(shard.hashes).toEqual(await hashesBySql(bytes))
  })

  let doubles: Promise<string[]> | null = null
  test.each(['DOUBLE', 'FLOAT', 'INTEGER', 'BIGINT', 'TINYINT', 'UTINYINT', 'USMALLINT', 'DECIMAL(3,1)'])(
    'reads vectors of %s',
    async (type) => {
      const rows = (cells: string) =>
        writeParquet(`SELECT 'p' AS prompt, 'c' AS chosen, 'r' AS rejected, ${cells} AS ${column} FROM range(40) t(i)`)
      const shard = await readShard(sourceOf(await rows(vector(type)), 'a.parquet'))
      expect(shard.fault).toBeNull()
      doubles ??= hashesBySql(await rows(vector('DOUBLE')))
      expect(shard.hashes).toEqual(await doubles)
      expect(shard.batches.flatMap((batch) => [...batch.hasDirection]).slice(0, 6)).toEqual([0, 0, 1, 1, 1, 0])
    },
  )

  test.each([
    ['', false],
    [", KV_METADATA {synthetic: 'true', seed: '1'}", true],
    [", KV_METADATA {synthetic: 'false'}", false],
  ])('tells generated rows and the columns of the footer: %s', async (options, synthetic) => {
    const bytes = await writeParquet(
      `SELECT 'p' AS prompt, 'c' AS chosen, 'r' AS rejected, 1 AS other, 'me' AS profile, [0.5] AS ${column}`,
      options,
    )
    expect(await openParquet(sourceOf(bytes, 'a.parquet'))).toMatchObject({
      synthetic,
      columns: ['prompt', 'chosen', 'rejected', 'direction', 'profile'],
    })
  })

  test('a faulty row is left out and named; the others stay', async () => {
    const bad = `CASE WHEN i = 7 THEN list_transform(range(90), x -> CASE WHEN x = 3 THEN 0.25::DOUBLE ELSE 0.5 END) ELSE ${halves} END`
    const bytes = await writeParquet(
      `SELECT CASE WHEN i = 9 THEN NULL ELSE 'p' || i END AS prompt, 'c' AS chosen, 'r' AS rejected, ${bad} AS ${column} FROM range(20) t(i)`,
    )
    const shard = await readShard(sourceOf(bytes, 'a.parquet'))
    expect(shard.errors).toEqual([
      'a.parquet, row 7, Preference Direction[3]: is 0.25, a direction holds 0, 0.5 or 1',
      'a.parquet, row 9, prompt: is NULL, must be text',
    ])
    expect(shard.hashes).toHaveLength(18)
    const rows = tableFromIPC(shard.batches[0]?.ipc ?? new Uint8Array()).toArray()
    expect(rows.map((row) => row.shard_row)).toEqual([0, 1, 2, 3, 4, 5, 6, 8, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19])
  })

  test('undocumented columns of any type are kept as JSON', async () => {
    const bytes = await writeParquet(
      `SELECT 'p' AS prompt, 'c' AS chosen, 'r' AS rejected, 9007199254740993 AS big, DATE '2024-02-03' AS day,
        1.25::DECIMAL(9,2) AS price, {a: [1, NULL], b: true} AS nested, MAP {'k': 2} AS m, 'x'::BLOB AS raw,
        TIMESTAMP '2024-02-03 04:05:06.789' AS at, 'v'::ENUM('u', 'v') AS word, NULL::INTEGER AS nothing`,
    )
    const shard = await readShard(sourceOf(bytes, 'a.parquet'))
    expect(shard.fault).toBeNull()
    const [row] = tableFromIPC(shard.batches[0]?.ipc ?? new Uint8Array()).toArray()
    expect(JSON.parse(row.extra)).toEqual({
      big: '9007199254740993',
      day: '2024-02-03',
      price: 1.25,
      nested: { a: [1, null], b: true },
      m: [{ key: 'k', value: 2 }],
      raw: '78',
      at: '2024-02-03T04:05:06.789Z',
      word: 'v',
      nothing: null,
    })
  })

  test('goes on at a row in the middle of a row group', async () => {
    const bytes = await writeParquet(MORE_ROWS.replace('range(2300)', 'range(4200)'), ', ROW_GROUP_SIZE 2048')
    const all = await readShard(sourceOf(bytes, 'a.parquet'))
    const rest = await readShard(sourceOf(bytes, 'a.parquet'), 3001)
    expect(all.hashes).toHaveLength(4200)
    expect(rest.hashes).toEqual(all.hashes.slice(3001))
  })

  test.each([
    ['in one window', Number.POSITIVE_INFINITY, ROWS],
    ['in windows', 40_000, MORE_ROWS],
    ['with undocumented columns', 40_000, MORE_ROWS.replace('SELECT', "SELECT 1 AS n, {a: 'x'} AS nested,")],
    [
      'with a NULL post in the middle',
      40_000,
      MORE_ROWS.replace('|| i AS prompt', '|| CASE WHEN i = 1333 THEN NULL ELSE i END AS prompt'),
    ],
  ])('a large row group is read column by column %s as it is at once', async (_, windowBytes, rows) => {
    const source = sourceOf(await writeParquet(rows), 'a.parquet')
    const atOnce = await readAtOnce(rows)
    const byColumn = await readShard(source, 100, (from) =>
      openParquet(from, { largeGroupBytes: 0, windowBytes, columnBytes: windowBytes }),
    )
    expect(byColumn.fault).toBeNull()
    expect(byColumn.errors).toEqual(atOnce.shard.errors)
    expect(byColumn.hashes).toEqual(atOnce.shard.hashes.slice(100))
    expect(cellsOf(byColumn)).toEqual(atOnce.cells.slice(100))
  })

  describe('texts put aside', () => {
    const undocumented = MORE_ROWS.replace('SELECT', "SELECT 1 AS n, {a: 'x'} AS nested,")
    const limits = { largeGroupBytes: 0, windowBytes: 40_000, columnBytes: 40_000 }
    const open = (from: ByteSource) => openParquet(from, limits)
    let scratch = makeScratch()
    afterEach(() => {
      expect(scratch.openFiles()).toBe(0)
      scratch.remove()
    })

    test.each([
      ['whole', Number.POSITIVE_INFINITY],
      ['in part, with no room for the rest', 20_000],
      ['nowhere, with no room at all', 0],
    ])('%s give the same rows', async (_, room) => {
      scratch = makeScratch(room)
      const source = sourceOf(await writeParquet(undocumented), 'a.parquet')
      const stops: number[] = []
      const onAside = (_group: GroupAside, firstRow: number) => void stops.push(firstRow)
      const byScratch = await readShard(source, 100, open, { open: scratch.open, group: null, onAside })
      expect(byScratch.fault).toBeNull()
      expect(cellsOf(byScratch)).toEqual((await readAtOnce(undocumented)).cells.slice(100))
      expect(scratch.size()).toBeLessThanOrEqual(room)
      expect(stops).toEqual(room === Number.POSITIVE_INFINITY ? [100] : [])
    })

    test('are joined by another reader that is given the group', async () => {
      scratch = makeScratch()
      const source = sourceOf(await writeParquet(undocumented), 'a.parquet')
      const handed: GroupAside[] = []
      const first = await readShard(source, 100, open, {
        open: scratch.open,
        group: null,
        onAside(group) {
          handed.push(structuredClone(group))
          throw new Error('handed over')
        },
      })
      expect(first.fault).toMatchObject({ message: 'handed over' })
      expect(first.batches).toEqual([])
      const size = scratch.size()
      const [group = null] = handed
      const second = await readShard(source, 100, open, { open: scratch.open, group, onAside: () => undefined })
      expect(second.fault).toBeNull()
      expect(cellsOf(second)).toEqual((await readAtOnce(undocumented)).cells.slice(100))
      expect(scratch.size()).toBe(size)
    })

    test('are left where a post is NULL, which is read row by row', async () => {
      scratch = makeScratch()
      const rows = MORE_ROWS.replace('|| i AS prompt', '|| CASE WHEN i = 1333 THEN NULL ELSE i END AS prompt')
      const source = sourceOf(await writeParquet(rows), 'a.parquet')
      const byScratch = await readShard(source, 0, open, {
        open: scratch.open,
        group: null,
        onAside: () => undefined,
      })
      const atOnce = await readAtOnce(rows)
      expect(byScratch.fault).toBeNull()
      expect(byScratch.errors).toEqual(atOnce.shard.errors)
      expect(cellsOf(byScratch)).toEqual(atOnce.cells)
    })
  })

  test('another schema is refused with the columns that were found', async () => {
    const bytes = await writeParquet(`SELECT 'p' AS question, 'c' AS chosen, 1 AS n`)
    const shard = await readShard(sourceOf(bytes, 'a.parquet'))
    expect(shard.fault).toMatchObject({
      code: 'schema',
      message: 'a.parquet is no AlignX file: it has no column "prompt", "rejected". Found: question, chosen, n.',
    })
  })

  test.each([0.2, 0.5, 0.9, 0.999])('a file cut at %d of its length is a named error', async (share) => {
    const bytes = await writeParquet(ROWS)
    const shard = await readShard(sourceOf(bytes.slice(0, Math.floor(bytes.length * share)), 'a.parquet'))
    expect(shard.fault).toMatchObject({ name: 'LoadError', code: 'parquet' })
  })
})

const STUDENT = new URL('../../../../shared/alignx/benchmark/P-Soups/student_phd.json', import.meta.url)
test.skipIf(!existsSync(STUDENT))('the published student_phd.json opens with pairs, profile and persona', async () => {
  const text = readFileSync(STUDENT, 'utf8')
  const shard = await readShard(sourceOf(text, 'student_phd.json'))
  expect(shard.fault).toBeNull()
  expect(shard.errors).toEqual([])
  const hasher = await createBufferedHasher()
  const rows: unknown[] = JSON.parse(text)
  expect(shard.hashes).toEqual(rows.map((raw, row) => hashExample(readExample(raw, { file: 's', row }), hasher)))
  const first = tableFromIPC(shard.batches[0]?.ipc ?? new Uint8Array()).get(0)
  expect(first?.profile).toMatch(/^Young/)
  expect(first?.persona).toMatch(/^Generate a response/)
  expect(first?.pair_count).toBeGreaterThan(0)
  expect(first?.active_count).toBeNull()
})
