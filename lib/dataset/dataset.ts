import 'client-only'
import { createDatasetStore } from './dataset-store'
import { directionIndex } from './direction-index'
import { emptyExamples, endEngine, insertExamples, onEngineBreakdown, onEnginePhase, startEngine } from './engine'
import { createLoader } from './loader'

export { directionIndex }

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
  sink: directionIndex,
  createLoader,
})
