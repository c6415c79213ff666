import { HISTORY_EVERY_PLANE_COLUMNS, HISTORY_PLANE_COLUMNS, PLANE_COLUMNS } from './columns'
import type { Dimension } from './dimensions'
import type { Pole } from './direction'
import type { Filter, FilterTerm } from './filter'
import { dimensionOf, type RunTerm } from './filter-terms'
import { wordsOf } from './words'

/** A value bound to a `?` of a query. */
export type SqlParam = string | number | null

/** A piece of SQL with the values of its `?`, in order. */
export interface SqlCondition {
  readonly sql: string
  readonly params: readonly SqlParam[]
}

/** What a filter needs besides the `examples` table. */
export interface FilterContext {
  /** The content hashes of the rows that a run scored with a margin in the term's range. */
  readonly rowsOfRun?: (term: RunTerm) => readonly string[]
  /** The content hashes of the rows in a saved selection. */
  readonly rowsOfSelection?: (selection: string) => readonly string[]
}

/** A filter names a run whose rows nobody looked up. */
export class UnresolvedRunError extends Error {
  override name = 'UnresolvedRunError'
  readonly code = 'filter-run-unresolved'
  constructor(readonly run: string) {
    super(`The filter asks for rows scored by run ${run}: look up its results first`)
  }
}

/** A filter names a saved selection whose rows nobody looked up. */
export class UnresolvedSelectionError extends Error {
  override name = 'UnresolvedSelectionError'
  readonly code = 'filter-selection-unresolved'
  constructor(readonly selection: string) {
    super(`The filter asks for the rows of selection ${selection}: look up its content hashes first`)
  }
}

/**
 * The filter as a condition over the `examples` table. It is TRUE or FALSE for every row and never NULL: a term about a
 * value that the row lacks is FALSE, so `not` of it is TRUE. Text is compared as `contains(lower(…), lower(?))`.
 * Throws `UnresolvedRunError` for a run term without `rowsOfRun`, `UnresolvedSelectionError` for a selection likewise.
 */
export function filterToSql(filter: Filter, context: FilterContext = {}): SqlCondition {
  const params: SqlParam[] = []
  return { sql: conditionSql(filter, context, params), params }
}

function conditionSql(filter: Filter, context: FilterContext, params: SqlParam[]): string {
  const list = (filters: readonly Filter[], joint: string, empty: string) =>
    filters.length === 0 ? empty : `(${filters.map((part) => conditionSql(part, context, params)).join(joint)})`
  switch (filter.kind) {
    case 'all':
      return list(filter.filters, ' AND ', 'TRUE')
    case 'any':
      return list(filter.filters, ' OR ', 'FALSE')
    case 'not':
      return `(NOT ${conditionSql(filter.filter, context, params)})`
    default:
      return termSql(filter, context, params)
  }
}

function termSql(term: FilterTerm, context: FilterContext, params: SqlParam[]): string {
  switch (term.kind) {
    case 'direction':
      return `coalesce(${bitSql(PLANE_COLUMNS, dimensionOf(term), term.pole)} <> 0, FALSE)`
    case 'history': {
      const columns = term.quantifier === 'every' ? HISTORY_EVERY_PLANE_COLUMNS : HISTORY_PLANE_COLUMNS
      return `coalesce(${bitSql(columns, dimensionOf(term), term.pole)} <> 0, FALSE)`
    }
    case 'neutral': {
      const dimension = dimensionOf(term)
      const poles = (['positive', 'negative'] as const).map((pole) => bitSql(PLANE_COLUMNS, dimension, pole))
      return `coalesce(${poles.join(' = 0 AND ')} = 0, FALSE)`
    }
    case 'range':
      return rangeSql(term, params)
    case 'missing':
      return MISSING_SQL[term.column]
    case 'text':
      return `(${term.fields.map((field) => textSql(field, term.query, params)).join(' OR ')})`
    case 'words':
      return wordsSql('prompt', term.query)
    case 'shard':
      params.push(term.shard)
      return 'coalesce(shard = ?, FALSE)'
    case 'run': {
      if (!context.rowsOfRun) throw new UnresolvedRunError(term.run)
      return hashSql(context.rowsOfRun(term), params)
    }
    case 'selection': {
      if (!context.rowsOfSelection) throw new UnresolvedSelectionError(term.selection)
      return hashSql(context.rowsOfSelection(term.selection), params)
    }
  }
}

function hashSql(hashes: readonly string[], params: SqlParam[]): string {
  params.push(hashes.join(','))
  return "coalesce(hash IN (SELECT unnest(string_split(?, ','))), FALSE)"
}

/**
 * Whether every word of the query is a word of the text, as `wordsOf` cuts both. Words are letters and digits only, so
 * they stand in the pattern as they are.
 */
export function wordsSql(text: string, query: string): string {
  const words = [...new Set(wordsOf(query))].map(
    (word) => `regexp_matches(${foldedSql(text)}, '(^|${NO_WORD})${word}(${NO_WORD}|$)')`,
  )
  return `coalesce(${words.join(' AND ')}, FALSE)`
}

/** What is in no word, as a pattern of DuckDB. */
export const NO_WORD = '[^\\p{L}\\p{N}]'

/** A text composed and in lower case as `wordsOf` does it, in SQL. */
export function foldedSql(text: string): string {
  return `replace(lower(nfc_normalize(${text})), 'ς', 'σ')`
}

/** The bit of one pole, taken from the columns [positive low, positive high, negative low, negative high]. */
function bitSql(columns: readonly [string, string, string, string], dimension: Dimension, pole: Pole): string {
  const isLow = dimension.index < 64
  const [positiveLow, positiveHigh, negativeLow, negativeHigh] = columns
  const positive = isLow ? positiveLow : positiveHigh
  const negative = isLow ? negativeLow : negativeHigh
  return `(${pole === 'positive' ? positive : negative} & ${1n << BigInt(dimension.index % 64)}::UBIGINT)`
}

function rangeSql(term: Extract<FilterTerm, { kind: 'range' }>, params: SqlParam[]): string {
  const ends: string[] = []
  for (const [sign, value] of [
    ['>=', term.min],
    ['<=', term.max],
  ] as const) {
    if (value === null) continue
    params.push(value)
    ends.push(`${term.facet} ${sign} ?`)
  }
  if (ends.length === 0) return `(${term.facet} IS NOT NULL)`
  return `coalesce(${ends.join(' AND ')}, FALSE)`
}

const MISSING_SQL = {
  direction: '(positive_low IS NULL)',
  demographics: "(coalesce(demographics, '') = '')",
  profile: "(coalesce(profile, '') = '')",
  persona: "(coalesce(persona, '') = '')",
  ugc: '(coalesce(ugc_count, 0) = 0)',
  pairs: '(coalesce(pair_count, 0) = 0)',
} as const

const NESTED_TEXTS = { ugc: ['prompt', '"comment"'], pairs: ['prompt', 'chosen', 'rejected'] } as const

function textSql(
  field: Extract<FilterTerm, { kind: 'text' }>['fields'][number],
  query: string,
  params: SqlParam[],
): string {
  const contains = (text: string) => {
    params.push(query)
    return `coalesce(contains(lower(${text}), lower(?)), FALSE)`
  }
  if (field !== 'ugc' && field !== 'pairs') return contains(field)
  const texts = NESTED_TEXTS[field].map((text) => contains(`item.${text}`))
  return `(coalesce(len(list_filter(${field}, lambda item: ${texts.join(' OR ')})), 0) > 0)`
}
