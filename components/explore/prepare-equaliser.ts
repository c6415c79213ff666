import { DIMENSIONS, type Dimension, GROUPS, type GroupKey } from '@/lib/core/dimensions'
import type { Pole } from '@/lib/core/direction'
import { conditionsOf, type Filter, type FilterTerm } from '@/lib/core/filter'
import { dimensionContains } from '@/lib/core/find-dimensions'
import type { EqualiserOrderKey } from '@/lib/core/view'

export const EQUALISER_ORDERS = [
  { key: 'group', label: 'Group' },
  { key: 'share', label: 'Share' },
  { key: 'lift', label: 'Lift' },
  { key: 'index', label: 'Index' },
] as const satisfies readonly { key: EqualiserOrderKey; label: string }[]

/** Rows by pole, of those that have a direction at all. */
export interface PoleTotals {
  readonly withDirection: number
  readonly positive: ArrayLike<number>
  readonly negative: ArrayLike<number>
}

/** What the filter already says of a pole. */
export type PoleState = 'free' | 'required' | 'excluded' | 'in-history'

export interface EqualiserPole {
  readonly pole: Pole
  readonly label: string
  /** Rows under the filter; `null` while they are counted for the first time. */
  readonly count: number | null
  /** Share of the rows with a direction under the filter, and of all of them, in [0, 1]; `null` without such rows. */
  readonly share: number | null
  readonly shareOfAll: number | null
  /** `share / shareOfAll`; `null` where either is undefined or the pole never occurs. */
  readonly lift: number | null
  readonly state: PoleState
}

export interface EqualiserRow {
  readonly dimension: Dimension
  readonly positive: EqualiserPole
  readonly negative: EqualiserPole
}

export interface EqualiserSection {
  readonly key: GroupKey | 'all'
  readonly name: string
  readonly rows: readonly EqualiserRow[]
}

export interface Equaliser {
  readonly sections: readonly EqualiserSection[]
  /** True when no row has a direction: there is nothing to count. */
  readonly isUndefined: boolean
  /** The share that fills a track: the largest share over all rows, rounded up to a twentieth. Longer bars are cut. */
  readonly fullTrack: number
}

interface EqualiserInput {
  readonly counts: PoleTotals | null
  readonly totals: PoleTotals | null
  readonly filter: Filter
  readonly order: EqualiserOrderKey
  /** Keeps the dimensions whose label, name or poles contain it. */
  readonly search: string
}

/** Decides everything the equaliser draws: bars, order, states. Ties keep the dimensions' own order. */
export function prepareEqualiser({ counts, totals, filter, order, search }: EqualiserInput): Equaliser {
  const states = readStates(filter)
  const rows = DIMENSIONS.filter((dimension) => dimensionContains(dimension, search)).map((dimension) => ({
    dimension,
    positive: preparePole(dimension, 'positive', counts, totals, states),
    negative: preparePole(dimension, 'negative', counts, totals, states),
  }))
  return { sections: arrange(rows, order), fullTrack: findFullTrack(totals), isUndefined: totals?.withDirection === 0 }
}

function preparePole(
  dimension: Dimension,
  pole: Pole,
  counts: PoleTotals | null,
  totals: PoleTotals | null,
  states: ReadonlyMap<string, PoleState>,
): EqualiserPole {
  const count = counts?.[pole][dimension.index] ?? null
  const share = counts && count !== null ? divide(count, counts.withDirection) : null
  const shareOfAll = totals ? divide(totals[pole][dimension.index] ?? 0, totals.withDirection) : null
  const lift = share !== null && shareOfAll !== null ? divide(share, shareOfAll) : null
  const state = states.get(`${dimension.key} ${pole}`) ?? 'free'
  return { pole, label: dimension[pole], count, share, shareOfAll, lift, state }
}

function divide(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole
}

function arrange(rows: readonly EqualiserRow[], order: EqualiserOrderKey): readonly EqualiserSection[] {
  if (order === 'group') {
    return GROUPS.map((group) => ({
      key: group.key,
      name: group.name,
      rows: rows
        .filter((row) => row.dimension.group === group.key)
        .sort((a, b) => a.dimension.figureOrder - b.dimension.figureOrder),
    })).filter((section) => section.rows.length > 0)
  }
  if (rows.length === 0) return []
  if (order === 'index') return [{ key: 'all', name: 'By index', rows }]
  const weigh = (row: EqualiserRow) =>
    Math.max(row.positive[order] ?? Number.NEGATIVE_INFINITY, row.negative[order] ?? Number.NEGATIVE_INFINITY)
  const name = order === 'share' ? 'By the larger share' : 'By the larger lift over all rows'
  return [{ key: 'all', name, rows: [...rows].sort((a, b) => weigh(b) - weigh(a)) }]
}

function findFullTrack(totals: PoleTotals | null): number {
  if (!totals || totals.withDirection === 0) return 1
  const most = Math.max(...Array.from(totals.positive), ...Array.from(totals.negative)) / totals.withDirection
  return Math.min(1, Math.max(0.05, Math.ceil(most * 20) / 20))
}

function readStates(filter: Filter): ReadonlyMap<string, PoleState> {
  const states = new Map<string, PoleState>()
  for (const condition of conditionsOf(filter)) {
    if (condition.kind === 'direction') states.set(`${condition.dimension} ${condition.pole}`, 'required')
    if (condition.kind === 'history' && condition.quantifier === 'some')
      states.set(`${condition.dimension} ${condition.pole}`, 'in-history')
    if (condition.kind === 'not' && condition.filter.kind === 'direction')
      states.set(`${condition.filter.dimension} ${condition.filter.pole}`, 'excluded')
  }
  return states
}

export type PoleGesture = 'require' | 'exclude' | 'history'

/**
 * The conditions after a gesture on a pole: the same gesture again takes it back, another one replaces it, and
 * requiring a pole drops the requirement of its opposite or of neutral, which no row could meet as well.
 */
export function togglePole(
  conditions: readonly Filter[],
  dimension: string,
  pole: Pole,
  gesture: PoleGesture,
): readonly Filter[] {
  const wanted = conditionFor(dimension, pole, gesture)
  const wasThere = conditions.some((condition) => isSame(condition, wanted))
  const rest = conditions.filter((condition) => {
    const term = termOf(condition)
    if (!term || !('dimension' in term) || term.dimension !== dimension) return true
    if ('pole' in term && term.pole === pole) return false
    return !(gesture === 'require' && (condition.kind === 'direction' || condition.kind === 'neutral'))
  })
  return wasThere ? rest : [...rest, wanted]
}

/** The conditions without any on this dimension. */
export function clearDimension(conditions: readonly Filter[], dimension: string): readonly Filter[] {
  return conditions.filter((condition) => {
    const term = termOf(condition)
    return !term || !('dimension' in term) || term.dimension !== dimension
  })
}

function conditionFor(dimension: string, pole: Pole, gesture: PoleGesture): Filter {
  if (gesture === 'history') return { kind: 'history', dimension, pole, quantifier: 'some' }
  const term: FilterTerm = { kind: 'direction', dimension, pole }
  return gesture === 'exclude' ? { kind: 'not', filter: term } : term
}

function termOf(condition: Filter): FilterTerm | null {
  if (condition.kind === 'not') return termOf(condition.filter)
  return condition.kind === 'all' || condition.kind === 'any' ? null : condition
}

function isSame(a: Filter, b: Filter): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}
