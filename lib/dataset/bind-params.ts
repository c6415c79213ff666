import type { SqlParam } from '@/lib/core/filter-sql'

/** A value that can go into SQL. */
export type LiteralParam = SqlParam | bigint | boolean

/** Code that is not to be read for placeholders: texts, quoted names, comments, dollar-quoted texts. */
const OPAQUE = /'(?:[^']|'')*'|"(?:[^"]|"")*"|--[^\n]*|\/\*[\s\S]*?\*\/|(\$\w*\$)[\s\S]*?\1/.source
const PLACEHOLDERS = new RegExp(`${OPAQUE}|\\?`, 'g')
const SEPARATORS = new RegExp(`${OPAQUE}|;`, 'g')

/**
 * SQL with its `?` replaced by literals in order. DuckDB-WASM can cancel a query it was sent as text but not a prepared
 * one, so values go in as literals that cannot end early. Throws `RangeError` when the counts differ.
 */
export function bindParams(sql: string, params: readonly LiteralParam[]): string {
  let next = 0
  const bound = sql.replace(PLACEHOLDERS, (part) => {
    if (part !== '?') return part
    const param = params[next++]
    if (param === undefined) throw new RangeError(`The query has more places than its ${params.length} values`)
    return toLiteral(param)
  })
  if (next !== params.length) throw new RangeError(`The query has ${next} places for ${params.length} values`)
  return bound
}

/** A value as a SQL literal. Throws `RangeError` for a number that is not finite. */
export function toLiteral(value: LiteralParam): string {
  if (value === null) return 'NULL'
  if (typeof value === 'string') return quote(value)
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE'
  if (typeof value === 'bigint') return value < 0n ? `(${value}::BIGINT)` : `${value}::UBIGINT`
  if (!Number.isFinite(value)) throw new RangeError(`${value} cannot be a value of a query`)
  if (!Number.isInteger(value)) return `'${value}'::DOUBLE`
  return value < 0 ? `(${value})` : String(value)
}

// A NUL would end the statement for the parser.
function quote(text: string): string {
  const parts = text.split('\0').map((part) => `'${part.replaceAll("'", "''")}'`)
  return parts.length === 1 ? parts.join('') : `(${parts.join(' || chr(0) || ')})`
}

/** The single statement of a text, its final semicolons cut off, or `null` when there are several. */
export function singleStatement(sql: string): string | null {
  const ends: number[] = []
  for (const match of sql.matchAll(SEPARATORS)) if (match[0] === ';') ends.push(match.index)
  const first = ends[0]
  if (first === undefined) return sql.trim()
  const rest = sql.slice(first).replace(/;|--[^\n]*|\/\*[\s\S]*?\*\//g, '')
  return rest.trim() === '' ? sql.slice(0, first).trim() : null
}
