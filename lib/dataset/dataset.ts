import 'client-only'
import { createDatasetStore } from './dataset-store'
import { type DirectionIndexClient, startDirectionIndex } from './direction-index-client'
import { emptyExamples, endEngine, insertExamples, onEngineBreakdown, onEnginePhase, startEngine } from './engine'
import { createLoader } from './loader'

let index: DirectionIndexClient | null = null

/** The direction index of this page's dataset; its worker starts with the first call. Only in the browser. */
export function directionIndex(): DirectionIndexClient {
  index ??= startDirectionIndex()
  return index
}

/** The dataset of this page: one, however often components mount. */
export const dataset = createDatasetStore({
  engine: {
    start: startEngine,
    insert: insertExamples,
    empty: emptyExamples,
    end: endEngine,
    onPhase: onEnginePhase,
    onBreakdown: onEngineBreakdown,
  },
  sink: { append: (batch) => directionIndex().append(batch), reset: () => index?.reset() },
  createLoader,
})
