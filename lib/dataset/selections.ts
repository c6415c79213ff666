import 'client-only'
import { createSelectionStore, type SelectionStorage } from './selection-store'

/** The browser's own database, opened with the first question. */
const storage: SelectionStorage = {
  get: async (key) => (await openStorage()).get(key),
  set: async (key, value) => (await openStorage()).set(key, value),
  update: async (key, change) => (await openStorage()).update(key, change),
  remove: async (key) => (await openStorage()).remove(key),
}

let opened: Promise<SelectionStorage> | null = null

function openStorage(): Promise<SelectionStorage> {
  opened ??= import('idb-keyval').then(({ createStore, del, get, set, update }) => {
    const store = createStore('alignx-lens-selections', 'selections')
    return {
      get: (key) => get<unknown>(key, store),
      set: (key, value) => set(key, value, store),
      update: (key, change) => update<unknown>(key, change, store),
      remove: (key) => del(key, store),
    }
  })
  opened.catch(() => {
    // Another question tries again.
    opened = null
  })
  return opened
}

/** The saved selections of this browser. */
export const selections = createSelectionStore(storage, async () => (await import('./hasher')).createBufferedHasher())
