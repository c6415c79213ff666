import { FACETS } from './columns'
import { EVERY_ROW, type Filter } from './filter'
import { formatFilter, parseFilter } from './filter-url'
import {
  createParamReader,
  formatParams,
  oneOf,
  type Reading,
  readHash,
  readParam,
  type SearchParams,
  upTo,
  type ViewProblem,
} from './view-params'

/** What the rows can be sorted by. Every order ends on `row_number`, the load order. */
export const SORT_KEYS = ['row_number', 'shard', ...FACETS.map(({ key }) => key)] as const
export type SortKey = (typeof SORT_KEYS)[number]

export interface Sort {
  readonly key: SortKey
  readonly descending: boolean
}

/** How the equaliser is ordered: by group (as the taxonomy figure), share, lift over all rows, or dimension index. */
export const EQUALISER_ORDER_KEYS = ['group', 'share', 'lift', 'index'] as const
export type EqualiserOrderKey = (typeof EQUALISER_ORDER_KEYS)[number]

/** The columns that the table can show. */
export const VIEW_COLUMNS = [
  'id',
  'prompt',
  'chosen',
  'rejected',
  'direction',
  'history',
  'demographics',
  'profile',
  'persona',
  ...FACETS.map(({ key }) => key),
] as const
export type ViewColumn = (typeof VIEW_COLUMNS)[number]

/** Who can answer about the rows: the tab itself, or the server. */
export const ANSWERERS = ['tab', 'server'] as const

/** The `source` of a view on files of the tab itself, which no address can open again. */
export const OWN_FILES = 'files'

/** Everything Explore shows beside the theme; the address bar is its only home. */
export interface View {
  /** The open source, `OWN_FILES`, or `null` for the first one at hand. */
  readonly source: string | null
  readonly filter: Filter
  readonly sort: Sort
  /** Who is to answer about the rows; `null` leaves it to the page. */
  readonly answers: 'tab' | 'server' | null
  /** The content hash of the open row, or `null`. */
  readonly row: string | null
  readonly equaliser: { readonly order: EqualiserOrderKey; readonly search: string }
  /** The shown columns in their order, each once; `null` for the usual ones. */
  readonly columns: readonly ViewColumn[] | null
}

export const DEFAULT_VIEW: View = {
  source: null,
  filter: EVERY_ROW,
  sort: { key: 'row_number', descending: false },
  answers: null,
  row: null,
  equaliser: { order: 'group', search: '' },
  columns: null,
}

/** A view as read from an address. What could not be read has its default and is named in `problems`. */
export interface ParsedView extends View {
  readonly problems: readonly ViewProblem[]
}

/**
 * Reads a view from the parameters of an address. Never throws, ignores parameters it does not know. It does without
 * zod, as an address is read in the first load of a page.
 */
export function parseView(searchParams: SearchParams): ParsedView {
  const problems: ViewProblem[] = []
  const read = createParamReader(searchParams, problems)
  const filter = parseFilter(readParam(searchParams, 'f') ?? '')
  for (const problem of filter.problems) problems.push({ param: 'f', ...problem })
  const columns = read('columns', readColumns)
  return {
    source: read('source', upTo(2000)),
    filter: filter.filter,
    sort: { key: read('sort', oneOf(SORT_KEYS)) ?? 'row_number', descending: read('desc', oneOf(['1'])) !== null },
    answers: read('answers', oneOf(ANSWERERS)),
    row: read('row', readHash),
    equaliser: { order: read('order', oneOf(EQUALISER_ORDER_KEYS)) ?? 'group', search: read('find', upTo(100)) ?? '' },
    columns: columns === null ? null : [...new Set(columns)],
    problems,
  }
}

function readColumns(text: string): Reading<readonly ViewColumn[]> {
  const value: ViewColumn[] = []
  for (const name of text.split(',')) {
    const column = oneOf(VIEW_COLUMNS)(name)
    if ('problem' in column) return column
    value.push(column.value)
  }
  return { value }
}

/** The view as a query string without `?`; the empty text for the default view. `parseView` reads it back unchanged. */
export function formatView(view: View): string {
  return formatParams([
    ['source', view.source],
    ['f', formatFilter(view.filter)],
    ['sort', view.sort.key === 'row_number' ? null : view.sort.key],
    ['desc', view.sort.descending ? '1' : null],
    ['order', view.equaliser.order === 'group' ? null : view.equaliser.order],
    ['find', view.equaliser.search],
    ['columns', view.columns?.join(',') ?? null],
    ['answers', view.answers],
    ['row', view.row],
  ])
}

/** The problem as a sentence: what could not be read, and why. */
export function describeViewProblem({ param, part, problem }: ViewProblem): string {
  const shown = part.length > 60 ? `${part.slice(0, 60)}…` : part
  return `The address asks for ${param} ${JSON.stringify(shown)}, left out: ${problem}`
}
