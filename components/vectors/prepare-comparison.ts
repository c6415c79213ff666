import {
  type ComparedPole,
  compareSubsets,
  type DisjointSubsets,
  type ShareComparison,
} from '@/lib/core/compare-subsets'
import { type Dimension, dimensionAt, GROUPS } from '@/lib/core/dimensions'
import type { Filter } from '@/lib/core/filter'
import { dimensionOf, termsOf } from '@/lib/core/filter-terms'
import { dimensionContains } from '@/lib/core/find-dimensions'
import type { ComparedShares, ComparisonOrder } from '@/lib/core/vectors-view'
import type { ChartTable } from '../charts/chart-table'
import { formatCount } from '../ui/format'

export const COMPARED_SHARE_OPTIONS = [
  { key: 'both', label: 'Both poles' },
  { key: 'positive', label: '+ pole' },
  { key: 'negative', label: '− pole' },
  { key: 'active', label: 'Either pole' },
] as const satisfies readonly { key: ComparedShares; label: string }[]

export const COMPARISON_ORDER_OPTIONS = [
  { key: 'difference', label: 'Difference' },
  { key: 'p', label: 'p-value' },
  { key: 'group', label: 'Group' },
] as const satisfies readonly { key: ComparisonOrder; label: string }[]

/** The level that a corrected p-value is held against. */
const LEVEL = 0.05

export interface ComparisonRow extends ShareComparison {
  readonly key: string
  readonly dimension: Dimension
  readonly label: string
  /** Differs at 5 % after Holm's correction. */
  readonly isDifferent: boolean
  /** A condition of A or B is about this dimension: it differs by how the rows were chosen, and is not tested. */
  readonly isChosen: boolean
}

export interface Comparison {
  /** The rows that are asked for, in order. */
  readonly rows: readonly ComparisonRow[]
  /** Tests made, of them those that differ at 5 % after each correction, and those that are undefined. */
  readonly tests: number
  readonly differHolm: number
  readonly differBenjaminiHochberg: number
  readonly undefinedTests: number
  /** Dimensions that are not tested, because A or B was chosen by them. */
  readonly chosen: readonly Dimension[]
  /** The end of the axis on both sides: a multiple of 0.05 that holds every interval, in (0, 1]. */
  readonly reach: number
}

interface ComparisonInput {
  readonly subsets: DisjointSubsets
  /** The filters that A and B were chosen by. */
  readonly filters: readonly Filter[]
  readonly shares: ComparedShares
  readonly order: ComparisonOrder
  readonly search: string
}

/** Compares two separated subsets. Search and order choose what is shown; corrections are over all tests. */
export function prepareComparison({ subsets, filters, shares, order, search }: ComparisonInput): Comparison {
  const poles: readonly ComparedPole[] = shares === 'both' ? ['positive', 'negative'] : [shares]
  const chosen = dimensionsChosenBy(filters)
  const all = compareSubsets(subsets.a, subsets.b, poles, chosen).map((comparison): ComparisonRow => {
    const dimension = dimensionAt(comparison.index)
    return {
      ...comparison,
      key: `${dimension.key} ${comparison.pole}`,
      dimension,
      label: labelOf(dimension, comparison.pole),
      isDifferent: comparison.holm !== null && comparison.holm <= LEVEL,
      isChosen: chosen.has(comparison.index),
    }
  })
  const tests = all.filter(({ p }) => p !== null)
  const drawn = all.filter(({ isChosen }) => !isChosen)
  const farthest = Math.max(0, ...drawn.flatMap(({ interval }) => (interval ? [-interval.low, interval.high] : [])))
  return {
    rows: sortRows(
      all.filter(({ dimension }) => dimensionContains(dimension, search)),
      order,
    ),
    tests: tests.length,
    differHolm: tests.filter(({ isDifferent }) => isDifferent).length,
    differBenjaminiHochberg: tests.filter(({ q }) => q !== null && q <= LEVEL).length,
    undefinedTests: drawn.length - tests.length,
    chosen: [...chosen].map(dimensionAt),
    reach: Math.min(1, Math.max(0.05, Math.ceil(farthest * 20 - 1e-9) / 20)),
  }
}

/** The dimensions that a filter's conditions on the rows' own directions name. */
function dimensionsChosenBy(filters: readonly Filter[]): ReadonlySet<number> {
  const terms = filters.flatMap(termsOf)
  return new Set(
    terms.flatMap((term) => (term.kind === 'direction' || term.kind === 'neutral' ? [dimensionOf(term).index] : [])),
  )
}

function labelOf({ label }: Dimension, pole: ComparedPole): string {
  return pole === 'active' ? label : `${label} ${pole === 'positive' ? '+' : '−'}`
}

function sortRows(rows: ComparisonRow[], order: ComparisonOrder): readonly ComparisonRow[] {
  const bySize = (x: ComparisonRow, y: ComparisonRow) =>
    Number(x.isChosen) - Number(y.isChosen) || Math.abs(y.difference ?? 0) - Math.abs(x.difference ?? 0)
  switch (order) {
    case 'difference':
      return rows.sort(bySize)
    case 'p':
      return rows.sort((x, y) => (x.p ?? 2) - (y.p ?? 2) || bySize(x, y))
    case 'group': {
      const place = ({ dimension }: ComparisonRow) => GROUPS.findIndex(({ key }) => key === dimension.group)
      return rows.sort((x, y) => place(x) - place(y) || x.dimension.figureOrder - y.dimension.figureOrder)
    }
  }
}

/** How many tests differ, in a sentence. */
export function summariseComparison(comparison: Comparison): string {
  const { tests, differHolm, differBenjaminiHochberg, undefinedTests, chosen } = comparison
  if (tests === 0) return 'No test could be made.'
  const rest = undefinedTests > 0 ? ` ${undefinedTests} more are undefined: no row on either side holds the pole.` : ''
  const names = chosen.map(({ label }) => label).join(', ')
  const left = chosen.length > 0 ? ` Not tested, since A or B was chosen by it: ${names}.` : ''
  return `Of ${tests} tests, ${differHolm} differ at 5 % after Holm, ${differBenjaminiHochberg} at a false discovery rate of 5 %.${rest}${left}`
}

/** What was done about rows that are in both subsets, or `null` when there are none. */
export function describeOverlap({ overlap, shared }: DisjointSubsets): string | null {
  const rows = `${formatCount(shared)} ${shared === 1 ? 'row is' : 'rows are'}`
  switch (overlap) {
    case 'none':
      return null
    case 'a-inside':
      return `All of A lies inside B: the ${formatCount(shared)} rows of A are compared with the rest of B.`
    case 'b-inside':
      return `All of B lies inside A: the rest of A is compared with the ${formatCount(shared)} rows of B.`
    case 'both':
      return `${rows} in A and in B. They are left out on both sides: intervals and tests need two samples without common rows.`
    case 'same':
      return 'A and B are the same rows, so there is nothing to compare.'
  }
}

/** A p-value or q-value: `0.034`, `2.1e−7`, `< 1e−300`; an en dash for `null`. */
export function formatP(p: number | null): string {
  if (p === null) return '–'
  if (p < 1e-300) return '< 1e−300'
  if (p < 0.001) return p.toExponential(1).replace('e-', 'e−')
  return p.toFixed(3)
}

/** A difference of shares in percentage points with its sign: `+12.3`, `−0.4`; an en dash for `null`. */
export function formatPoints(difference: number | null): string {
  if (difference === null) return '–'
  const points = (Math.abs(difference) * 100).toFixed(1)
  return `${difference < 0 && points !== '0.0' ? '−' : points === '0.0' ? '' : '+'}${points}`
}

/** The rows as numbers. */
export function tabulateComparison(rows: readonly ComparisonRow[]): ChartTable {
  return {
    columns: [
      { key: 'dimension', label: 'Dimension', isNumber: false },
      { key: 'pole', label: 'Pole', isNumber: false },
      { key: 'aCount', label: 'A rows', isNumber: true },
      { key: 'aN', label: 'A n', isNumber: true },
      { key: 'bCount', label: 'B rows', isNumber: true },
      { key: 'bN', label: 'B n', isNumber: true },
      { key: 'difference', label: 'A − B', isNumber: true },
      { key: 'low', label: '95 % low', isNumber: true },
      { key: 'high', label: '95 % high', isNumber: true },
      { key: 'test', label: 'Test', isNumber: false },
      { key: 'p', label: 'p', isNumber: true },
      { key: 'holm', label: 'p, Holm', isNumber: true },
      { key: 'q', label: 'q, BH', isNumber: true },
    ],
    rows: rows.map(({ dimension, pole, a, b, difference, interval, test, p, holm, q, isChosen }) => ({
      dimension: dimension.label,
      pole: pole === 'active' ? 'either' : pole === 'positive' ? '+' : '−',
      aCount: a.count,
      aN: a.n,
      bCount: b.count,
      bN: b.n,
      difference,
      low: interval?.low ?? null,
      high: interval?.high ?? null,
      test: test === null ? (isChosen ? 'none: chosen by it' : 'none: undefined') : test === 'z' ? 'z' : 'Fisher',
      p,
      holm,
      q,
    })),
  }
}
