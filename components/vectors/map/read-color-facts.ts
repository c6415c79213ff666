import { findDimension } from '@/lib/core/dimensions'
import type { RowAspect } from '@/lib/core/direction-index-map'
import type { MapColor } from '@/lib/core/map-view'
import type { RowMask } from '@/lib/core/row-mask'
import { readRowMask, readRowValues } from '@/lib/dataset'
import { type ColorFacts, MARGIN_CLASSES } from './prepare-coloring'

/** Reads of all loaded rows what a colour needs. Throws as `readRowMask` and `readRowValues` do. */
export async function readColorFacts(color: MapColor, signal: AbortSignal): Promise<ColorFacts> {
  switch (color.kind) {
    case 'filter':
      return { color }
    case 'run': {
      const masks: RowMask[] = []
      for (const { from, to } of MARGIN_CLASSES)
        masks.push(await readRowMask({ kind: 'run', run: color.run, from, to }, signal))
      return { color, masks }
    }
    default:
      return { color, values: await readRowValues(aspectOf(color), signal) }
  }
}

function aspectOf(color: Extract<MapColor, { kind: 'dimension' | 'group' | 'facet' }>): RowAspect {
  if (color.kind !== 'dimension') return color
  return { kind: 'dimension', dimension: findDimension(color.dimension)?.index ?? 0 }
}
