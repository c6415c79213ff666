import { type Direction, formatSigns, parseSigns } from './direction'
import { EVERY_ROW, type Filter } from './filter'
import { formatFilter, parseFilter } from './filter-url'
import { DEFAULT_MAP_VIEW, type MapView, mapParams, readAxes, readCamera, readColor, readDrawing } from './map-view'
import { formatWeights, readWeights, type Weights } from './vector-weights'
import { ANSWERERS, type View } from './view'
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

export const VECTORS_TABS = ['distribution', 'relations', 'compare', 'neighbours', 'map', 'health'] as const
export type VectorsTab = (typeof VECTORS_TABS)[number]

/** How the distribution is ordered: by group (as the taxonomy figure), by a share, or by dimension index. */
export const DISTRIBUTION_ORDERS = ['group', 'positive', 'negative', 'active', 'index'] as const
export type DistributionOrder = (typeof DISTRIBUTION_ORDERS)[number]

/** What a cell of the heat map says of two dimensions, or of a pole of each. */
export const RELATION_MEASURES = ['pearson', 'lift', 'share'] as const
export type RelationMeasure = (typeof RELATION_MEASURES)[number]

/** Which poles lift and share are of: both positive, row positive and column negative, both negative. */
export const POLE_PAIRS = ['positive', 'opposed', 'negative'] as const
export type PolePair = (typeof POLE_PAIRS)[number]

export const RELATION_ORDERS = ['group', 'index', 'cluster'] as const
export type RelationOrder = (typeof RELATION_ORDERS)[number]

/** The rows' correlations, the published figure's, both side by side, or the rows' less the published ones. */
export const RELATION_SIDES = ['rows', 'published', 'beside', 'difference'] as const
export type RelationSides = (typeof RELATION_SIDES)[number]

/** Which shares of two subsets are compared: of each pole, of both poles as tests of their own, or of any pole. */
export const COMPARED_SHARES = ['both', 'positive', 'negative', 'active'] as const
export type ComparedShares = (typeof COMPARED_SHARES)[number]

export const COMPARISON_ORDERS = ['difference', 'p', 'group'] as const
export type ComparisonOrder = (typeof COMPARISON_ORDERS)[number]

export const NEIGHBOUR_MODES = ['nearest', 'opposite'] as const
export type NeighbourMode = (typeof NEIGHBOUR_MODES)[number]

/** What neighbours are looked for: those of a row by its content hash, or of a direction that was drawn or pasted. */
export type NeighbourTarget =
  | { readonly kind: 'row'; readonly hash: string }
  | { readonly kind: 'direction'; readonly direction: Direction }

/** Everything the Vectors page shows beside the theme; the address bar is its only home. */
export interface VectorsView {
  /** As in `View`. */
  readonly source: string | null
  /** As in `View`. */
  readonly answers: View['answers']
  /** The rows that are looked at: A in a comparison. */
  readonly filter: Filter
  /** B of a comparison; `null` for the rows outside A. */
  readonly against: Filter | null
  readonly tab: VectorsTab
  /** Keeps the dimensions whose label, name or poles contain it. */
  readonly search: string
  readonly distribution: DistributionOrder
  readonly relations: {
    readonly measure: RelationMeasure
    readonly poles: PolePair
    readonly order: RelationOrder
    readonly sides: RelationSides
  }
  readonly compare: { readonly shares: ComparedShares; readonly order: ComparisonOrder }
  readonly neighbours: {
    readonly target: NeighbourTarget | null
    readonly weights: Weights
    readonly mode: NeighbourMode
  }
  readonly map: MapView
}

export const DEFAULT_VECTORS_VIEW: VectorsView = {
  source: null,
  answers: null,
  filter: EVERY_ROW,
  against: null,
  tab: 'distribution',
  search: '',
  distribution: 'group',
  relations: { measure: 'pearson', poles: 'positive', order: 'group', sides: 'rows' },
  compare: { shares: 'both', order: 'difference' },
  neighbours: { target: null, weights: new Map(), mode: 'nearest' },
  map: DEFAULT_MAP_VIEW,
}

/** A view as read from an address. What could not be read has its default and is named in `problems`. */
export interface ParsedVectorsView extends VectorsView {
  readonly problems: readonly ViewProblem[]
}

function readTarget(text: string): Reading<NeighbourTarget> {
  const hash = readHash(text)
  if ('value' in hash) return { value: { kind: 'row', hash: hash.value } }
  const direction = parseSigns(text)
  if (direction) return { value: { kind: 'direction', direction } }
  return { problem: 'is neither a content hash (32 hex characters) nor a direction (90 of +, 0 and -)' }
}

/** Reads a view from the parameters of an address. Never throws, ignores parameters it does not know. */
export function parseVectorsView(searchParams: SearchParams): ParsedVectorsView {
  const problems: ViewProblem[] = []
  const read = createParamReader(searchParams, problems)
  const readFilter = (param: string): Filter | null => {
    const text = readParam(searchParams, param)
    if (text === null || text === '') return null
    const parsed = parseFilter(text)
    for (const problem of parsed.problems) problems.push({ param, ...problem })
    return parsed.filter
  }
  const fallback = DEFAULT_VECTORS_VIEW
  return {
    source: read('source', upTo(2000)),
    answers: read('answers', oneOf(ANSWERERS)),
    filter: readFilter('f') ?? fallback.filter,
    against: readFilter('g'),
    tab: read('tab', oneOf(VECTORS_TABS)) ?? fallback.tab,
    search: read('find', upTo(100)) ?? fallback.search,
    distribution: read('sort', oneOf(DISTRIBUTION_ORDERS)) ?? fallback.distribution,
    relations: {
      measure: read('measure', oneOf(RELATION_MEASURES)) ?? fallback.relations.measure,
      poles: read('poles', oneOf(POLE_PAIRS)) ?? fallback.relations.poles,
      order: read('order', oneOf(RELATION_ORDERS)) ?? fallback.relations.order,
      sides: read('sides', oneOf(RELATION_SIDES)) ?? fallback.relations.sides,
    },
    compare: {
      shares: read('shares', oneOf(COMPARED_SHARES)) ?? fallback.compare.shares,
      order: read('rank', oneOf(COMPARISON_ORDERS)) ?? fallback.compare.order,
    },
    neighbours: {
      target: read('target', readTarget),
      weights: read('weights', readWeights) ?? fallback.neighbours.weights,
      mode: read('mode', oneOf(NEIGHBOUR_MODES)) ?? fallback.neighbours.mode,
    },
    map: {
      axes: read('axes', readAxes) ?? fallback.map.axes,
      color: read('color', readColor) ?? fallback.map.color,
      drawing: read('draw', readDrawing) ?? fallback.map.drawing,
      camera: read('at', readCamera),
    },
    problems,
  }
}

/** The text of a filter that keeps every row as B: it must differ from no B at all. */
const EVERY_ROW_TEXT = '1:=all()'

/** The view as a query string without `?`; empty for the default view. `parseVectorsView` reads it back unchanged. */
export function formatVectorsView(view: VectorsView): string {
  const { relations, compare, neighbours } = view
  const { target } = neighbours
  const fallback = DEFAULT_VECTORS_VIEW
  const unless = (value: string, usual: string) => (value === usual ? null : value)
  return formatParams([
    ['source', view.source],
    ['answers', view.answers],
    ['tab', unless(view.tab, fallback.tab)],
    ['f', formatFilter(view.filter)],
    ['g', view.against && (formatFilter(view.against) || EVERY_ROW_TEXT)],
    ['find', view.search],
    ['sort', unless(view.distribution, fallback.distribution)],
    ['measure', unless(relations.measure, fallback.relations.measure)],
    ['poles', unless(relations.poles, fallback.relations.poles)],
    ['order', unless(relations.order, fallback.relations.order)],
    ['sides', unless(relations.sides, fallback.relations.sides)],
    ['shares', unless(compare.shares, fallback.compare.shares)],
    ['rank', unless(compare.order, fallback.compare.order)],
    ['target', target && (target.kind === 'row' ? target.hash : formatSigns(target.direction))],
    ['weights', formatWeights(neighbours.weights)],
    ['mode', unless(neighbours.mode, fallback.neighbours.mode)],
    ...mapParams(view.map),
  ])
}
