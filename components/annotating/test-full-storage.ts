/** For tests: the items of a storage that has no room for more. */
export function makeFull(storage: Storage): Storage {
  return {
    get length() {
      return storage.length
    },
    key: (at) => storage.key(at),
    getItem: (name) => storage.getItem(name),
    removeItem: (name) => storage.removeItem(name),
    clear: () => storage.clear(),
    setItem: () => {
      throw new DOMException('The quota has been exceeded', 'QuotaExceededError')
    },
  }
}
