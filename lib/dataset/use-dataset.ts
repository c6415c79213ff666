'use client'
import { useSyncExternalStore } from 'react'
import { dataset } from './dataset'
import { type DatasetState, EMPTY_DATASET } from './dataset-state'

/** The state of the open dataset; renders again at every change of it. */
export function useDataset(): DatasetState {
  return useSyncExternalStore(dataset.subscribe, dataset.getSnapshot, readNothing)
}

/** What the server rendered: there, nothing is open. */
function readNothing(): DatasetState {
  return EMPTY_DATASET
}
