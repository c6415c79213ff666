/** A piece of SQL: a word (`SELECT`, `prompt`), a quoted name, a text, or one other character. Numbers are words. */
export interface SqlToken {
  readonly kind: 'word' | 'name' | 'text' | 'symbol'
  /** As it stands in the SQL; for a quoted name without its quotes. */
  readonly text: string
  /** Place of its first character in the SQL, and of the first after it. */
  readonly start: number
  readonly end: number
}

/** SQL that ends inside a text, a quoted name or a comment. */
export class UnfinishedSqlError extends Error {
  override name = 'UnfinishedSqlError'
  readonly code = 'sql-unfinished'
  constructor(what: string, at: number) {
    super(`The ${what} that begins at character ${at + 1} has no end`)
  }
}

const WORD = /[\p{L}\p{N}_$]+/uy
const TEXT = /'(?:[^']|'')*'/y
const ESCAPED_TEXT = /[eE]'(?:[^'\\]|''|\\[\s\S])*'/y
const NAME = /"(?:[^"]|"")*"/y
const DOLLAR_TEXT = /\$([A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*)?\$[\s\S]*?\$\1\$/y
const LINE_COMMENT = /--[^\n\r]*/y
const SPACE = /\s+/y

/** Cuts SQL into its tokens, comments and spaces left out. Throws `UnfinishedSqlError`. */
export function readSqlTokens(sql: string): SqlToken[] {
  const tokens: SqlToken[] = []
  let at = 0
  const match = (pattern: RegExp): string | null => {
    pattern.lastIndex = at
    return pattern.exec(sql)?.[0] ?? null
  }
  const take = (kind: SqlToken['kind'], found: string, text = found): void => {
    tokens.push({ kind, text, start: at, end: at + found.length })
    at += found.length
  }
  while (at < sql.length) {
    const skipped = match(SPACE) ?? match(LINE_COMMENT)
    if (skipped !== null) {
      at += skipped.length
      continue
    }
    if (sql.startsWith('/*', at)) {
      at = endOfComment(sql, at)
      continue
    }
    const text = match(ESCAPED_TEXT) ?? match(TEXT) ?? match(DOLLAR_TEXT)
    const name = match(NAME)
    const word = match(WORD)
    if (text !== null) take('text', text)
    else if (name !== null) take('name', name, name.slice(1, -1).replaceAll('""', '"'))
    else if (sql[at] === "'") throw new UnfinishedSqlError('text', at)
    else if (sql[at] === '"') throw new UnfinishedSqlError('quoted name', at)
    else if (word !== null) take('word', word)
    else take('symbol', sql[at] ?? '')
  }
  return tokens
}

/** Where a block comment ends; they nest. */
function endOfComment(sql: string, start: number): number {
  let depth = 0
  for (let at = start; at < sql.length; at++) {
    if (sql.startsWith('/*', at)) {
      depth++
      at++
    } else if (sql.startsWith('*/', at)) {
      depth--
      at++
      if (depth === 0) return at + 1
    }
  }
  throw new UnfinishedSqlError('comment', start)
}
