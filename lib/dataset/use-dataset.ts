'use client'
import { useSyncExternalStore } from 'react'
import { dataset } from './dataset'
import type { DatasetState } from './dataset-state'

/** The state of the open dataset; renders again at every change of it. */
export function useDataset(): DatasetState {
  return useSyncExternalStore(dataset.subscribe, dataset.getSnapshot, dataset.getSnapshot)
}
