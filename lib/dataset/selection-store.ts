import { type ContentHasher, nameHashSet } from '@/lib/core/content-hash'
import { SelectionError } from './selection-error'
import type { SavedSelection } from './selection-list'

/** The saved selections, last saved first. */
export type SelectionsState =
  | { readonly phase: 'loading'; readonly selections: readonly SavedSelection[] }
  | { readonly phase: 'failed'; readonly selections: readonly SavedSelection[]; readonly error: SelectionError }
  | { readonly phase: 'ready'; readonly selections: readonly SavedSelection[] }

/** Where selections are kept: values by key, as structured clones. */
export interface SelectionStorage {
  get(key: string): Promise<unknown>
  set(key: string, value: unknown): Promise<void>
  /** Replaces a value by what `change` makes of it, in one step. */
  update(key: string, change: (value: unknown) => unknown): Promise<void>
  remove(key: string): Promise<void>
}

/** The selections of this browser. Every method throws `SelectionError` where the storage does not serve. */
export interface SelectionStore {
  readonly subscribe: (listener: () => void) => () => void
  readonly getSnapshot: () => SelectionsState
  /** Reads what is kept; once is enough. Failures are in the snapshot. */
  load(): Promise<void>
  /** Keeps a set of content hashes. The same set saved again takes the new name. Throws for no hashes. */
  save(name: string, hashes: readonly string[]): Promise<SavedSelection>
  rename(id: string, name: string): Promise<void>
  /** Forgets a selection and returns what brings it back. */
  remove(id: string): Promise<() => Promise<void>>
  /** The content hashes of a selection, `null` where it is not kept here. */
  readHashes(id: string): Promise<readonly string[] | null>
}

const LIST = 'list'
const HASH_BYTES = 16
/** Selections whose hashes stay in memory as texts. */
const KEPT = 4

/** A store over some storage; `makeHasher` gives the hasher that names sets. */
export function createSelectionStore(
  storage: SelectionStorage,
  makeHasher: () => Promise<ContentHasher>,
  now: () => Date = () => new Date(),
): SelectionStore {
  let state: SelectionsState = { phase: 'loading', selections: [] }
  const listeners = new Set<() => void>()
  const kept = new Map<string, readonly string[]>()

  function show(next: SelectionsState): void {
    state = next
    for (const listener of listeners) listener()
  }

  async function load(): Promise<void> {
    try {
      show({ phase: 'ready', selections: (await loadReader())(await attempt('be read', () => storage.get(LIST))) })
    } catch (cause) {
      const error = cause instanceof SelectionError ? cause : new SelectionError(String(cause), { cause })
      show({ phase: 'failed', selections: state.selections, error })
    }
  }

  async function changeList(change: (list: readonly SavedSelection[]) => readonly SavedSelection[]): Promise<void> {
    const readList = await loadReader()
    await attempt('be saved', () => storage.update(LIST, (value) => change(readList(value))))
    await load()
  }

  async function keep(selection: SavedSelection, packed: Uint8Array): Promise<void> {
    await attempt('be saved', () => storage.set(selection.id, packed))
    await changeList((list) => [selection, ...list.filter(({ id }) => id !== selection.id)])
  }

  async function save(name: string, hashes: readonly string[]): Promise<SavedSelection> {
    const different = [...new Set(hashes)].sort()
    if (different.length === 0) throw new SelectionError('A selection needs at least one row: these are none')
    const id = nameHashSet(different, await makeHasher())
    const selection = { id, name, rows: different.length, savedAt: now().toISOString() }
    await keep(selection, packHashes(different))
    return selection
  }

  async function remove(id: string): Promise<() => Promise<void>> {
    const selection = state.selections.find((candidate) => candidate.id === id)
    const packed = await attempt('be read', () => storage.get(id))
    await changeList((list) => list.filter((candidate) => candidate.id !== id))
    await attempt('be deleted', () => storage.remove(id))
    kept.delete(id)
    return async () => {
      if (selection && packed instanceof Uint8Array) await keep(selection, packed)
    }
  }

  async function readHashes(id: string): Promise<readonly string[] | null> {
    const known = kept.get(id)
    if (known) return known
    const packed = await attempt('be read', () => storage.get(id))
    if (!(packed instanceof Uint8Array)) return null
    const hashes = unpackHashes(packed)
    kept.set(id, hashes)
    for (const oldest of kept.keys()) {
      if (kept.size <= KEPT) break
      kept.delete(oldest)
    }
    return hashes
  }

  return {
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    getSnapshot: () => state,
    load,
    save,
    rename: (id, name) => changeList((list) => list.map((entry) => (entry.id === id ? { ...entry, name } : entry))),
    remove,
    readHashes,
  }
}

/** The check of the list with its schema, which comes with the first reading. */
async function loadReader() {
  return (await import('./selection-list')).readSelectionList
}

async function attempt<Value>(what: string, act: () => Promise<Value>): Promise<Value> {
  try {
    return await act()
  } catch (cause) {
    if (cause instanceof SelectionError) throw cause
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new SelectionError(`Selections cannot ${what} in this browser: ${reason}`, { cause })
  }
}

function packHashes(hashes: readonly string[]): Uint8Array {
  const packed = new Uint8Array(hashes.length * HASH_BYTES)
  hashes.forEach((hash, at) => {
    for (let byte = 0; byte < HASH_BYTES; byte++)
      packed[at * HASH_BYTES + byte] = Number.parseInt(hash.slice(byte * 2, byte * 2 + 2), 16)
  })
  return packed
}

function unpackHashes(packed: Uint8Array): readonly string[] {
  const digits = Array.from(packed, (byte) => byte.toString(16).padStart(2, '0')).join('')
  return Array.from({ length: packed.length / HASH_BYTES }, (_, at) =>
    digits.slice(at * HASH_BYTES * 2, (at + 1) * HASH_BYTES * 2),
  )
}
