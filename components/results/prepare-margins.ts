import type { HistogramBin } from '@/lib/core/margin-histogram'
import type { ChartTable } from '../charts/chart-table'

/** A bar of the margin histogram, ready to draw. */
export interface MarginBar {
  readonly key: string
  /** "0.5 to 1 nats", with open ends in words. */
  readonly label: string
  /** Under the axis; empty for most bars. */
  readonly tick: string
  readonly count: number
  /** Of `count`: rows at zero, which count as wrong. */
  readonly ties: number
  /** `count` without the ties. */
  readonly decided: number
  readonly controlCount: number | null
  readonly side: 'wrong' | 'correct'
  readonly from: number | null
  readonly to: number | null
}

/** Bars with labels; the axis names the ends, zero and a few edges between. */
export function prepareMargins(bins: readonly HistogramBin[]): readonly MarginBar[] {
  const every = Math.max(1, Math.ceil(bins.length / 8))
  const zero = bins.findIndex((bin) => bin.from === 0)
  return bins.map((bin, at) => ({
    key: `${bin.from} ${bin.to}`,
    label: labelOf(bin),
    tick: bin.from !== null && (at - Math.max(0, zero)) % every === 0 ? formatMargin(bin.from) : '',
    count: bin.count,
    ties: bin.ties,
    decided: bin.count - bin.ties,
    controlCount: bin.controlCount,
    side: bin.from !== null && bin.from >= 0 ? 'correct' : 'wrong',
    from: bin.from,
    to: bin.to,
  }))
}

function labelOf({ from, to }: HistogramBin): string {
  if (from === null && to === null) return 'all margins'
  if (from === null) return `below ${formatMargin(to ?? 0)} nats`
  if (to === null) return `${formatMargin(from)} nats and more`
  return `${formatMargin(from)} to ${formatMargin(to)} nats`
}

function formatMargin(value: number): string {
  return value < 0 ? `−${Math.abs(value)}` : String(value)
}

/** The bars as numbers. */
export function tabulateMargins(bars: readonly MarginBar[]): ChartTable {
  return {
    columns: [
      { key: 'from', label: 'From (nats)', isNumber: true },
      { key: 'to', label: 'To, excluded', isNumber: true },
      { key: 'count', label: 'Rows', isNumber: true },
      { key: 'ties', label: 'of them ties', isNumber: true },
      { key: 'control', label: 'Rows of the control', isNumber: true },
    ],
    rows: bars.map((bar) => ({
      from: bar.from,
      to: bar.to,
      count: bar.count,
      ties: bar.ties,
      control: bar.controlCount,
    })),
  }
}
