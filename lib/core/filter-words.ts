import { FACETS, OPTIONAL_COLUMNS, TEXT_FIELDS } from './columns'
import type { Dimension } from './dimensions'
import type { Pole } from './direction'
import { conditionsOf, type Filter, type FilterTerm } from './filter'
import { dimensionOf } from './filter-terms'

/** What the words of a filter need besides the filter. */
export interface WordsContext {
  /** The name of a run, or `null` where it is not known. */
  readonly nameOfRun?: (run: string) => string | null
  /** The name of a saved selection, or `null` where it is not known. */
  readonly nameOfSelection?: (selection: string) => string | null
}

/** The whole filter as one line: `A AND B`, or `every row`. */
export function filterInWords(filter: Filter, context: WordsContext = {}): string {
  const conditions = conditionsOf(filter)
  if (conditions.length === 0) return 'every row'
  return conditions.map((condition) => inner(condition, context, conditions.length > 1)).join(' AND ')
}

/** One condition as a pill reads it: `Openness: high`, `not Humor: dislikes`, `post length 200–900 characters`. */
export function conditionInWords(condition: Filter, context: WordsContext = {}): string {
  return inner(condition, context, false)
}

/** A pole in a word or two beside its dimension's label: `high`, `likes`, `strong need`, `not concerned`, `young`. */
export function poleWord(dimension: Dimension, pole: Pole): string {
  const text = poleName(dimension, pole)
  for (const [pattern, word] of SHORT_POLES) if (pattern.test(text)) return word
  return lowerFirst(text)
}

const SHORT_POLES = [
  [/^High /, 'high'],
  [/^Low /, 'low'],
  [/^Likes /, 'likes'],
  [/^Dislikes /, 'dislikes'],
  [/^Strong need for /, 'strong need'],
  [/^Indifferent (to|about) /, 'indifferent'],
  [/^Concerned about /, 'concerned'],
  [/^Not concerned about /, 'not concerned'],
] as const

/** The published pole label without its explanation in brackets: `Strong need for Order`. */
export function poleName(dimension: Dimension, pole: Pole): string {
  return dimension[pole].replace(/\s*\([^)]*\)\s*$/, '')
}

function inner(filter: Filter, context: WordsContext, inBrackets: boolean): string {
  const group = (filters: readonly Filter[], joint: string, empty: string) => {
    if (filters.length === 0) return empty
    const words = filters.map((part) => inner(part, context, filters.length > 1)).join(joint)
    return inBrackets && filters.length > 1 ? `(${words})` : words
  }
  switch (filter.kind) {
    case 'all':
      return group(filter.filters, ' AND ', 'every row')
    case 'any':
      return group(filter.filters, ' OR ', 'no row')
    case 'not':
      return negationInWords(filter.filter, context)
    default:
      return termInWords(filter, context)
  }
}

function termInWords(term: FilterTerm, context: WordsContext): string {
  switch (term.kind) {
    case 'direction': {
      const dimension = dimensionOf(term)
      return `${dimension.label}: ${poleWord(dimension, term.pole)}`
    }
    case 'neutral':
      return `${dimensionOf(term).label}: neutral`
    case 'history':
      return `${term.quantifier} history item: ${poleName(dimensionOf(term), term.pole)}`
    case 'range':
      return rangeInWords(term)
    case 'missing':
      return `no ${partName(term.column)}`
    case 'text':
      return `text "${term.query}" in ${fieldsInWords(term.fields)}`
    case 'words':
      return `the post has the words "${term.query}"`
    case 'shard':
      return `shard ${term.shard}`
    case 'run': {
      const name = context.nameOfRun?.(term.run) ?? null
      return `${name === null ? 'run margins' : `margins of "${name}"`}${marginsInWords(term.from, term.to)}`
    }
    case 'selection':
      return `in the selection "${context.nameOfSelection?.(term.selection) ?? term.selection}"`
  }
}

/** The negations that have words of their own, and `not …` for the others. */
function negationInWords(filter: Filter, context: WordsContext): string {
  if (filter.kind === 'history' && filter.quantifier === 'some')
    return `no history item: ${poleName(dimensionOf(filter), filter.pole)}`
  if (filter.kind === 'missing') return `has ${partName(filter.column)}`
  if (filter.kind === 'words') return `the post lacks some of the words "${filter.query}"`
  return `not ${inner(filter, context, true)}`
}

function partName(column: string): string {
  return lowerFirst(OPTIONAL_COLUMNS.find(({ key }) => key === column)?.label ?? column)
}

function rangeInWords({ facet, min, max }: Extract<FilterTerm, { kind: 'range' }>): string {
  const found = FACETS.find(({ key }) => key === facet)
  const label = lowerFirst(found?.label ?? facet)
  const unit = found?.unit === 'characters' ? ' characters' : ''
  if (min === null) return max === null ? `${label} known` : `${label} at most ${formatNumber(max)}${unit}`
  if (max === null) return `${label} at least ${formatNumber(min)}${unit}`
  if (min === max) return `${label} exactly ${formatNumber(min)}${unit}`
  const joint = min < 0 || max < 0 ? ' to ' : '–'
  return `${label} ${formatNumber(min)}${joint}${formatNumber(max)}${unit}`
}

function marginsInWords(from: number | null, to: number | null): string {
  if (from === null) return to === null ? ' of any size' : ` below ${formatNumber(to)}`
  return to === null ? ` from ${formatNumber(from)}` : ` ${formatNumber(from)} to ${formatNumber(to)}`
}

function fieldsInWords(fields: readonly string[]): string {
  if (TEXT_FIELDS.every(({ key }) => fields.includes(key))) return 'any text'
  return fields.map((field) => TEXT_FIELDS.find(({ key }) => key === field)?.label ?? field).join(', ')
}

const NUMBERS = new Intl.NumberFormat('en-US', { maximumFractionDigits: 6 })

function formatNumber(value: number): string {
  return NUMBERS.format(value).replace('-', '−')
}

function lowerFirst(text: string): string {
  return /^[A-Z][a-z-]/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text
}
