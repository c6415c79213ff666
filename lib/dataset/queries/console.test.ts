import { beforeAll, expect, test } from 'vitest'
import { createRandom } from '@/lib/core/random'
import { randomExamples } from '@/lib/core/random-examples'
import { prepareConsoleSql } from './console'
import { type FixtureDatabase, openFixtureDatabase } from './fixture-database'

let database: FixtureDatabase
beforeAll(async () => {
  database = await openFixtureDatabase(randomExamples(30, createRandom(2)), 30)
}, 60_000)

function run(text: string, maxRows = 5): Record<string, unknown>[] {
  const prepared = prepareConsoleSql(text, maxRows)
  if (!prepared.ok) throw new Error(prepared.message)
  return database.run(prepared.sql)
}

test.each([
  ['SELECT 1', 1],
  ['select * from examples -- all of them', 6],
  ['SELECT count(*) AS n FROM examples;;  ', 1],
  ["WITH a AS (SELECT ';--' AS t) SELECT * FROM a /* ; /* nested */ ; */", 1],
  ['FROM examples LIMIT 2', 2],
  ['VALUES (1), (2)', 2],
  ['TABLE examples', 6],
  ['(SELECT 1) UNION ALL (SELECT 2)', 2],
  ['DESCRIBE examples', 6],
  ['SHOW TABLES', 1],
  ['SUMMARIZE examples', 6],
  ['PIVOT examples ON shard USING count(*)', 6],
  ['SELECT 1 AS a, 2 AS a', 1],
  ['SELECT "x;y" FROM (SELECT 1 AS "x;y")', 1],
  ["SELECT E'it\\'s;' AS t, $$a;b$$ AS u, $q$ ' $q$ AS v", 1],
  ['SELECT prompt, row_number FROM examples ORDER BY row_number DESC', 6],
  ['EXPLAIN SELECT 1', 1],
  ['EXPLAIN ANALYZE SELECT count(*) FROM examples', 1],
  ["select regexp_replace(prompt, 'a', 'b') from examples limit 1", 1],
])('runs %s', (text, rows) => {
  expect(run(text)).toHaveLength(rows)
})

test('keeps the order of the statement and shows that rows were cut', () => {
  const rows = run('SELECT row_number FROM examples ORDER BY row_number DESC', 4)
  expect(rows.map((row) => row.row_number)).toEqual([29, 28, 27, 26, 25])
})

test.each([
  ['', 'empty'],
  [' -- nothing\n/* here */ ;', 'empty'],
  ['EXPLAIN', 'empty'],
  ["SELECT 'open", 'unfinished'],
  ['SELECT "open', 'unfinished'],
  ['SELECT 1 /* open /* */', 'unfinished'],
  ['SELECT 1; DROP TABLE examples', 'several'],
  ['SELECT 1) ; DROP TABLE examples; SELECT * FROM (SELECT 1', 'several'],
  ['SELECT 1) UNION (SELECT 2', 'brackets'],
  ['SELECT (1', 'brackets'],
  ['INSERT INTO examples SELECT * FROM examples', 'statement'],
  ['UPDATE examples SET shard = 1', 'statement'],
  ['DELETE FROM examples', 'statement'],
  ['CREATE TABLE t AS SELECT 1', 'statement'],
  ['DROP TABLE examples', 'statement'],
  ["ATTACH 'x.db'", 'statement'],
  ["COPY examples TO 'x.csv'", 'statement'],
  ['INSTALL httpfs', 'statement'],
  ['LOAD parquet', 'statement'],
  ['PRAGMA database_list', 'statement'],
  ["SET memory_limit = '9GB'", 'statement'],
  ['CALL pragma_version()', 'statement'],
  ['BEGIN', 'statement'],
  ['EXPLAIN DELETE FROM examples', 'statement'],
  ['EXPLAIN ANALYZE DELETE FROM examples', 'statement'],
  ['/* SELECT */ VACUUM', 'statement'],
  ['"SELECT" 1', 'statement'],
  ["SELECT * FROM read_csv('http://a.example/x')", 'function'],
  ['SELECT * FROM "read_text" /* */ (\'/etc/passwd\')', 'function'],
  ["FROM READ_PARQUET ('x')", 'function'],
  ["FROM query('DROP TABLE examples')", 'function'],
  ["SELECT * FROM glob('*')", 'function'],
  ["SELECT getenv('HOME')", 'function'],
])('refuses %s as %s', (text, code) => {
  expect(prepareConsoleSql(text, 5)).toMatchObject({ ok: false, code })
})

test.each([
  'WITH a AS (INSERT INTO examples SELECT * FROM examples RETURNING *) SELECT * FROM a',
  'WITH a AS (DELETE FROM examples RETURNING *) SELECT * FROM a',
  'SELECT * FROM (DROP TABLE examples)',
  'SELECT 1 INTO other',
])('DuckDB itself refuses %s once it is in brackets', (text) => {
  const before = database.run('SELECT count(*)::INTEGER AS n FROM examples')
  expect(() => run(text)).toThrow()
  expect(database.run('SELECT count(*)::INTEGER AS n FROM examples')).toEqual(before)
})
