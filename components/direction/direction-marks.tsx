import { GROUPS, type GroupKey } from '@/lib/core/dimensions'
import type { DirectionPlanes } from '@/lib/core/direction'
import type { StripLayout } from './strip-layout'

interface DirectionMarksProps {
  /**
   * Usually of one direction. Planes of a whole history may hold both poles: a dimension with both is in conflict.
   * With `null` nothing is drawn in the place.
   */
  readonly planes: DirectionPlanes | null
  readonly layout: StripLayout
  /** Pixels. Positive bars rise from the middle, negative ones hang from it, hatched. */
  readonly height: number
}

/** Pixels from one line of the hatching to the next, and of each. */
const HATCH_STEP = 3
const HATCH_LINE = 1.6

/** The drawing of a direction: for each of five groups a thin line for neutral, and its bars. */
export function DirectionMarks({ planes, layout, height }: DirectionMarksProps) {
  const bars = planes ? drawBars(planes, layout, height) : null
  const lines = planes ? drawLines(layout, height) : null
  return (
    <svg width={layout.width} height={height} viewBox={`0 0 ${layout.width} ${height}`} aria-hidden className="block">
      {GROUPS.map(({ key }) => (
        <g key={key} fill={`var(--group-${key})`}>
          <path d={lines?.get(key)} opacity={0.35} />
          <path d={bars?.get(key)} />
        </g>
      ))}
    </svg>
  )
}

type Paths = ReadonlyMap<GroupKey, string>

function drawLines({ cells, cellWidth }: StripLayout, height: number): Paths {
  return new Map(
    GROUPS.map(({ key }) => {
      const own = cells.filter(({ group }) => group === key)
      const [first, last] = [own[0]?.x ?? 0, own.at(-1)?.x ?? 0]
      return [key, `M${first} ${height / 2 - 0.5}h${last - first + cellWidth}v1H${first}z`]
    }),
  )
}

function drawBars(planes: DirectionPlanes, { cells, cellWidth }: StripLayout, height: number): Paths {
  const middle = height / 2
  const bar = middle - 2
  const positive = toWords(planes.positiveLow, planes.positiveHigh)
  const negative = toWords(planes.negativeLow, planes.negativeHigh)
  const rectangle = (x: number, y: number, tall: number) => `M${x} ${y}h${cellWidth}v${tall}h${-cellWidth}z`
  const paths = new Map<GroupKey, string>()
  for (const { index, group, x } of cells) {
    let path = holds(positive, index) ? rectangle(x, 1.5, bar) : ''
    // Lines drawn one by one: a mask would cost a layer for each group of each strip of a screen.
    if (holds(negative, index))
      for (let y = 0; y < bar; y += HATCH_STEP) path += rectangle(x, middle + 0.5 + y, Math.min(HATCH_LINE, bar - y))
    if (path !== '') paths.set(group, (paths.get(group) ?? '') + path)
  }
  return paths
}

/** 90 bits as three numbers of 32. */
function toWords(low: bigint, high: bigint): readonly number[] {
  return [Number(low & 0xffff_ffffn), Number(low >> 32n), Number(high & 0xffff_ffffn)]
}

function holds(words: readonly number[], index: number): boolean {
  return (((words[index >> 5] ?? 0) >>> (index & 31)) & 1) === 1
}
