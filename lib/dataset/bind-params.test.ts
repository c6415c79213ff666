import { DuckDBInstance } from '@duckdb/node-api'
import { describe, expect, test } from 'vitest'
import { bindParams, singleStatement, toLiteral } from './bind-params'

async function ask(sql: string): Promise<unknown> {
  const instance = await DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  const reader = await connection.runAndReadAll(sql)
  connection.closeSync()
  return reader.getRowsJS()[0]?.[0]
}

describe('bindParams', () => {
  test.each([
    "it's",
    "'; DROP TABLE examples; --",
    'a ? b',
    '\\',
    "\\'",
    'Größe 👍\n\t"x"',
    'nul \0 inside',
    '',
    "''",
    '$$x$$',
    '/* */ -- ',
  ])('the text %j arrives whole', async (text) => {
    expect(await ask(bindParams('SELECT ?', [text]))).toBe(text)
  })

  test.each([0, -1, 7, 1.5, -2.25, 1e21, 5e-324])('the number %d arrives', async (value) => {
    expect(Number(await ask(bindParams('SELECT (?)', [value])))).toBe(value)
  })

  test.each([0n, -5n, 18446744073709551615n])('the integer %d arrives', async (value) => {
    expect(await ask(bindParams('SELECT 0 + ?::HUGEINT', [value]))).toBe(value)
  })

  test('leaves question marks in texts, names and comments alone', () => {
    const sql = `SELECT '?', "a?", $$ ? $$, ? -- ?\n/* ? */ FROM t WHERE x = ?`
    expect(bindParams(sql, [1, 'b'])).toBe(`SELECT '?', "a?", $$ ? $$, 1 -- ?\n/* ? */ FROM t WHERE x = 'b'`)
  })

  test.each([
    ['SELECT ?', []],
    ['SELECT ?', [1, 2]],
    ['SELECT 1', [1]],
  ])('%s refuses %j', (sql, params) => {
    expect(() => bindParams(sql, params)).toThrow(RangeError)
  })

  test.each([Number.NaN, Number.POSITIVE_INFINITY])('refuses %d', (value) => {
    expect(() => toLiteral(value)).toThrow(RangeError)
  })
})

test.each([
  ['SELECT 1', 'SELECT 1'],
  [' SELECT 1 ; ; ', 'SELECT 1'],
  ["SELECT ';' -- ;\n;", "SELECT ';' -- ;"],
  ['SELECT 1; -- the end', 'SELECT 1'],
  ['SELECT 1; DROP TABLE examples', null],
  ['COMMIT; DROP TABLE examples', null],
])('the single statement of %j is %j', (sql, expected) => {
  expect(singleStatement(sql)).toBe(expected)
})
