import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Direction, toPublishedVector } from '@/lib/core/direction'
import type { Example } from '@/lib/core/example'
import { EVERY_ROW, type Filter } from '@/lib/core/filter'
import { viewAsPython, viewAsSql } from '@/lib/core/published-sql'
import { createRandom } from '@/lib/core/random'
import { RANDOM_QUERIES, randomExamples } from '@/lib/core/random-examples'
import { randomFilter } from '@/lib/core/random-filter'
import { SORT_KEYS } from '@/lib/core/view'
import { rounds } from '@/tests/setup/rounds'
import { type FixtureDatabase, openFixtureDatabase } from './fixture-database'
import { page } from './page'

const SHARD_ROWS = 100
const COLUMNS = ['direction', 'demographics', 'ugc', 'pairs', 'profile', 'groundTruthPersona'] as const
const folder = mkdtempSync(join(tmpdir(), 'alignx-lens-sql-'))
const examples = randomExamples(300, createRandom(31))
let database: FixtureDatabase
let native: DuckDBConnection
const files: string[] = []

const TYPES = `{prompt: 'VARCHAR', chosen: 'VARCHAR', rejected: 'VARCHAR', "Preference Direction": 'DOUBLE[]',
  "Demographic Information": 'VARCHAR', "User-Generated Content": 'STRUCT(prompt VARCHAR, "comment" VARCHAR, "Preference Direction" DOUBLE[])[]',
  "Pair-wise Comparative Feedback": 'STRUCT(prompt VARCHAR, chosen VARCHAR, rejected VARCHAR, "Preference Direction" DOUBLE[])[]',
  profile: 'VARCHAR', ground_truth_persona: 'VARCHAR', extra: 'VARCHAR'}`

function vectorOf(direction: Direction | null): number[] | null {
  return direction && toPublishedVector(direction)
}

function publish(example: Example, row: number) {
  return {
    prompt: example.prompt,
    chosen: example.chosen,
    rejected: example.rejected,
    'Preference Direction': vectorOf(example.direction),
    'Demographic Information': example.demographics,
    'User-Generated Content': example.ugc.map(({ direction, ...texts }) => ({
      ...texts,
      'Preference Direction': vectorOf(direction),
    })),
    'Pair-wise Comparative Feedback': example.pairs.map(({ direction, ...texts }) => ({
      ...texts,
      'Preference Direction': vectorOf(direction),
    })),
    profile: example.profile,
    ground_truth_persona: example.groundTruthPersona,
    extra: String(row),
  }
}

beforeAll(async () => {
  database = await openFixtureDatabase(examples, SHARD_ROWS)
  native = await (await DuckDBInstance.create()).connect()
  for (let start = 0; start < examples.length; start += SHARD_ROWS) {
    const json = join(folder, `${start}.jsonl`)
    // Named against their order, so that load order is the list's and not the alphabet's.
    const file = join(folder, `it's ${900 - start}.parquet`)
    const rows = examples.slice(start, start + SHARD_ROWS).map((example, row) => publish(example, start + row))
    writeFileSync(json, rows.map((row) => `${JSON.stringify(row)}\n`).join(''))
    const into = file.replaceAll("'", "''")
    await native.run(
      `COPY (SELECT * FROM read_json('${json}', format = 'newline_delimited', columns = ${TYPES})) TO '${into}' (FORMAT parquet)`,
    )
    files.push(file)
  }
}, 60_000)

afterAll(() => {
  native.closeSync()
  rmSync(folder, { recursive: true })
})

const VIEWS = rounds(30, 200)

test(`copied SQL gives native DuckDB the rows of the browser in their order, for ${VIEWS} random views`, async () => {
  const random = createRandom(64)
  for (let round = 0; round < VIEWS; round++) {
    const filter = randomFilter(random, {
      kinds: ['direction', 'neutral', 'history', 'range', 'missing', 'text', 'words', 'shard'],
      texts: RANDOM_QUERIES,
      runs: ['r'],
      shards: 4,
      largest: 25,
      depth: 3,
    })
    const sort = { key: SORT_KEYS[round % SORT_KEYS.length] ?? 'row_number', descending: random() < 0.5 }
    const copied = viewAsSql({ filter, sort }, { files, columns: COLUMNS })
    if (!copied.ok) throw new Error(copied.reason)
    const rows = (await native.runAndReadAll(copied.code)).getRowObjectsJson()
    const expected = database.ask(page({ filter, sort }, 0, 300))
    expect({ filter, sort, rows: rows.map((row) => Number(row.extra)) }).toEqual({
      filter,
      sort,
      rows: expected.map(({ rowNumber }) => rowNumber),
    })
  }
}, 120_000)

test('conditions on columns that the files lack hold for no row, missing for all', async () => {
  const bare = join(folder, 'bare.parquet')
  await native.run(`COPY (SELECT 'a' AS prompt, 'b' AS chosen, 'c' AS rejected) TO '${bare}' (FORMAT parquet)`)
  const count = async (filter: Parameters<typeof viewAsSql>[0]['filter']) => {
    const copied = viewAsSql(
      { filter, sort: { key: 'active_count', descending: true } },
      { files: [bare], columns: [] },
    )
    if (!copied.ok) throw new Error(copied.reason)
    return (await native.runAndReadAll(copied.code)).getRowObjectsJson().length
  }
  expect(await count({ kind: 'direction', dimension: 'openness', pole: 'positive' })).toBe(0)
  for (const quantifier of ['some', 'every'] as const)
    expect(await count({ kind: 'history', dimension: 'openness', pole: 'positive', quantifier })).toBe(0)
  expect(await count({ kind: 'range', facet: 'conflict_count', min: null, max: null })).toBe(0)
  expect(await count({ kind: 'text', query: 'A', fields: ['demographics', 'ugc', 'pairs'] })).toBe(0)
  expect(await count({ kind: 'missing', column: 'profile' })).toBe(1)
  expect(await count({ kind: 'range', facet: 'ugc_count', min: 0, max: 0 })).toBe(1)
})

test('what cannot be copied says why', () => {
  const sort = { key: 'row_number', descending: false } as const
  expect(
    viewAsSql({ filter: { kind: 'run', run: 'r', from: 0, to: null }, sort }, { files, columns: COLUMNS }).ok,
  ).toBe(false)
  expect(viewAsSql({ filter: { kind: 'selection', selection: 's' }, sort }, { files, columns: COLUMNS })).toMatchObject(
    { ok: false, reason: expect.stringContaining('saved selection') },
  )
  expect(viewAsPython({ filter: EVERY_ROW, sort }, { files: [], columns: COLUMNS })).toMatchObject({ ok: false })
})

const hasPython = spawnSync('python3', ['--version']).status === 0

test.skipIf(!hasPython)('copied Python parses and holds the very SQL', () => {
  const filter: Filter = { kind: 'text', query: 'say """it\'s\\" ☕ 𝄞\n', fields: ['prompt'] }
  const view = { filter, sort: { key: 'prompt_length', descending: true } } as const
  const [sql, python] = [viewAsSql(view, { files, columns: COLUMNS }), viewAsPython(view, { files, columns: COLUMNS })]
  if (!sql.ok || !python.ok) throw new Error('The view cannot be copied')
  const script = `import ast, sys
tree = ast.parse(sys.stdin.read())
print(next(ast.literal_eval(node.value) for node in tree.body if isinstance(node, ast.Assign) and node.targets[0].id == 'sql'), end='')`
  const run = spawnSync('python3', ['-c', script], {
    input: python.code,
    encoding: 'utf8',
    env: { ...process.env, PYTHONIOENCODING: 'utf-8' },
  })
  expect([run.stderr, run.stdout]).toEqual(['', sql.code])
})
