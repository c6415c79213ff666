import { FACETS, OPTIONAL_COLUMNS, TEXT_FIELDS } from './columns'
import { findDimension } from './dimensions'
import { FILTER_DEPTH, type Filter, type FilterTerm, MOST_FILTERS } from './filter'

/** A condition's text cannot be read; the message continues the sentence "the condition …". */
export class FilterTextError extends Error {
  override name = 'FilterTextError'
  readonly code = 'filter-text-unreadable'
}

const NO_FILTER = 'is no filter: too long or out of range'

/** The conditions of a text: cut at each `,` that is neither in brackets nor behind a `~`. */
export function splitTopLevel(text: string): string[] {
  const parts: string[] = []
  let start = 0
  let depth = 0
  for (let at = 0; at < text.length; at++) {
    const character = text[at]
    if (character === '~') at++
    else if (character === '(') depth++
    else if (character === ')') depth--
    else if (character === ',' && depth === 0) {
      parts.push(text.slice(start, at))
      start = at + 1
    }
  }
  parts.push(text.slice(start))
  return parts
}

/**
 * Reads one condition: whatever it gives, `filterSchema` accepts. It stands without that schema because an address is
 * read in the first load of a page. Throws `FilterTextError` for what is no condition.
 */
export function readCondition(text: string, depth = 0): Filter {
  const group = /^(all|any)\((.*)\)$/s.exec(text)
  const isNot = text.startsWith('!')
  if ((isNot || group) && depth >= FILTER_DEPTH) throw new FilterTextError('is nested too deeply')
  if (isNot) return { kind: 'not', filter: readCondition(text.slice(1), depth + 1) }
  if (group) {
    const [, kind, inside = ''] = group
    const parts = inside === '' ? [] : splitTopLevel(inside)
    if (parts.length > MOST_FILTERS) throw new FilterTextError(NO_FILTER)
    return { kind: kind === 'all' ? 'all' : 'any', filters: parts.map((part) => readCondition(part, depth + 1)) }
  }
  return readTerm(text)
}

function readTerm(text: string): FilterTerm {
  const colon = text.indexOf(':')
  const [head = '', ...rest] = (colon < 0 ? text : text.slice(0, colon)).split('.')
  const value = colon < 0 ? null : text.slice(colon + 1)
  if (head !== 'text' && /[()]/.test(text)) throw new FilterTextError('has brackets that do not match')
  if (value !== null) return readValuedTerm(head, rest, value)
  const [first = '', second = ''] = rest
  if (head === 'history' && rest.length === 2 && isPole(second))
    return { kind: 'history', dimension: knownDimension(first), pole: second }
  if (rest.length !== 1) throw new FilterTextError('is not a known condition')
  if (head === 'missing') return { kind: 'missing', column: knownKey(OPTIONAL_COLUMNS, first) }
  if (head === 'shard') return { kind: 'shard', shard: readWhole(first) }
  if (first === 'neutral') return { kind: 'neutral', dimension: knownDimension(head) }
  if (isPole(first)) return { kind: 'direction', dimension: knownDimension(head), pole: first }
  throw new FilterTextError('names no pole: positive, negative or neutral')
}

function readValuedTerm(head: string, rest: readonly string[], value: string): FilterTerm {
  if (head === 'text') {
    const fields = rest.length === 0 ? TEXT_FIELDS.map(({ key }) => key) : rest.map((key) => knownKey(TEXT_FIELDS, key))
    return { kind: 'text', query: readText(value), fields }
  }
  const [run = ''] = rest
  if (head === 'run' && rest.length === 1) {
    const [from, to] = readEnds(value)
    if (!/^[\w-]{1,64}$/.test(run)) throw new FilterTextError(NO_FILTER)
    return { kind: 'run', run, from, to }
  }
  const facet = FACETS.find(({ key }) => key === head)
  if (rest.length === 0 && facet) {
    const [min, max] = readEnds(value)
    return { kind: 'range', facet: facet.key, min, max }
  }
  throw new FilterTextError('is not a known condition')
}

/** The key when it is one of the list's. */
function knownKey<Key extends string>(list: readonly { readonly key: Key }[], key: string): Key {
  const known = list.find((entry) => entry.key === key)
  if (!known) throw new FilterTextError(NO_FILTER)
  return known.key
}

function isPole(text: string): text is 'positive' | 'negative' {
  return text === 'positive' || text === 'negative'
}

function knownDimension(key: string): string {
  if (!findDimension(key)) throw new FilterTextError(`names ${JSON.stringify(key)}, which is no dimension of AlignX`)
  return key
}

function readText(text: string): string {
  if (!/^(?:[^~,()]|~[~,()])*$/s.test(text)) throw new FilterTextError('holds a text with a stray ~, comma or bracket')
  const query = text.replace(/~([~,()])/g, '$1')
  if (query === '' || query.length > 400 || !query.isWellFormed()) throw new FilterTextError(NO_FILTER)
  return query
}

function readEnds(text: string): [number | null, number | null] {
  const cut = text.indexOf('..')
  if (cut < 0) throw new FilterTextError('is no range: two numbers joined by ..')
  return [readEnd(text.slice(0, cut)), readEnd(text.slice(cut + 2))]
}

function readEnd(text: string): number | null {
  if (text === '') return null
  const value = /^-?\d+(\.\d+)?(e[+-]?\d+)?$/.test(text) ? Number(text) : Number.NaN
  if (!Number.isFinite(value))
    throw new FilterTextError(`holds ${JSON.stringify(text.slice(0, 40))}, which is no number`)
  return value
}

function readWhole(text: string): number {
  if (!/^\d{1,9}$/.test(text))
    throw new FilterTextError(`holds ${JSON.stringify(text.slice(0, 40))}, which is no shard`)
  return Number(text)
}
