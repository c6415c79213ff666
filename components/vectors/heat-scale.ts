/** Colours of a heat map's values, and what its legend says. */
export interface HeatScale {
  /** The colour of a defined value, as `rgb(r,g,b)`. */
  readonly color: (value: number) => string
  /** From the least to the largest value, as a legend marks them. */
  readonly marks: readonly { readonly at: number; readonly label: string }[]
  /** The same colours along the legend: shares of its length from 0 to 1. */
  readonly colorAt: (share: number) => string
}

/** Colours for what has no value. */
export interface HeatInks {
  readonly undefinedCell: string
  readonly undefinedStroke: string
  readonly diagonal: string
}

type Rgb = readonly [number, number, number]

/** Blue, the page's ground, orange: the ends are equally far from the ground in lightness. */
const DIVERGING: Record<'light' | 'dark', readonly Rgb[]> = {
  light: [
    [10, 66, 130],
    [72, 143, 210],
    [255, 255, 255],
    [236, 152, 74],
    [153, 60, 0],
  ],
  dark: [
    [158, 208, 255],
    [44, 106, 172],
    [16, 19, 23],
    [158, 86, 24],
    [255, 188, 120],
  ],
}

const SEQUENTIAL: Record<'light' | 'dark', readonly Rgb[]> = {
  light: [
    [255, 255, 255],
    [120, 173, 224],
    [10, 66, 130],
  ],
  dark: [
    [16, 19, 23],
    [44, 106, 172],
    [170, 215, 255],
  ],
}

export function heatInks(isDark: boolean): HeatInks {
  return isDark
    ? { undefinedCell: '#23282f', undefinedStroke: '#5b6672', diagonal: '#434c58' }
    : { undefinedCell: '#eceff3', undefinedStroke: '#9aa3ae', diagonal: '#bcc4ce' }
}

/** 0 in the middle, at the ground; values past `reach` on either side have the end's colour. */
export function divergingScale(reach: number, isDark: boolean, format: (value: number) => string): HeatScale {
  const stops = DIVERGING[isDark ? 'dark' : 'light']
  const colorAt = (share: number) => blend(stops, share)
  return {
    color: (value) => colorAt((value / reach + 1) / 2),
    colorAt,
    marks: [
      { at: 0, label: `≤ ${format(-reach)}` },
      { at: 0.5, label: format(0) },
      { at: 1, label: `≥ ${format(reach)}` },
    ],
  }
}

/** 0 at the ground; values past `most` have the last colour. */
export function sequentialScale(most: number, isDark: boolean, format: (value: number) => string): HeatScale {
  const stops = SEQUENTIAL[isDark ? 'dark' : 'light']
  const colorAt = (share: number) => blend(stops, share)
  return {
    color: (value) => colorAt(most === 0 ? 0 : value / most),
    colorAt,
    marks: [
      { at: 0, label: format(0) },
      { at: 1, label: format(most) },
    ],
  }
}

/** Steps of the colours along a scale: enough that no two neighbours can be told apart. */
const STEPS = 128

function blend(stops: readonly Rgb[], share: number): string {
  const place = (Math.round(Math.min(1, Math.max(0, share)) * STEPS) / STEPS) * (stops.length - 1)
  const below = stops[Math.floor(place)] ?? [0, 0, 0]
  const above = stops[Math.ceil(place)] ?? below
  const part = place - Math.floor(place)
  return `rgb(${below.map((channel, at) => Math.round(channel + ((above[at] ?? 0) - channel) * part)).join(',')})`
}
