import { FACETS } from '@/lib/core/columns'
import { DIMENSIONS, GROUPS } from '@/lib/core/dimensions'
import type { MapColor } from '@/lib/core/map-view'
import { MISSING_FACET } from '@/lib/core/narrow-column'
import type { RowMask } from '@/lib/core/row-mask'
import { formatCount } from '../../ui/format'
import { divergingScale, sequentialScale } from '../heat-scale'
import { type ClassStyle, colorRows, isInMask, type MapColoring } from './map-coloring'

/** What was read of the rows for a colour. */
export type ColorFacts =
  | { readonly color: Extract<MapColor, { kind: 'filter' }> }
  | { readonly color: Extract<MapColor, { kind: 'dimension' | 'group' | 'facet' }>; readonly values: ArrayLike<number> }
  /** The rows of each margin class, in the order of `MARGIN_EDGES`. */
  | { readonly color: Extract<MapColor, { kind: 'run' }>; readonly masks: readonly RowMask[] }

/** Margins, in nats, at which the classes of a run meet; a class includes its lower end. */
export const MARGIN_EDGES = [-4, -1, 0, 1, 4] as const

/** The classes of margins as the conditions of a filter have them. */
export const MARGIN_CLASSES = [null, ...MARGIN_EDGES].map((from, at) => ({ from, to: MARGIN_EDGES[at] ?? null }))

/** Rows from which the edges of a facet's classes are taken, evenly spread. */
const SAMPLED_ROWS = 20_000
const FACET_CLASSES = 7

/** What the points are coloured by, for people. */
export function nameColor(color: MapColor): string {
  switch (color.kind) {
    case 'filter':
      return 'Filter'
    case 'dimension':
      return DIMENSIONS.find(({ key }) => key === color.dimension)?.label ?? color.dimension
    case 'group':
      return GROUPS.find(({ key }) => key === color.group)?.name ?? color.group
    case 'facet':
      return FACETS.find(({ key }) => key === color.facet)?.label ?? color.facet
    case 'run':
      return `Margin of run ${color.run}`
  }
}

/** The classes and counts of all rows for a colour. `mask` has the rows under the filter, `null` without a filter. */
export function prepareColoring(
  facts: ColorFacts,
  positions: Float32Array,
  mask: RowMask | null,
  isDark: boolean,
): MapColoring {
  const outside = outsideStyle(isDark)
  const { styles, classOf } = classify(facts, mask !== null, isDark)
  return colorRows({ positions, mask, styles, outside, classOf })
}

interface Classes {
  readonly styles: readonly ClassStyle[]
  readonly classOf: (row: number) => number
}

function classify(facts: ColorFacts, isFiltered: boolean, isDark: boolean): Classes {
  const { color } = facts
  switch (color.kind) {
    case 'filter':
      return {
        styles: [{ label: isFiltered ? 'Under the filter' : 'Rows', color: signalColor(isDark), shape: 'disc' }],
        classOf: () => 0,
      }
    case 'dimension':
      return 'values' in facts ? classifySigns(color.dimension, facts.values, isDark) : NOTHING
    case 'group':
      return 'values' in facts ? classifyNet(facts.values, isDark) : NOTHING
    case 'facet':
      return 'values' in facts ? classifyFacet(facts.values, isDark) : NOTHING
    case 'run':
      return 'masks' in facts ? classifyMargins(facts.masks, isDark) : NOTHING
  }
}

const NOTHING: Classes = { styles: [], classOf: () => 0 }

function classifySigns(key: string, values: ArrayLike<number>, isDark: boolean): Classes {
  const dimension = DIMENSIONS.find((candidate) => candidate.key === key)
  const color = diverging(isDark)
  return {
    styles: [
      { label: `+ ${dimension?.positive ?? ''}`, color: color(1.3), shape: 'up' },
      { label: 'Neutral', color: neutralColor(isDark), shape: 'disc' },
      { label: `− ${dimension?.negative ?? ''}`, color: color(-1.3), shape: 'down' },
    ],
    classOf: (row) => 1 - (values[row] ?? 0),
  }
}

/** Net dimensions of a group from which it counts as strong. */
const STRONG_NET = 3

function classifyNet(values: ArrayLike<number>, isDark: boolean): Classes {
  const color = diverging(isDark)
  const places = [2, 1, 0, -1, -2]
  return {
    styles: [
      { label: `+${STRONG_NET} or more`, color: color(2), shape: 'up' },
      { label: `+1 to +${STRONG_NET - 1}`, color: color(1), shape: 'up' },
      { label: '0: as many + as −', color: neutralColor(isDark), shape: 'disc' },
      { label: `−1 to −${STRONG_NET - 1}`, color: color(-1), shape: 'down' },
      { label: `−${STRONG_NET} or less`, color: color(-2), shape: 'down' },
    ],
    classOf: (row) => {
      const net = values[row] ?? 0
      return places.indexOf(Math.sign(net) * (Math.abs(net) >= STRONG_NET ? 2 : net === 0 ? 0 : 1))
    },
  }
}

function classifyFacet(values: ArrayLike<number>, isDark: boolean): Classes {
  const edges = quantileEdges(values)
  const scale = sequentialScale(1, isDark, String)
  const classes = edges.length + 1
  const label = (at: number) => {
    const [from, to] = [edges[at - 1], edges[at]]
    if (from === undefined) return to === undefined ? 'Has a value' : `≤ ${format(to)}`
    if (to === undefined) return `> ${format(from)}`
    return from + 1 === to ? format(to) : `${format(from + 1)} to ${format(to)}`
  }
  const styles: ClassStyle[] = Array.from({ length: classes }, (_, at) => ({
    label: label(at),
    color: scale.colorAt(classes === 1 ? 1 : 0.3 + (0.7 * at) / (classes - 1)),
    shape: 'disc',
  }))
  return {
    styles: [...styles, { label: 'No value', color: neutralColor(isDark), shape: 'ring' }],
    classOf: (row) => {
      const value = values[row] ?? MISSING_FACET
      if (value === MISSING_FACET) return classes
      let at = 0
      while (at < edges.length && value > (edges[at] ?? 0)) at++
      return at
    },
  }
}

/** Growing values; a class ends at each of them, itself included. Fewer where many rows share a value. */
function quantileEdges(values: ArrayLike<number>): readonly number[] {
  const step = Math.max(1, Math.floor(values.length / SAMPLED_ROWS))
  const sample: number[] = []
  for (let row = 0; row < values.length; row += step) {
    const value = values[row] ?? MISSING_FACET
    if (value !== MISSING_FACET) sample.push(value)
  }
  sample.sort((a, b) => a - b)
  const most = sample.at(-1) ?? 0
  const edges = Array.from(
    { length: FACET_CLASSES - 1 },
    (_, at) => sample[Math.floor(((at + 1) * sample.length) / FACET_CLASSES)] ?? 0,
  )
  return [...new Set(edges)].filter((edge) => edge < most)
}

function classifyMargins(masks: readonly RowMask[], isDark: boolean): Classes {
  const color = diverging(isDark)
  const looks: readonly [label: string, color: string, shape: ClassStyle['shape']][] = [
    ['below −4 nats', color(-2), 'down'],
    ['−4 to −1', color(-1.3), 'down'],
    ['−1 to 0', color(-0.7), 'down'],
    ['0 to 1, ties included', color(0.7), 'up'],
    ['1 to 4', color(1.3), 'up'],
    ['4 nats and more', color(2), 'up'],
    ['Not scored', outsideStyle(isDark).color, 'ring'],
  ]
  return {
    styles: looks.map(([label, shade, shape]) => ({ label, color: shade, shape })),
    classOf: (row) => {
      const at = masks.findIndex((mask) => isInMask(mask, row))
      return at === -1 ? masks.length : at
    },
  }
}

/** Colours from -2 to 2, negative blue and positive orange; 0 would be the ground. */
function diverging(isDark: boolean): (place: number) => string {
  const scale = divergingScale(2, isDark, String)
  return (place) => scale.color(place)
}

function format(value: number): string {
  return value < 0 ? `−${formatCount(-value)}` : formatCount(value)
}

function neutralColor(isDark: boolean): string {
  return isDark ? 'rgb(122,131,143)' : 'rgb(140,149,160)'
}

function signalColor(isDark: boolean): string {
  return isDark ? 'rgb(125,180,247)' : 'rgb(26,95,180)'
}

function outsideStyle(isDark: boolean): ClassStyle {
  return {
    label: 'Outside the filter',
    color: isDark ? 'rgb(54,61,70)' : 'rgb(209,215,223)',
    shape: 'disc',
  }
}
