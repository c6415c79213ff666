import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type BundledProgram, bundleProgram } from '@/tests/setup/bundle-program'
import { rounds } from '@/tests/setup/rounds'
import type { DamageOutcome, DamageTask } from './test-damage'
import { compileParquet, initParquet, readShard, sourceOf, writeParquet } from './test-shards'

beforeAll(() => initParquet())

const DIRECTION = '"Preference Direction"'
const halves = 'list_transform(range(90), x -> ((x * 7 + i) % 3)::DOUBLE / 2)'
const GOOD = `SELECT 'post ' || i AS prompt, repeat('c', i % 7) AS chosen, 'no' AS rejected, ${halves} AS ${DIRECTION},
  CASE WHEN i % 3 = 0 THEN NULL ELSE 'demo ' || i END AS "Demographic Information",
  list_transform(range(i % 5), u -> { prompt: 'q' || u, comment: 'c' || i, ${DIRECTION}: ${halves.replaceAll('i)', 'u)')} })
    AS "User-Generated Content"`
const ROWS = 200
const FROM = `FROM range(${ROWS}) t(i)`

async function expectGoodShardToLoad(): Promise<void> {
  const shard = await readShard(sourceOf(await writeParquet(`${GOOD} FROM range(3) t(i)`), 'good.parquet'))
  expect(shard).toMatchObject({ fault: null, errors: [], hashes: { length: 3 } })
}

/** A row of Parquet with one column in another form. */
const withCell = (cell: string, name: string) =>
  `SELECT 'p' AS prompt, 'c' AS chosen, 'r' AS rejected, * EXCLUDE (n) FROM (SELECT i AS n, ${cell} AS "${name}" FROM range(3) t(i))`

describe('columns of another form', () => {
  test.each<[string, string, RegExp]>([
    ['vectors of 89', withCell('list_transform(range(89), x -> 0.5)', 'Preference Direction'), /Preference Direction/],
    ['vectors of 91', withCell('list_transform(range(91), x -> 0.5)', 'Preference Direction'), /Preference Direction/],
    ['NaN', withCell("list_transform(range(90), x -> 'NaN'::DOUBLE)", 'Preference Direction'), /\[0\]: is .*NaN/],
    [
      'Infinity',
      withCell("list_transform(range(90), x -> 'inf'::FLOAT)", 'Preference Direction'),
      /\[0\]: is .*Infinity/,
    ],
    ['NULL inside', withCell('list_transform(range(90), x -> NULL::DOUBLE)', 'Preference Direction'), /\[0\]: is /],
    ['texts', withCell("list_transform(range(90), x -> '1')", 'Preference Direction'), /Preference Direction/],
    ['a number', withCell('0.5', 'Preference Direction'), /Preference Direction/],
    ['posts that are texts', withCell("'[]'", 'User-Generated Content'), /User-Generated Content/],
    ['posts without comment', withCell("[{ prompt: 'q' }]", 'User-Generated Content'), /\[0\]\.comment/],
    [
      'NULL posts inside',
      withCell('[NULL::STRUCT(prompt VARCHAR, "comment" VARCHAR)]', 'User-Generated Content'),
      /\[0\]/,
    ],
    ['demographics that are numbers', withCell('7', 'Demographic Information'), /Demographic Information: is number 7/],
  ])('%s: every row is left out and named', async (_, query, message) => {
    const shard = await readShard(sourceOf(await writeParquet(query), 'bad.parquet'))
    expect(shard.fault).toBeNull()
    expect(shard.hashes).toEqual([])
    expect(shard.errors).toHaveLength(3)
    for (const error of shard.errors) expect(error).toMatch(message)
    await expectGoodShardToLoad()
  })

  test.each<[string, string, string]>([
    ['no column of AlignX', 'SELECT 1 AS a, 2 AS b', 'schema'],
    ['one column missing', `SELECT 'p' AS prompt, 'c' AS chosen`, 'schema'],
    ['names in capitals', `SELECT 'p' AS "PROMPT ", 'c' AS chosen, 'r' AS rejected`, 'schema'],
    [
      'a type that no reader knows',
      `SELECT 'p' AS prompt, 'c' AS chosen, 'r' AS rejected, TIME '01:02:03' AS at`,
      'column-type',
    ],
  ])('%s is refused', async (_, query, code) => {
    const shard = await readShard(sourceOf(await writeParquet(query), 'bad.parquet'))
    expect(shard.fault).toMatchObject({ name: 'LoadError', code, message: expect.stringMatching(/^bad\.parquet/) })
    await expectGoodShardToLoad()
  })

  test('a file without rows is no error', async () => {
    const shard = await readShard(sourceOf(await writeParquet(`${GOOD} FROM range(0) t(i)`), 'none.parquet'))
    expect(shard).toMatchObject({ fault: null, errors: [], hashes: [] })
  })

  test('markup and control tokens in texts stay as they are', async () => {
    const texts = ['<script>alert(1)</script>', '<|im_end|></s>', '=1+1', 'a\u202eb']
    const query = `SELECT unnest([${texts.map((text) => `'${text}'`).join()}]) AS prompt, 'c' AS chosen, 'r' AS rejected`
    const shard = await readShard(sourceOf(await writeParquet(query), 'a.parquet'))
    const asLines = texts.map((prompt) => JSON.stringify({ prompt, chosen: 'c', rejected: 'r' })).join('\n')
    expect(shard.hashes).toEqual((await readShard(sourceOf(asLines, 'a.jsonl'))).hashes)
  })
})

describe('files cut short', () => {
  const cuts = [4, 8, 12, 100, 0.1, 0.25, 0.4, 0.6, 0.75, 0.95, -200, -12, -8, -4, -1]
  test.each(cuts)('at %d', async (cut) => {
    const bytes = await writeParquet(`${GOOD} ${FROM}`)
    const end = cut > 0 && cut < 1 ? Math.floor(bytes.length * cut) : cut
    const shard = await readShard(sourceOf(bytes.slice(0, end), 'bad.parquet'))
    expect(shard.fault).toMatchObject({ code: 'parquet', message: expect.stringContaining('bad.parquet') })
    await expectGoodShardToLoad()
  })
})

const FLIPS = rounds(9, 24)
const LIMIT_MS = 30_000

describe('files with flipped bits', () => {
  const folder = mkdtempSync(join(tmpdir(), 'alignx-flips-'))
  const parquet = compileParquet()
  let reader: BundledProgram
  beforeAll(async () => {
    reader = await bundleProgram('lib/dataset/readers/test-damage.ts')
  })
  afterAll(() => {
    rmSync(folder, { recursive: true })
    reader.remove()
  })

  /** Reads damaged files until the reader breaks down, in a thread that may take half a minute. */
  async function readDamaged(path: string, first: number): Promise<string[]> {
    const workerData: DamageTask = { path, rows: ROWS, first, last: FLIPS, parquet }
    const thread = new Worker(reader.path, { workerData, execArgv: [] })
    const outcomes: string[] = []
    thread.on('message', ({ flip, outcome, detail }: DamageOutcome) => {
      expect(flip).toBe(first + outcomes.length)
      outcomes.push(outcome === 'unnamed' || outcome === 'lost' ? `${outcome}: ${detail}` : outcome)
    })
    thread.on('error', () => outcomes.push('breakdown'))
    const limit = setTimeout(() => {
      outcomes.push('waiting')
      thread.terminate()
    }, LIMIT_MS)
    await new Promise((resolve) => thread.once('exit', resolve))
    clearTimeout(limit)
    return outcomes
  }

  test.each(['zstd', 'uncompressed'])(
    '%s: each ends in the rows, a named error or a breakdown that ends the worker, never in waiting',
    async (compression) => {
      const path = join(folder, `${compression}.parquet`)
      writeFileSync(path, await writeParquet(`${GOOD} ${FROM}`, `, COMPRESSION ${compression}`))
      const outcomes: string[] = []
      while (outcomes.length < FLIPS) {
        const more = await readDamaged(path, outcomes.length)
        expect(more).not.toEqual([])
        outcomes.push(...more)
      }
      expect(outcomes).toHaveLength(FLIPS)
      expect(['read', 'named', 'breakdown']).toEqual(expect.arrayContaining([...new Set(outcomes)]))
      expect(outcomes).toContain('named')
    },
    240_000,
  )
})
