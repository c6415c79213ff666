import 'client-only'
import { type DatasetState, EMPTY_DATASET } from './dataset-state'
import type { DatasetStore } from './dataset-store'
import { toLoadProblem } from './load-error'

let store: DatasetStore | null = null
/** What is shown until the store is there. */
let waiting: DatasetState = EMPTY_DATASET
const listeners = new Set<() => void>()

/** The dataset of this page: one, however often components mount. Its database and workers come with the first opening. */
export const dataset: DatasetStore = {
  getSnapshot: () => store?.getSnapshot() ?? waiting,
  subscribe(listener) {
    listeners.add(listener)
    return () => listeners.delete(listener)
  },
  openServerSource: (id, choice) => withStore((opened) => opened.openServerSource(id, choice)),
  openFiles: (files) => withStore((opened) => opened.openFiles(files)),
  addFiles: (files) => withStore((opened) => opened.addFiles(files)),
  cancelLoading: () => store?.cancelLoading(),
  retryShard: (name) => withStore((opened) => opened.retryShard(name)),
  closeDataset: async () => store?.closeDataset(),
}

async function withStore(act: (store: DatasetStore) => Promise<void>): Promise<void> {
  if (store === null) wait({ ...EMPTY_DATASET, phase: 'loading' })
  try {
    const { datasetStore } = await import('./open-dataset')
    if (store === null) datasetStore.subscribe(notify)
    store = datasetStore
  } catch (error) {
    return wait({ ...EMPTY_DATASET, phase: 'failed', error: toLoadProblem(error, 'The database', 'network') })
  }
  return act(store)
}

function wait(state: DatasetState): void {
  waiting = state
  notify()
}

function notify(): void {
  for (const listener of listeners) listener()
}
