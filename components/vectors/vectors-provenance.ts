import { filterInWords } from '@/lib/core/filter-words'
import type { VectorsView } from '@/lib/core/vectors-view'
import type { DatasetState } from '@/lib/dataset'
import { formatCount } from '../ui/format'
import { addressOf } from './use-vectors-view'

/** What a saved chart of Vectors says of where its numbers come from. */
export function vectorsProvenance(state: DatasetState, view: VectorsView): readonly string[] {
  const synthetic = state.isSynthetic ? ' · SYNTHETIC: written by the sample generator' : ''
  const partial = state.phase === 'ready' ? '' : ' (still loading or partial)'
  return [
    `AlignX Lens · ${state.source?.label ?? 'no data'}${synthetic}`,
    `Rows: ${filterInWords(view.filter)} · ${formatCount(state.rows)} loaded${partial}`,
    `Dataset ${state.datasetHash ?? 'hash not known yet'} · ${addressOf(view)}`,
  ]
}
