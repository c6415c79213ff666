import { DIMENSIONS, type Dimension, GROUPS, type GroupKey } from '@/lib/core/dimensions'
import type { Pole } from '@/lib/core/direction'
import { dimensionContains } from '@/lib/core/find-dimensions'
import { type Interval, wilsonInterval } from '@/lib/core/intervals'
import type { DistributionOrder } from '@/lib/core/vectors-view'
import type { PoleCounts } from '@/lib/dataset'
import type { ChartTable } from '../charts/chart-table'

export const DISTRIBUTION_ORDER_OPTIONS = [
  { key: 'group', label: 'Group' },
  { key: 'positive', label: '+ share' },
  { key: 'negative', label: '− share' },
  { key: 'active', label: 'Active' },
  { key: 'index', label: 'Index' },
] as const satisfies readonly { key: DistributionOrder; label: string }[]

type Counts = Pick<PoleCounts, 'withDirection' | 'positive' | 'negative'>

/** Rows that hold a pole. Shares are of the rows with a direction, in [0, 1]; `null` where there are none. */
export interface PoleShare {
  readonly pole: Pole
  readonly count: number
  readonly share: number | null
  /** Wilson's 95 % interval of the share. */
  readonly interval: Interval | null
  /** The same share of all loaded rows; `null` while they are counted. */
  readonly shareOfAll: number | null
}

export interface DistributionRow {
  readonly dimension: Dimension
  readonly positive: PoleShare
  readonly negative: PoleShare
  /** Rows that hold neither pole. */
  readonly neutral: number
}

export interface DistributionSection {
  readonly key: GroupKey | 'all'
  readonly name: string
  readonly rows: readonly DistributionRow[]
}

/** The rows of the chart, in order, by section. Ties keep the dimensions' own order. */
export function prepareDistribution(
  counts: Counts,
  totals: Counts | null,
  order: DistributionOrder,
  search: string,
): readonly DistributionSection[] {
  const rows = DIMENSIONS.filter((dimension) => dimensionContains(dimension, search)).map((dimension) => {
    const positive = poleShare(dimension, 'positive', counts, totals)
    const negative = poleShare(dimension, 'negative', counts, totals)
    return { dimension, positive, negative, neutral: counts.withDirection - positive.count - negative.count }
  })
  if (rows.length === 0) return []
  if (order === 'group') {
    return GROUPS.map((group) => ({
      key: group.key,
      name: group.name,
      rows: rows
        .filter(({ dimension }) => dimension.group === group.key)
        .sort((a, b) => a.dimension.figureOrder - b.dimension.figureOrder),
    })).filter((section) => section.rows.length > 0)
  }
  if (order === 'index') return [{ key: 'all', name: 'By index', rows }]
  const weigh = (row: DistributionRow) =>
    order === 'active' ? row.positive.count + row.negative.count : row[order].count
  return [{ key: 'all', name: ORDER_NAMES[order], rows: rows.sort((a, b) => weigh(b) - weigh(a)) }]
}

const ORDER_NAMES = {
  positive: 'By share of the positive pole',
  negative: 'By share of the negative pole',
  active: 'By share of rows that hold either pole',
} as const

function poleShare({ index }: Dimension, pole: Pole, counts: Counts, totals: Counts | null): PoleShare {
  const count = counts[pole][index] ?? 0
  const n = counts.withDirection
  return {
    pole,
    count,
    share: n === 0 ? null : count / n,
    interval: wilsonInterval(count, n),
    shareOfAll: totals && totals.withDirection > 0 ? (totals[pole][index] ?? 0) / totals.withDirection : null,
  }
}

/** The rows as numbers. */
export function tabulateDistribution(sections: readonly DistributionSection[], n: number): ChartTable {
  return {
    columns: [
      { key: 'dimension', label: 'Dimension', isNumber: false },
      { key: 'group', label: 'Group', isNumber: false },
      { key: 'n', label: 'n', isNumber: true },
      ...(['positive', 'negative'] as const).flatMap((pole) => [
        { key: pole, label: `${pole === 'positive' ? '+' : '−'} rows`, isNumber: true },
        { key: `${pole}Share`, label: 'Share', isNumber: true },
        { key: `${pole}Low`, label: '95 % low', isNumber: true },
        { key: `${pole}High`, label: '95 % high', isNumber: true },
        { key: `${pole}All`, label: 'Share of all', isNumber: true },
      ]),
      { key: 'neutral', label: 'Neutral rows', isNumber: true },
    ],
    rows: sections
      .flatMap((section) => section.rows)
      .map(({ dimension, positive, negative, neutral }) => ({
        dimension: dimension.label,
        group: GROUPS.find(({ key }) => key === dimension.group)?.name ?? '',
        n,
        neutral,
        ...cellsOf(positive),
        ...cellsOf(negative),
      })),
  }
}

function cellsOf({ pole, count, share, interval, shareOfAll }: PoleShare) {
  return {
    [pole]: count,
    [`${pole}Share`]: share,
    [`${pole}Low`]: interval?.low ?? null,
    [`${pole}High`]: interval?.high ?? null,
    [`${pole}All`]: shareOfAll,
  }
}
