import { existsSync } from 'node:fs'
import { readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sqlAnswerSchema } from '@/lib/core/answers'
import { createRandom } from '@/lib/core/random'
import { randomExamples } from '@/lib/core/random-examples'
import { type AnswersWorld, openAnswersWorld } from './answers-world'

let world: AnswersWorld
let secret: string
beforeAll(async () => {
  const limits = { timeoutMs: 800, memoryLimitMb: 200, processBytes: 900 * 1024 ** 2, maxBytes: 2 * 1024 ** 2 }
  world = await openAnswersWorld(randomExamples(120, createRandom(5)), limits)
  secret = join(world.folder, 'secret.csv')
  await writeFile(secret, 'password\nhunter2\n')
  await world.state('POST', 'folder')
}, 60_000)

afterAll(() => world.close())

async function ask(sql: string, signal?: AbortSignal, maxRows?: number) {
  for (;;) {
    const response = await world.post('sql', { source: 'folder', sql, ...(maxRows && { maxRows }) }, signal)
    const body = await response.json()
    if (body.code !== 'answers-making') return { status: response.status, body }
  }
}

test('a statement is answered with its columns and cells', async () => {
  const sql = `SELECT count(*) AS n, 18446744073709551615::UBIGINT AS wide, 1.25::DECIMAL(5, 2) AS price, 'NaN'::DOUBLE AS unknown,
    [1, NULL] AS list, {a: 1::BIGINT, b: 'x'} AS pair, MAP {'k': 2} AS map, DATE '2024-02-03' AS day,
    TIMESTAMP '2024-02-03 04:05:06' AS at, '\\xAB'::BLOB AS bytes, NULL AS nothing, TRUE AS yes FROM examples`
  const { body } = await ask(sql)
  expect(body).not.toHaveProperty('detail')
  const { columns, rows, isCut } = sqlAnswerSchema.parse(body)
  expect(isCut).toBe(false)
  expect(Object.fromEntries(columns.map(({ name }, at) => [name, rows[0]?.[at]]))).toEqual({
    n: '120',
    wide: '18446744073709551615',
    price: 1.25,
    unknown: 'NaN',
    list: [1, null],
    pair: { a: '1', b: 'x' },
    map: [['k', 2]],
    day: '2024-02-03',
    at: '2024-02-03T04:05:06.000Z',
    bytes: 'ab',
    nothing: null,
    yes: true,
  })
})

test('an answer says when it is cut', async () => {
  expect((await ask('FROM examples', undefined, 7)).body).toMatchObject({ isCut: true })
  expect((await ask('FROM examples LIMIT 7', undefined, 7)).body).toMatchObject({ isCut: false })
  expect((await ask('FROM range(1000)', undefined, 999)).body.rows).toHaveLength(999)
})

const REFUSED = 'sql-refused'
const FAILED = 'sql-failed'

describe.each<[why: string, code: string, statements: readonly string[]]>([
  [
    'reads files',
    REFUSED,
    [
      "SELECT * FROM read_csv('SECRET')",
      "SELECT * FROM read_text('SECRET')",
      "SELECT * FROM read_blob('/etc/passwd')",
      "SELECT * FROM read_json_auto('SECRET')",
      "SELECT * FROM parquet_scan('SECRET')",
      "SELECT * FROM sniff_csv('SECRET')",
      "SELECT * FROM glob('/*')",
      `SELECT * FROM "read_csv"('SECRET')`,
      "SELECT * FROM read_csv /* a */ ('SECRET')",
      "SELECT * FROM query('SELECT 1')",
      "SELECT * FROM query_table('examples')",
    ],
  ],
  [
    'reads files by another way',
    FAILED,
    [
      "SELECT * FROM 'SECRET'",
      "SELECT * FROM '/etc/passwd'",
      'SELECT * FROM "SECRET"',
      "FROM 'https://example.org/x.parquet'",
      "SELECT * FROM 's3://bucket/x.csv'",
    ],
  ],
  [
    'writes, attaches, installs or sets',
    REFUSED,
    [
      "COPY examples TO 'SECRET.out'",
      "COPY (SELECT 1) TO 'SECRET.out'",
      "EXPORT DATABASE 'SECRET.out'",
      "IMPORT DATABASE 'SECRET.out'",
      "ATTACH 'SECRET.out' AS other",
      'DETACH made',
      'USE memory',
      'INSTALL httpfs',
      'LOAD httpfs',
      "FORCE INSTALL fts FROM 'http://127.0.0.1:9'",
      "SET memory_limit = '100GB'",
      'RESET memory_limit',
      "PRAGMA memory_limit = '100GB'",
      'PRAGMA database_list',
      'CREATE TABLE a (i INTEGER)',
      'CREATE TEMP TABLE a AS SELECT 1',
      'CREATE MACRO f() AS 1',
      "CREATE SECRET s (TYPE s3, KEY_ID 'a', SECRET 'b')",
      'INSERT INTO examples (hash) VALUES (1)',
      'UPDATE examples SET hash = 1',
      'DELETE FROM examples',
      'TRUNCATE examples',
      'DROP TABLE examples',
      'ALTER TABLE examples DROP COLUMN hash',
      'VACUUM',
      'CHECKPOINT',
      'BEGIN',
      'COMMIT',
      'ROLLBACK',
      'CALL pragma_version()',
      'PREPARE p AS SELECT 1',
      'EXECUTE p',
      'SELECT 1; DROP TABLE examples',
      'COMMIT; SELECT 1',
    ],
  ],
  [
    'hides a change in a query',
    FAILED,
    [
      'WITH a AS (SELECT 1) DELETE FROM examples',
      'WITH a AS (SELECT 1) INSERT INTO examples (hash) SELECT 1',
      'EXPLAIN ANALYZE WITH a AS (SELECT 1) DELETE FROM examples',
      'EXPLAIN ANALYZE WITH a AS (SELECT 1) UPDATE examples SET hash = 1',
      'SELECT 1 INTO other',
      'FROM (DELETE FROM examples RETURNING hash)',
      "FROM (COPY (SELECT 1) TO 'SECRET.out')",
      "SELECT nextval('s')",
      'SELECT * FROM examples FOR UPDATE OF other',
    ],
  ],
  [
    'tells of the server',
    REFUSED,
    [
      'SELECT * FROM duckdb_settings()',
      'SELECT * FROM duckdb_databases',
      'SELECT * FROM "duckdb_secrets"()',
      'FROM duckdb_temporary_files()',
      "SELECT current_setting('home_directory')",
      'SELECT * FROM pragma_database_list',
      "SELECT getenv('HOME')",
      "SELECT json_execute_serialized_sql('{}')",
    ],
  ],
  [
    'is no statement',
    REFUSED,
    [
      '',
      ' ',
      ';;',
      '-- nothing',
      "SELECT '",
      'SELECT "',
      '/* open',
      'SELECT 1) FROM (SELECT 2',
      'SELECT (1',
      'DROP',
    ].filter((sql) => sql !== ''),
  ],
  [
    'is wrong',
    FAILED,
    [
      'SELECT',
      'SELECT nothing FROM examples',
      'SELECT * FROM nowhere',
      'SELECT 1/',
      "SELECT 'a'::INTEGER",
      'SELECT \u0000',
      `SELECT ${'NOT '.repeat(20_000)} TRUE`,
      'SELECT - - - 1 FROM nowhere',
      "SELECT error('x')",
    ],
  ],
])('what %s', (_, code, statements) => {
  test.each(statements)('%s', async (sql) => {
    const { status, body } = await ask(sql.replaceAll('SECRET', secret))
    expect([body.code, status, JSON.stringify(body).includes('hunter2')]).toEqual([code, 422, false])
    expect(existsSync(`${secret}.out`)).toBe(false)
  })
})

test('nothing was changed by any of it', async () => {
  expect((await ask('SELECT count(*) AS n, count(DISTINCT hash) > 1 AS many FROM examples')).body.rows).toEqual([
    ['120', true],
  ])
  expect((await readdir(world.folder)).sort()).toEqual(['answers', 'data', 'secret.csv'])
})

describe('limits', () => {
  test.each([
    ['a long one', 'SELECT count(*) FROM range(1000000) a, range(1000000) b WHERE a.range * b.range % 7 = 3'],
    [
      'a recursion without an end',
      'WITH RECURSIVE t(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM t) SELECT max(i) FROM t',
    ],
    [
      'a slow pattern',
      "SELECT count(*) FROM range(100000000) WHERE regexp_matches(repeat('ab', 300), '(a|b)*c' || range)",
    ],
  ])(
    '%s is stopped in time',
    async (_, sql) => {
      const start = performance.now()
      const { status, body } = await ask(sql)
      expect([status, body.code]).toEqual([504, 'sql-timeout'])
      expect(performance.now() - start).toBeLessThan(10_000)
    },
    20_000,
  )

  test.each([
    ['a list of everything', 'SELECT list(range) FROM range(1000000000)', 'sql-memory'],
    ['a sort of everything', 'SELECT * FROM range(1000000000) ORDER BY hash(range) DESC LIMIT 100000', 'sql-memory'],
    [
      'texts beyond the database\u2019s own count',
      "SELECT length(string_agg(repeat('x', 100000000), '')) FROM range(100)",
      'sql-memory',
    ],
    ['too long an answer', "SELECT repeat('x', 10000) FROM range(10000)", 'answer-too-large'],
  ])(
    '%s is refused and the next question answered',
    async (_, sql, code) => {
      const { body } = await ask(sql, undefined, 50_000)
      expect(['sql-timeout', 'sql-failed', code]).toContain(body.code)
      expect((await ask('SELECT 1 AS one')).body.rows).toEqual([[1]])
    },
    20_000,
  )

  test.each([
    ['brackets', `SELECT ${'('.repeat(300_000)}1${')'.repeat(300_000)}`],
    ['negations', `SELECT ${'NOT '.repeat(200_000)} TRUE`],
    ['subqueries', `${'SELECT * FROM ('.repeat(5000)}SELECT 1${')'.repeat(5000)}`],
    ['joins', `SELECT count(*) FROM ${Array.from({ length: 3000 }, (_, at) => `examples e${at}`).join(', ')}`],
    ['columns', `SELECT ${'1,'.repeat(50_000)}1`],
  ])(
    'very many %s are answered or refused by name',
    async (_, sql) => {
      const { status, body } = await ask(sql)
      expect(status === 200 ? 'answered' : body.code).toMatch(
        /^(answered|sql-failed|sql-memory|sql-timeout|answers-broken)$/,
      )
      expect((await ask('SELECT 1 AS one')).body.rows).toEqual([[1]])
    },
    30_000,
  )

  test('a client that goes away ends its statement', async () => {
    const long = 'SELECT count(*) FROM range(1000000) a, range(1000000) b WHERE a.range * b.range % 7 = 3'
    for (let turn = 0; turn < 3; turn++) {
      const abort = new AbortController()
      setTimeout(() => abort.abort(), 150)
      const start = performance.now()
      expect((await ask(long, abort.signal)).body.code).toBe('aborted')
      expect(performance.now() - start).toBeLessThan(1200)
    }
    const start = performance.now()
    expect((await ask('SELECT 1 AS one')).body.rows).toEqual([[1]])
    expect(performance.now() - start).toBeLessThan(1000)
  }, 20_000)

  test('more questions than may wait are refused, and the others answered', async () => {
    const answers = await Promise.all(
      Array.from({ length: 60 }, () => ask('SELECT sum(range) AS s FROM range(3000000)')),
    )
    const codes = answers.map(({ body }) => body.code ?? 'answered')
    expect(new Set(codes)).toEqual(new Set(['answered', 'answers-busy']))
    expect(codes.filter((code) => code === 'answered').length).toBeGreaterThanOrEqual(32)
  }, 30_000)

  test.each([
    [{ source: 'folder' }, 422],
    [{ source: 'folder', sql: 1 }, 422],
    [{ source: 'folder', sql: '' }, 422],
    [{ source: 'folder', sql: 'SELECT \ud800' }, 422],
    [{ source: 'folder', sql: 'SELECT 1', maxRows: 0 }, 422],
    [{ source: 'folder', sql: 'SELECT 1', maxRows: 50_001 }, 422],
    [{ source: 'folder', sql: 'SELECT 1', timeoutMs: 1e9 }, 422],
    [{ source: '../folder', sql: 'SELECT 1' }, 404],
    [{ source: "folder' OR 1", sql: 'SELECT 1' }, 404],
    ['{"source":', 400],
    ['[]', 422],
  ] as const)('%j is refused', async (body, status) => {
    expect((await world.post('sql', body)).status).toBe(status)
  })
})
