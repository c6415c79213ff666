import { FACETS, type FacetKey } from './columns'
import { findDimension, GROUPS, type GroupKey } from './dimensions'
import { oneOf, type Reading } from './view-params'

/** The principal components that a map offers as axes. */
export const COMPONENT_COUNT = 6

/** What the rows of the map are coloured by. */
export type MapColor =
  | { readonly kind: 'filter' }
  | { readonly kind: 'dimension'; readonly dimension: string }
  | { readonly kind: 'group'; readonly group: GroupKey }
  | { readonly kind: 'facet'; readonly facet: FacetKey }
  | { readonly kind: 'run'; readonly run: string }

/** A point a row, or the density of rows. */
export const MAP_DRAWINGS = ['points', 'density'] as const
export type MapDrawing = (typeof MAP_DRAWINGS)[number]

/** What part of a map is looked at: its middle, in units of the axes, and how many times larger than the whole. */
export interface MapCamera {
  readonly x: number
  readonly y: number
  readonly zoom: number
}

/** What the map shows. */
export interface MapView {
  /** The components across and up, counted from 1; they differ. */
  readonly axes: readonly [across: number, up: number]
  readonly color: MapColor
  readonly drawing: MapDrawing
  /** `null` for the whole. */
  readonly camera: MapCamera | null
}

export const DEFAULT_MAP_VIEW: MapView = {
  axes: [1, 2],
  color: { kind: 'filter' },
  drawing: 'points',
  camera: null,
}

export const LEAST_ZOOM = 0.5
export const MOST_ZOOM = 2000

/** Reads two components, as `1,2`. */
export function readAxes(text: string): Reading<MapView['axes']> {
  const [across, up] = [Number(text.split(',')[0]), Number(text.split(',')[1])]
  const isComponent = (number: number) => Number.isInteger(number) && number >= 1 && number <= COMPONENT_COUNT
  return /^\d,\d$/.test(text) && isComponent(across) && isComponent(up) && across !== up
    ? { value: [across, up] }
    : { problem: `is not two different components of 1 to ${COMPONENT_COUNT}, such as 1,2` }
}

/** Reads what `formatColor` writes. */
export function readColor(text: string): Reading<MapColor> {
  if (text === 'filter') return { value: { kind: 'filter' } }
  const colon = text.indexOf(':')
  const [kind, name] = [text.slice(0, colon), text.slice(colon + 1)]
  const group = GROUPS.find(({ key }) => key === name)
  const facet = FACETS.find(({ key }) => key === name)
  if (kind === 'dimension' && findDimension(name)) return { value: { kind, dimension: name } }
  if (kind === 'group' && group) return { value: { kind, group: group.key } }
  if (kind === 'facet' && facet) return { value: { kind, facet: facet.key } }
  if (kind === 'run' && /^[\w-]{1,64}$/.test(name)) return { value: { kind, run: name } }
  return { problem: 'is not filter, or dimension:, group:, facet: or run: with a known name' }
}

/** A colour as a parameter of an address, and as a key: equal texts, equal colours. */
export function formatColor(color: MapColor): string {
  switch (color.kind) {
    case 'filter':
      return 'filter'
    case 'dimension':
      return `dimension:${color.dimension}`
    case 'group':
      return `group:${color.group}`
    case 'facet':
      return `facet:${color.facet}`
    case 'run':
      return `run:${color.run}`
  }
}

/** Reads how rows are drawn. */
export const readDrawing = oneOf(MAP_DRAWINGS)

/** Reads the middle and the zoom, as `0.5,-1,4`. */
export function readCamera(text: string): Reading<MapCamera> {
  const numbers = text.split(',').map(Number)
  const [x = Number.NaN, y = Number.NaN, zoom = Number.NaN] = numbers
  const isRight = numbers.length === 3 && [x, y].every((place) => Math.abs(place) <= 1000)
  return isRight && zoom >= LEAST_ZOOM && zoom <= MOST_ZOOM
    ? { value: { x, y, zoom } }
    : { problem: `is not x,y,zoom with a zoom from ${LEAST_ZOOM} to ${MOST_ZOOM}` }
}

/** The parameters of a map in an address; those that stand for the default are `null`. */
export function mapParams({
  axes,
  color,
  drawing,
  camera,
}: MapView): readonly (readonly [param: string, value: string | null])[] {
  const unless = (value: string, usual: string) => (value === usual ? null : value)
  const round = (value: number) => String(Number(value.toPrecision(4)))
  return [
    ['axes', unless(axes.join(), DEFAULT_MAP_VIEW.axes.join())],
    ['color', unless(formatColor(color), formatColor(DEFAULT_MAP_VIEW.color))],
    ['draw', unless(drawing, DEFAULT_MAP_VIEW.drawing)],
    ['at', camera && [camera.x, camera.y, camera.zoom].map(round).join()],
  ]
}
