import 'client-only'
import { createDatasetStore } from './dataset-store'
import { directionIndex } from './direction-index'
import {
  attachDatabase,
  emptyExamples,
  endEngine,
  insertExamples,
  onEngineBreakdown,
  onEnginePhase,
  startEngine,
} from './engine'
import { createLoader } from './loader'
import { byteCache } from './prepared/kept-bytes'
import { createRowDecoder } from './prepared/row-decoder'

/** The store of the page with its database and workers. They start with the first source that is opened. */
export const datasetStore = createDatasetStore({
  engine: {
    start: startEngine,
    insert: insertExamples,
    empty: emptyExamples,
    attach: attachDatabase,
    end: endEngine,
    onPhase: onEnginePhase,
    onBreakdown: onEngineBreakdown,
  },
  sink: directionIndex,
  createLoader,
  prepared: { cache: byteCache, loadPart: directionIndex.loadPart, createDecoder: createRowDecoder },
})
