import type { FacetKey } from './columns'
import { DIMENSION_COUNT } from './dimensions'
import { type Example, PUBLISHED_COLUMNS } from './example'
import type { Filter, FilterTerm } from './filter'
import { wordsSql } from './filter-sql'
import { dimensionOf, runTermsOf, selectionsOf } from './filter-terms'
import type { Sort } from './view'

/** A view as code over the published Parquet files, or why it cannot be had. */
export type CopiedCode = { readonly ok: true; readonly code: string } | { readonly ok: false; readonly reason: string }

/** The files of a view. */
export interface PublishedFiles {
  /** Paths or URLs of the Parquet files, in load order. */
  readonly files: readonly string[]
  /** The optional columns that the files have; conditions on any other hold for no row, and `missing` for all. */
  readonly columns: readonly (keyof Omit<Example, 'prompt' | 'chosen' | 'rejected' | 'extra'>)[]
}

/**
 * The rows of a view as SQL over the published Parquet columns, for DuckDB 1.4 and later: the same rows in the same
 * order. A run's results and content hashes are in no file, so a filter by run or by selection has no such SQL.
 */
export function viewAsSql(view: { readonly filter: Filter; readonly sort: Sort }, files: PublishedFiles): CopiedCode {
  if (runTermsOf(view.filter).length > 0)
    return { ok: false, reason: 'The filter asks for the results of a run, which the published files do not hold.' }
  if (selectionsOf(view.filter).length > 0)
    return { ok: false, reason: 'The filter asks for a saved selection, whose hashes the published files do not hold.' }
  if (files.files.length === 0) return { ok: false, reason: 'There are no Parquet files to read.' }
  const list = files.files.map(quote).join(', ')
  const code = `SELECT *
FROM read_parquet([${list}], union_by_name = true)
WHERE ${conditionSql(view.filter, files)}
ORDER BY ${orderSql(view.sort, files)};
`
  return { ok: true, code }
}

/** The same rows in Python: DuckDB reads the files, `datasets` takes the table over. */
export function viewAsPython(
  view: { readonly filter: Filter; readonly sort: Sort },
  files: PublishedFiles,
): CopiedCode {
  const sql = viewAsSql(view, files)
  if (!sql.ok) return sql
  const lines = sql.code
    .trimEnd()
    .split('\n')
    .map((line) => `    ${JSON.stringify(`${line}\n`)}`)
  const code = `import duckdb
from datasets import Dataset

sql = (
${lines.join('\n')}
)
rows = Dataset.from_pandas(duckdb.sql(sql).df())
print(rows)
`
  return { ok: true, code }
}

function conditionSql(filter: Filter, files: PublishedFiles): string {
  const list = (filters: readonly Filter[], joint: string, empty: string) =>
    filters.length === 0 ? empty : `(${filters.map((part) => conditionSql(part, files)).join(joint)})`
  switch (filter.kind) {
    case 'all':
      return list(filter.filters, ' AND ', 'TRUE')
    case 'any':
      return list(filter.filters, ' OR ', 'FALSE')
    case 'not':
      return `(NOT ${conditionSql(filter.filter, files)})`
    default:
      return termSql(filter, files)
  }
}

const DIRECTION = `"${PUBLISHED_COLUMNS.direction}"`
const POLE_VALUES = { positive: '1', negative: '0' } as const

function termSql(term: FilterTerm, files: PublishedFiles): string {
  switch (term.kind) {
    case 'direction':
      return whereThere('direction', files, valueSql(term.dimension, POLE_VALUES[term.pole], DIRECTION))
    case 'neutral':
      return whereThere('direction', files, valueSql(term.dimension, '0.5', DIRECTION))
    case 'history': {
      const holds = valueSql(term.dimension, POLE_VALUES[term.pole], `item.${DIRECTION}`)
      if (term.quantifier === 'every')
        return `(${countSql('ugc', files)} + ${countSql('pairs', files)} > 0 AND NOT ${someOfHistory(`NOT ${holds}`, files)})`
      return someOfHistory(holds, files)
    }
    case 'range': {
      const value = facetSql(term.facet, files)
      const ends = [
        term.min === null ? '' : `${value} >= ${term.min}`,
        term.max === null ? '' : `${value} <= ${term.max}`,
      ]
      const given = ends.filter((end) => end !== '')
      return given.length === 0 ? `(${value} IS NOT NULL)` : `coalesce(${given.join(' AND ')}, FALSE)`
    }
    case 'missing':
      return missingSql(term.column === 'persona' ? 'groundTruthPersona' : term.column, files)
    case 'text':
      return `(${term.fields.map((field) => textSql(field, term.query, files)).join(' OR ')})`
    case 'words':
      return wordsSql('prompt', term.query)
    case 'shard':
      return `(file_index = ${term.shard})`
    case 'run':
    case 'selection':
      return 'FALSE'
  }
}

function valueSql(dimension: string, value: string, vector: string): string {
  return `coalesce(list_extract(${vector}, ${dimensionOf({ dimension }).index + 1}) = ${value}, FALSE)`
}

function whereThere(column: PublishedFiles['columns'][number], files: PublishedFiles, sql: string): string {
  return files.columns.includes(column) ? sql : 'FALSE'
}

function someOfHistory(condition: string, files: PublishedFiles): string {
  return `(${(['ugc', 'pairs'] as const).map((column) => someItem(column, condition, files)).join(' OR ')})`
}

function someItem(column: 'ugc' | 'pairs', condition: string, files: PublishedFiles): string {
  const items = `list_filter("${PUBLISHED_COLUMNS[column]}", lambda item: ${condition})`
  return whereThere(column, files, `coalesce(len(${items}) > 0, FALSE)`)
}

const NESTED_TEXTS = { ugc: ['prompt', '"comment"'], pairs: ['prompt', 'chosen', 'rejected'] } as const

function textSql(
  field: Extract<FilterTerm, { kind: 'text' }>['fields'][number],
  query: string,
  files: PublishedFiles,
): string {
  const contains = (text: string) => `coalesce(contains(lower(${text}), lower(${quote(query)})), FALSE)`
  if (field === 'ugc' || field === 'pairs')
    return someItem(field, NESTED_TEXTS[field].map((text) => contains(`item.${text}`)).join(' OR '), files)
  if (field === 'demographics') return whereThere(field, files, contains(`"${PUBLISHED_COLUMNS[field]}"`))
  return contains(field)
}

function missingSql(column: PublishedFiles['columns'][number], files: PublishedFiles): string {
  if (!files.columns.includes(column)) return 'TRUE'
  return `(coalesce(len("${PUBLISHED_COLUMNS[column]}"), 0) = 0)`
}

function facetSql(facet: FacetKey, files: PublishedFiles): string {
  switch (facet) {
    case 'prompt_length':
      return lengthSql('prompt')
    case 'chosen_length':
      return lengthSql('chosen')
    case 'rejected_length':
      return lengthSql('rejected')
    case 'length_difference':
      return `(${lengthSql('chosen')} - ${lengthSql('rejected')})`
    case 'ugc_count':
      return countSql('ugc', files)
    case 'pair_count':
      return countSql('pairs', files)
    case 'active_count':
      if (!files.columns.includes('direction')) return 'NULL::INTEGER'
      return `CASE WHEN len(${DIRECTION}) > 0 THEN len(list_filter(${DIRECTION}, lambda value: value <> 0.5)) END`
    case 'conflict_count': {
      if (!files.columns.includes('direction')) return 'NULL::INTEGER'
      const item = `list_extract(item.${DIRECTION}, place)`
      const opposite = someOfHistory(`coalesce(${item} = 1 - list_extract(${DIRECTION}, place), FALSE)`, files)
      const conflicts = `list_filter(range(1, ${DIMENSION_COUNT + 1}), lambda place: list_extract(${DIRECTION}, place) <> 0.5 AND ${opposite})`
      return `CASE WHEN len(${DIRECTION}) > 0 THEN len(${conflicts}) END`
    }
  }
}

/** A length in UTF-16 code units: characters past U+FFFF take two. */
function lengthSql(text: string): string {
  return `(length(${text}) + length(regexp_replace(${text}, '[^\\x{10000}-\\x{10FFFF}]', '', 'g')))`
}

function countSql(column: 'ugc' | 'pairs', files: PublishedFiles): string {
  return files.columns.includes(column) ? `coalesce(len("${PUBLISHED_COLUMNS[column]}"), 0)` : '0'
}

function orderSql({ key, descending }: Sort, files: PublishedFiles): string {
  const loadOrder = ['file_index', 'file_row_number']
  const direction = descending ? ' DESC' : ''
  if (key === 'row_number') return loadOrder.map((column) => column + direction).join(', ')
  if (key === 'shard') return `file_index${direction}, file_row_number`
  return [`${facetSql(key, files)}${direction} NULLS LAST`, ...loadOrder].join(', ')
}

/** A text as a SQL literal; the parser would stop at a NUL. */
function quote(text: string): string {
  const parts = text.split('\0').map((part) => `'${part.replaceAll("'", "''")}'`)
  return parts.length === 1 ? parts.join('') : `(${parts.join(' || chr(0) || ')})`
}
