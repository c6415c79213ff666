import { DIMENSIONS, type Dimension } from '@/lib/core/dimensions'
import { type Direction, formatSigns, type Sign } from '@/lib/core/direction'
import type { Neighbour } from '@/lib/dataset'
import type { ChartTable } from '../charts/chart-table'

/** How a row stands to the target in one dimension; `missing` is a pole of the target where the row is neutral. */
export type Standing = 'agree' | 'conflict' | 'missing' | 'extra' | 'neutral'

/** The standing of a sign of a row to the target's. */
export function standingOf(target: Sign, sign: Sign): Standing {
  if (target === 0) return sign === 0 ? 'neutral' : 'extra'
  if (sign === 0) return 'missing'
  return sign === target ? 'agree' : 'conflict'
}

/** The dimensions at which a row stands so to the target, in index order. */
export function dimensionsStanding(target: Direction, direction: Direction, standing: Standing): readonly Dimension[] {
  return DIMENSIONS.filter(({ index }) => standingOf(target[index] ?? 0, direction[index] ?? 0) === standing)
}

/** What two directions agree and conflict in, in a sentence. */
export function describeStanding(target: Direction, direction: Direction): string {
  const named = (standing: Standing) =>
    dimensionsStanding(target, direction, standing).map(
      (dimension) => `${direction[dimension.index] === 1 ? '+' : '−'} ${dimension.label}`,
    )
  const [agree, conflict] = [named('agree'), named('conflict')]
  const list = (names: readonly string[]) => (names.length > 0 ? `: ${names.join(', ')}` : '')
  return `agrees in ${agree.length}${list(agree)}; conflicts in ${conflict.length}${list(conflict)}`
}

/** Why no neighbours can be looked for, or `null` when they can. */
export function refuseTarget(target: Direction, weights: readonly number[] | null): string | null {
  const active = DIMENSIONS.filter(({ index }) => target[index] !== 0)
  if (active.length === 0) return 'This target is neutral in all 90 dimensions: no row could agree or conflict with it.'
  if (weights && active.every(({ index }) => weights[index] === 0))
    return `All ${active.length} active dimensions of this target weigh 0, so nothing is left to compare.`
  return null
}

/** The neighbours as numbers. */
export function tabulateNeighbours(target: Direction, rows: readonly Neighbour[]): ChartTable {
  return {
    columns: [
      { key: 'rank', label: 'Rank', isNumber: true },
      { key: 'row', label: 'Row', isNumber: false },
      { key: 'score', label: 'Score', isNumber: true },
      { key: 'agree', label: 'Agree', isNumber: true },
      { key: 'conflict', label: 'Conflict', isNumber: true },
      { key: 'agreeing', label: 'Agrees in', isNumber: false },
      { key: 'conflicting', label: 'Conflicts in', isNumber: false },
      { key: 'signs', label: 'Direction', isNumber: false },
      { key: 'hash', label: 'Content hash', isNumber: false },
    ],
    rows: rows.map(({ shard, shardRow, hash, direction, near }, at) => {
      const names = (standing: Standing) =>
        direction
          ? dimensionsStanding(target, direction, standing)
              .map(({ label }) => label)
              .join(', ')
          : null
      return {
        rank: at + 1,
        row: `${shard}:${shardRow}`,
        score: near.score,
        agree: near.agree,
        conflict: near.conflict,
        agreeing: names('agree'),
        conflicting: names('conflict'),
        signs: direction && formatSigns(direction),
        hash,
      }
    }),
  }
}
