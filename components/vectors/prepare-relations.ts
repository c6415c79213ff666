import { clusterOrder } from '@/lib/core/cluster-order'
import { DIMENSION_COUNT, DIMENSIONS, dimensionAt, GROUPS } from '@/lib/core/dimensions'
import type { Sign } from '@/lib/core/direction'
import type { CoOccurrence } from '@/lib/core/direction-index-co-occurrence'
import type { Filter } from '@/lib/core/filter'
import {
  correlateSigns,
  countTogether,
  type Defined,
  liftPoles,
  shareTogether,
  type UndefinedReason,
} from '@/lib/core/pole-relations'
import type { PolePair, RelationMeasure, RelationOrder, RelationSides } from '@/lib/core/vectors-view'

export const MEASURE_OPTIONS = [
  { key: 'pearson', label: 'Pearson' },
  { key: 'lift', label: 'Lift' },
  { key: 'share', label: 'Co-occurrence' },
] as const satisfies readonly { key: RelationMeasure; label: string }[]

export const POLE_PAIR_OPTIONS = [
  { key: 'positive', label: '+ with +' },
  { key: 'opposed', label: '+ with −' },
  { key: 'negative', label: '− with −' },
] as const satisfies readonly { key: PolePair; label: string }[]

export const RELATION_ORDER_OPTIONS = [
  { key: 'group', label: 'Group' },
  { key: 'index', label: 'Index' },
  { key: 'cluster', label: 'Clustering' },
] as const satisfies readonly { key: RelationOrder; label: string }[]

export const RELATION_SIDE_OPTIONS = [
  { key: 'rows', label: 'These rows' },
  { key: 'published', label: 'Published' },
  { key: 'beside', label: 'Side by side' },
  { key: 'difference', label: 'Difference' },
] as const satisfies readonly { key: RelationSides; label: string }[]

const SIGNS_OF: Record<PolePair, readonly [left: 1 | -1, right: 1 | -1]> = {
  positive: [1, 1],
  opposed: [1, -1],
  negative: [-1, -1],
}

/** The figure of one cell, or why there is none. */
export function relate(
  together: CoOccurrence,
  measure: RelationMeasure,
  poles: PolePair,
  left: number,
  right: number,
): Defined {
  const [leftSign, rightSign] = SIGNS_OF[poles]
  switch (measure) {
    case 'pearson':
      return correlateSigns(together, left, right)
    case 'lift':
      return liftPoles(together, left, leftSign, right, rightSign)
    case 'share':
      return shareTogether(together, left, leftSign, right, rightSign)
  }
}

/** All cells by dimension index, row by row; NaN is undefined. */
export function relateAll(together: CoOccurrence, measure: RelationMeasure, poles: PolePair): Float64Array {
  const values = new Float64Array(DIMENSION_COUNT ** 2).fill(Number.NaN)
  const isSymmetric = measure === 'pearson' || poles !== 'opposed'
  for (let left = 0; left < DIMENSION_COUNT; left++)
    for (let right = isSymmetric ? left : 0; right < DIMENSION_COUNT; right++) {
      const value = relate(together, measure, poles, left, right).value ?? Number.NaN
      values[left * DIMENSION_COUNT + right] = value
      if (isSymmetric) values[right * DIMENSION_COUNT + left] = value
    }
  return values
}

/** The cells of one matrix less those of another; NaN where either is undefined. */
export function subtractCells(values: Float64Array, less: Float64Array): Float64Array {
  return values.map((value, at) => value - (less[at] ?? Number.NaN))
}

/**
 * The dimensions from left to right. Clustering is by average linkage on 1 - |r|, so that related dimensions stand
 * together whichever way they are related; a dimension without correlations is as far as can be from all others.
 */
export function orderDimensions(order: RelationOrder, correlations: Float64Array): readonly number[] {
  switch (order) {
    case 'index':
      return DIMENSIONS.map(({ index }) => index)
    case 'group':
      return GROUPS.flatMap(({ key }) =>
        DIMENSIONS.filter(({ group }) => group === key)
          .toSorted((a, b) => a.figureOrder - b.figureOrder)
          .map(({ index }) => index),
      )
    case 'cluster':
      return clusterOrder(DIMENSION_COUNT, (left, right) => {
        const r = correlations[left * DIMENSION_COUNT + right] ?? Number.NaN
        return Number.isNaN(r) ? 1 : 1 - Math.abs(r)
      })
  }
}

/** A sign for each of the two dimensions of a cell. */
export interface SignPair {
  readonly left: Sign
  readonly right: Sign
}

/**
 * The poles that a click on a cell asks for: those that lift and share are of; for a correlation, of the two pairs that
 * go with its sign the one that more rows hold.
 */
export function pairOfCell(
  together: CoOccurrence,
  measure: RelationMeasure,
  poles: PolePair,
  left: number,
  right: number,
): SignPair {
  const [leftSign, rightSign] = SIGNS_OF[poles]
  if (measure !== 'pearson') return { left: leftSign, right: rightSign }
  const sameSide = (correlateSigns(together, left, right).value ?? 0) >= 0 ? 1 : -1
  const count = (sign: 1 | -1) => countTogether(together, left, sign, right, sign === sameSide ? 1 : -1)
  const positive = { left: 1, right: sameSide } as const
  const negative = { left: -1, right: sameSide === 1 ? -1 : 1 } as const
  return count(1) >= count(-1) ? positive : negative
}

/** The conditions that keep the rows with these signs; of a dimension with itself, one condition. */
export function conditionsOfPair(left: number, right: number, pair: SignPair): readonly Filter[] {
  const condition = (index: number, sign: Sign): Filter => {
    const dimension = dimensionAt(index).key
    return sign === 0
      ? { kind: 'neutral', dimension }
      : { kind: 'direction', dimension, pole: sign === 1 ? 'positive' : 'negative' }
  }
  return left === right ? [condition(left, pair.left)] : [condition(left, pair.left), condition(right, pair.right)]
}

/** Why a cell has no value, in a sentence. */
export function explainUndefined(reason: UndefinedReason, left: number, right: number): string {
  const [a, b] = [dimensionAt(left).label, dimensionAt(right).label]
  switch (reason) {
    case 'no-rows':
      return 'undefined: no row under the filter has a direction'
    case 'left-constant':
      return `undefined: ${a} has one value in all of these rows, so nothing can vary with it`
    case 'right-constant':
      return `undefined: ${b} has one value in all of these rows, so nothing can vary with it`
    case 'left-never':
      return `undefined: none of these rows holds that pole of ${a}`
    case 'right-never':
      return `undefined: none of these rows holds that pole of ${b}`
  }
}
