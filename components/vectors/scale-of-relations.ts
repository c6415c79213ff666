import type { RelationMeasure } from '@/lib/core/vectors-view'
import { formatShare } from '../ui/format'
import { divergingScale, type HeatScale, sequentialScale } from './heat-scale'
import { formatR } from './relation-reading'

/** Correlations past this have the end's colour: few pairs reach it. */
const CORRELATION_REACH = 0.5
const DIFFERENCE_REACH = 0.3
/** Lifts past a factor of 4 either way have the end's colour. */
const LIFT_REACH = 2

/** The colours of a measure. Lift is coloured by its logarithm, so that half and twice as many are equally strong. */
export function scaleOf(
  measure: RelationMeasure,
  isDifference: boolean,
  values: Float64Array,
  isDark: boolean,
): HeatScale {
  switch (measure) {
    case 'pearson':
      return divergingScale(isDifference ? DIFFERENCE_REACH : CORRELATION_REACH, isDark, formatR)
    case 'lift': {
      const scale = divergingScale(LIFT_REACH, isDark, (value) => `${Number((2 ** value).toFixed(2))} ×`)
      return { ...scale, color: (value) => scale.color(Math.log2(value)) }
    }
    case 'share': {
      const size = Math.sqrt(values.length)
      const apart = values.filter((value, at) => !Number.isNaN(value) && at % (size + 1) !== 0)
      const most = apart.reduce((largest, value) => Math.max(largest, value), 0)
      return sequentialScale(most, isDark, (value) => formatShare(value))
    }
  }
}
