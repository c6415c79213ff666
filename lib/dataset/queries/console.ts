import { readSqlTokens, type SqlToken, UnfinishedSqlError } from './sql-tokens'

/** A person's SQL made ready to run, or why it is refused. */
export type ConsoleSql =
  | {
      readonly ok: true
      /** For rows: the statement inside a `SELECT … LIMIT maxRows + 1`, so that a cut shows. */
      readonly sql: string
      readonly answer: 'rows' | 'plan'
      readonly maxRows: number
    }
  | { readonly ok: false; readonly code: ConsoleRefusal; readonly message: string }

export type ConsoleRefusal = 'empty' | 'unfinished' | 'several' | 'statement' | 'brackets' | 'function'

const READING = [
  'SELECT',
  'WITH',
  'FROM',
  'VALUES',
  'TABLE',
  'DESCRIBE',
  'DESC',
  'SHOW',
  'SUMMARIZE',
  'PIVOT',
  'UNPIVOT',
]

/** Functions that read files, other databases or SQL in a text. */
const REFUSED_FUNCTIONS =
  /^(read_\w+|sniff_csv|glob|parquet_\w+|\w+_scan|\w+_query|query|query_table|getenv|which_secret|duckdb_secrets|st_read\w*|load_\w+|write_\w+)$/i

/**
 * Makes SQL of the console safe to run: one statement that only reads, at most `maxRows` rows. The statement is put in
 * brackets after `SELECT * FROM`, where DuckDB's own parser takes nothing but a query. `EXPLAIN` runs as it is.
 */
export function prepareConsoleSql(text: string, maxRows: number): ConsoleSql {
  let tokens: SqlToken[]
  try {
    tokens = readSqlTokens(text)
  } catch (error) {
    if (error instanceof UnfinishedSqlError) return refuse('unfinished', `${error.message}.`)
    throw error
  }
  while (isSymbol(tokens.at(-1), ';')) tokens.pop()
  if (tokens.some((token) => isSymbol(token, ';'))) return refuse('several', 'Run one statement at a time.')
  const [first, second] = tokens
  if (!first)
    return refuse('empty', 'There is no statement to run: write one, for example SELECT count(*) FROM examples.')
  const sql = text.slice(first.start, tokens.at(-1)?.end)
  const isPlan = isWord(first, 'EXPLAIN')
  const query = isPlan ? tokens.slice(isWord(second, 'ANALYZE') ? 2 : 1) : tokens
  const refusal = checkQuery(query) ?? checkFunctions(tokens)
  if (refusal) return refusal
  if (isPlan) return { ok: true, sql, answer: 'plan', maxRows }
  return { ok: true, sql: `SELECT * FROM (\n${sql}\n) LIMIT ${maxRows + 1}`, answer: 'rows', maxRows }
}

/** Names that tell of the server: paths of its files and its settings. Its own database cannot be told to hide them. */
const NAMES_OF_SERVER = /^(duckdb_\w+|pragma_\w+|current_setting|json_execute_serialized_sql|json_serialize_plan)$/i

/** As `prepareConsoleSql`, for a database on a server: also refuses names that tell where its files lie. */
export function prepareServerSql(text: string, maxRows: number): ConsoleSql {
  const prepared = prepareConsoleSql(text, maxRows)
  if (!prepared.ok) return prepared
  const named = readSqlTokens(text).find(({ kind, text: name }) => isNaming(kind) && NAMES_OF_SERVER.test(name))
  if (!named) return prepared
  return refuse('function', `${named.text} is refused: it tells of the server, not of the table examples.`)
}

function isNaming(kind: SqlToken['kind']): boolean {
  return kind === 'word' || kind === 'name'
}

function checkQuery(tokens: readonly SqlToken[]): ConsoleSql | null {
  const head = tokens.find((token) => !isSymbol(token, '('))
  if (!head) return refuse('empty', 'There is no query to explain.')
  if (!READING.some((word) => isWord(head, word)))
    return refuse(
      'statement',
      `${head.text.slice(0, 40)} is refused: the console only reads. Begin with ${READING[0]}, ${READING[1]} or ${READING[2]}.`,
    )
  let depth = 0
  for (const token of tokens) {
    if (isSymbol(token, '(')) depth++
    if (isSymbol(token, ')')) depth--
    if (depth < 0) break
  }
  return depth === 0 ? null : refuse('brackets', 'The brackets do not match.')
}

function checkFunctions(tokens: readonly SqlToken[]): ConsoleSql | null {
  const called = tokens.find(
    (token, place) => isNaming(token.kind) && isSymbol(tokens[place + 1], '(') && REFUSED_FUNCTIONS.test(token.text),
  )
  if (!called) return null
  return refuse('function', `${called.text} is refused: the console reads only what is loaded, the table examples.`)
}

function refuse(code: ConsoleRefusal, message: string): ConsoleSql {
  return { ok: false, code, message }
}

function isSymbol(token: SqlToken | undefined, text: string): boolean {
  return token?.kind === 'symbol' && token.text === text
}

function isWord(token: SqlToken | undefined, text: string): boolean {
  return token?.kind === 'word' && token.text.toUpperCase() === text
}
