import { DIMENSIONS, GROUPS } from '@/lib/core/dimensions'
import type { PrincipalComponent, PrincipalComponents } from '@/lib/core/principal-components'
import type { ChartTable } from '../../charts/chart-table'

/** A dimension's part in an axis. */
export interface AxisPart {
  readonly key: string
  /** The dimension with the pole that lies towards the end in question. */
  readonly label: string
  readonly loading: number
}

/** The dimensions that move a row most along a component, with the poles that lie at its end. */
export function partsOfAxis({ loadings }: PrincipalComponent, many: number): readonly AxisPart[] {
  return DIMENSIONS.map(({ key, label, index }) => ({ key, label, loading: loadings[index] ?? 0 }))
    .sort((a, b) => Math.abs(b.loading) - Math.abs(a.loading))
    .slice(0, many)
    .map(({ key, label, loading }) => ({ key, label: `${label} ${loading < 0 ? '−' : '+'}`, loading }))
}

/** The loadings of all components by dimension, as a table. */
export function tabulateAxes({ means, components }: PrincipalComponents): ChartTable {
  return {
    columns: [
      { key: 'dimension', label: 'Dimension', isNumber: false },
      { key: 'group', label: 'Group', isNumber: false },
      { key: 'mean', label: 'Mean sign', isNumber: true },
      ...components.map(({ share }, at) => ({
        key: `component${at + 1}`,
        label: `Component ${at + 1} (${(share * 100).toFixed(1)} %)`,
        isNumber: true,
      })),
    ],
    rows: DIMENSIONS.map(({ label, group, index }) => ({
      dimension: label,
      group: GROUPS.find(({ key }) => key === group)?.name ?? group,
      mean: round(means[index] ?? 0),
      ...Object.fromEntries(components.map(({ loadings }, at) => [`component${at + 1}`, round(loadings[index] ?? 0)])),
    })),
  }
}

function round(value: number): number {
  return Math.round(value * 1e4) / 1e4
}
