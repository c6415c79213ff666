import { expect, test, vi } from 'vitest'
import { createBufferedHasher } from './hasher'
import { SelectionError } from './selection-error'
import { createSelectionStore, type SelectionStorage } from './selection-store'

const A = 'a'.repeat(32)
const B = '0123456789abcdef'.repeat(2)

function createStorage(): SelectionStorage {
  const values = new Map<string, unknown>()
  return {
    get: async (key) => values.get(key),
    set: async (key, value) => void values.set(key, structuredClone(value)),
    update: async (key, change) => void values.set(key, structuredClone(change(values.get(key)))),
    remove: async (key) => void values.delete(key),
  }
}

function createStore(storage = createStorage()) {
  return createSelectionStore(storage, createBufferedHasher, () => new Date(0))
}

test('a saved set is listed and read back, each hash once', async () => {
  const storage = createStorage()
  const store = createStore(storage)
  const heard = vi.fn()
  store.subscribe(heard)
  const saved = await store.save('Tea', [B, A, B])
  expect(saved).toEqual({
    id: expect.stringMatching(/^[0-9a-f]{16}$/),
    name: 'Tea',
    rows: 2,
    savedAt: '1970-01-01T00:00:00.000Z',
  })
  expect(heard).toHaveBeenCalled()
  const another = createStore(storage)
  expect(another.getSnapshot()).toEqual({ phase: 'loading', selections: [] })
  await another.load()
  expect(another.getSnapshot()).toEqual({ phase: 'ready', selections: [saved] })
  expect(await another.readHashes(saved.id)).toEqual([B, A])
  expect(await another.readHashes('unknown')).toBeNull()
})

test('the same set under another name is the same selection', async () => {
  const store = createStore()
  const first = await store.save('One', [A, B])
  await store.save('Other', [A])
  const again = await store.save('Two', [B, A])
  expect(again.id).toBe(first.id)
  expect(store.getSnapshot().selections.map(({ name }) => name)).toEqual(['Two', 'Other'])
})

test('a selection is renamed, deleted and brought back', async () => {
  const store = createStore()
  const { id } = await store.save('One', [A])
  await store.rename(id, 'First')
  expect(store.getSnapshot().selections[0]?.name).toBe('First')
  const undo = await store.remove(id)
  expect(store.getSnapshot().selections).toEqual([])
  expect(await store.readHashes(id)).toBeNull()
  await undo()
  expect(store.getSnapshot().selections[0]).toMatchObject({ id, name: 'First', rows: 1 })
  expect(await store.readHashes(id)).toEqual([A])
})

test('no rows are no selection', async () => {
  await expect(createStore().save('None', [])).rejects.toThrow(SelectionError)
})

test('storage that does not serve says so', async () => {
  const refuse = () => Promise.reject(new Error('quota exceeded'))
  const store = createStore({ get: refuse, set: refuse, update: refuse, remove: refuse })
  await store.load()
  expect(store.getSnapshot()).toMatchObject({ phase: 'failed', error: { code: 'selection' } })
  await expect(store.save('One', [A])).rejects.toThrow('Selections cannot be saved in this browser: quota exceeded')
})

test('a list of another shape is named, not overwritten', async () => {
  const storage = createStorage()
  await storage.set('list', [{ id: 1 }])
  const store = createStore(storage)
  await store.load()
  expect(store.getSnapshot().phase).toBe('failed')
  await expect(store.save('One', [A])).rejects.toThrow('cannot be read')
  expect(await storage.get('list')).toEqual([{ id: 1 }])
})
