import 'client-only'
import type { Projection, ProjectionQuestion, RowAspect } from '@/lib/core/direction-index-map'
import type { PrincipalComponents } from '@/lib/core/principal-components'
import { directionIndex } from './direction-index'
import type { OnProgress } from './direction-index-client'

/**
 * The axes of a map of all loaded rows with a direction, `null` where nothing varies. `onProgress` is told of the share
 * that is done, in [0, 1]; aborting ends the work. Throws the signal's reason, `IndexWorkerError`.
 */
export async function readComponents(
  signal: AbortSignal,
  onProgress?: OnProgress,
): Promise<PrincipalComponents | null> {
  return await directionIndex.components(signal, onProgress)
}

/** The places of all loaded rows on a map; as `readComponents`. */
export async function projectRows(
  question: ProjectionQuestion,
  signal: AbortSignal,
  onProgress?: OnProgress,
): Promise<Projection> {
  return await directionIndex.project(question, signal, onProgress)
}

/** One number of each loaded row, for the colours of a map; as `readComponents`. */
export async function readRowValues(aspect: RowAspect, signal: AbortSignal): Promise<Int8Array | Int32Array> {
  return await directionIndex.rowValues(aspect, signal)
}
