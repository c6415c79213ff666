import { DIMENSION_COUNT, dimensionAt } from '@/lib/core/dimensions'
import type { CoOccurrence } from '@/lib/core/direction-index-co-occurrence'
import { countTogether } from '@/lib/core/pole-relations'
import type { PolePair, RelationMeasure } from '@/lib/core/vectors-view'
import type { ChartTable } from '../charts/chart-table'
import { relate } from './prepare-relations'

/**
 * Every pair of different dimensions with its figure, interval and counts, the farthest from independence first;
 * ordered pairs where the poles differ. `published` gives the published correlation, and is left out without it.
 */
export function tabulateRelations(
  together: CoOccurrence,
  measure: RelationMeasure,
  poles: PolePair,
  published: ((left: number, right: number) => number) | null,
): ChartTable {
  const isOrdered = measure !== 'pearson' && poles === 'opposed'
  const rows: Record<string, string | number | null>[] = []
  for (let left = 0; left < DIMENSION_COUNT; left++)
    for (let right = isOrdered ? 0 : left + 1; right < DIMENSION_COUNT; right++) {
      if (left === right) continue
      const { value, interval } = relate(together, measure, poles, left, right)
      const figure = published?.(left, right) ?? null
      rows.push({
        left: dimensionAt(left).label,
        right: dimensionAt(right).label,
        value,
        low: interval?.low ?? null,
        high: interval?.high ?? null,
        published: figure,
        difference: value === null || figure === null ? null : value - figure,
        pp: countTogether(together, left, 1, right, 1),
        pn: countTogether(together, left, 1, right, -1),
        np: countTogether(together, left, -1, right, 1),
        nn: countTogether(together, left, -1, right, -1),
        n: together.n,
      })
    }
  const size = ({ value }: Record<string, string | number | null>) => {
    if (typeof value !== 'number') return -1
    return measure === 'lift' ? Math.abs(Math.log(value)) : Math.abs(value)
  }
  const numbers = (columns: readonly (readonly [key: string, label: string])[]) =>
    columns.map(([key, label]) => ({ key, label, isNumber: true }))
  return {
    columns: [
      { key: 'left', label: 'Dimension', isNumber: false },
      { key: 'right', label: 'with', isNumber: false },
      ...numbers([['value', VALUE_LABELS[measure]]]),
      ...(measure === 'share'
        ? []
        : numbers([
            ['low', '95 % low'],
            ['high', '95 % high'],
          ])),
      ...(published === null
        ? []
        : numbers([
            ['published', 'Published'],
            ['difference', 'Less published'],
          ])),
      ...numbers([
        ['pp', '+ +'],
        ['pn', '+ −'],
        ['np', '− +'],
        ['nn', '− −'],
        ['n', 'n'],
      ]),
    ],
    rows: rows.sort((a, b) => size(b) - size(a)),
  }
}

const VALUE_LABELS = { pearson: 'r', lift: 'Lift', share: 'Share' } as const
