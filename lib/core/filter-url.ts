import { TEXT_FIELDS } from './columns'
import { EVERY_ROW, type Filter, type FilterTerm } from './filter'
import { FilterTextError, readCondition, splitTopLevel } from './filter-url-reader'

/**
 * The version of the text form. A later one must still read this one.
 *
 * Version 1: `1:` and conditions joined by `,`, all of which must hold.
 * `openness.positive` `openness.negative` `openness.neutral` `history.openness.positive` `prompt_length:200..900`
 * `prompt_length:..900` `missing.ugc` `text:green tea` `text.prompt.chosen:tea` `shard.3` `run.ID:0..2`;
 * `!` before a condition negates it, `any(…)` and `all(…)` nest. In a text `~` precedes each of `~ , ( )`.
 * A filter that is not an `all` is marked with `=` after the version.
 */
const VERSION = 1

/** A part of a filter's text that could not be read, and why. */
export interface FilterProblem {
  /** The part as it stands in the text. */
  readonly part: string
  readonly problem: string
}

/** What a filter's text holds: the conditions that could be read, and the problems of the others. */
export interface ParsedFilter {
  readonly filter: Filter
  readonly problems: readonly FilterProblem[]
}

/** The filter as compact, readable text for a URL; the empty text for the filter that keeps every row. */
export function formatFilter(filter: Filter): string {
  if (filter.kind !== 'all') return `${VERSION}:=${formatCondition(filter)}`
  return filter.filters.length === 0 ? '' : `${VERSION}:${filter.filters.map(formatCondition).join(',')}`
}

/**
 * Reads `formatFilter`'s text. Never throws: a condition that cannot be read is left out and named in `problems`, as is
 * the whole text of an unknown version.
 */
export function parseFilter(text: string): ParsedFilter {
  if (text === '') return { filter: EVERY_ROW, problems: [] }
  if (text.length > 20_000)
    return { filter: EVERY_ROW, problems: [{ part: `${text.slice(0, 40)}…`, problem: 'is over 20,000 characters' }] }
  const [, version = String(VERSION), isOne = '', body = ''] = /^(?:(\d+):)?(=?)(.*)$/s.exec(text) ?? []
  if (version !== String(VERSION)) {
    const problem = `is a filter of version ${version}: this app reads version ${VERSION}`
    return { filter: EVERY_ROW, problems: [{ part: text, problem }] }
  }
  const filters: Filter[] = []
  const problems: FilterProblem[] = []
  for (const part of splitTopLevel(body)) {
    const condition = readChecked(part)
    if ('problem' in condition) problems.push({ part, problem: condition.problem })
    else filters.push(condition)
  }
  const [first] = filters
  if (isOne !== '' && filters.length === 1 && first) return { filter: first, problems }
  return { filter: { kind: 'all', filters }, problems }
}

function readChecked(part: string): Filter | { readonly problem: string } {
  try {
    return readCondition(part)
  } catch (error) {
    if (error instanceof FilterTextError) return { problem: error.message }
    throw error
  }
}

function formatCondition(filter: Filter): string {
  switch (filter.kind) {
    case 'all':
    case 'any':
      return `${filter.kind}(${filter.filters.map(formatCondition).join(',')})`
    case 'not':
      return `!${formatCondition(filter.filter)}`
    default:
      return formatTerm(filter)
  }
}

function formatTerm(term: FilterTerm): string {
  switch (term.kind) {
    case 'direction':
      return `${term.dimension}.${term.pole}`
    case 'neutral':
      return `${term.dimension}.neutral`
    case 'history':
      return `history.${term.dimension}.${term.pole}`
    case 'range':
      return `${term.facet}:${formatEnds(term.min, term.max)}`
    case 'missing':
      return `missing.${term.column}`
    case 'text':
      return `${['text', ...formatFields(term.fields)].join('.')}:${term.query.replace(/[~,()]/g, '~$&')}`
    case 'shard':
      return `shard.${term.shard}`
    case 'run':
      return `run.${term.run}:${formatEnds(term.from, term.to)}`
  }
}

function formatFields(fields: readonly string[]): readonly string[] {
  return fields.join() === TEXT_FIELDS.map(({ key }) => key).join() ? [] : fields
}

function formatEnds(from: number | null, to: number | null): string {
  return `${formatEnd(from)}..${formatEnd(to)}`
}

function formatEnd(value: number | null): string {
  if (value === null) return ''
  return Object.is(value, -0) ? '-0' : String(value)
}
