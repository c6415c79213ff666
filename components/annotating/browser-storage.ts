/** Items that last as long as the page, where the browser keeps nothing. */
function makePageStorage(): Storage {
  const items = new Map<string, string>()
  return {
    get length() {
      return items.size
    },
    key: (at) => [...items.keys()][at] ?? null,
    getItem: (name) => items.get(name) ?? null,
    setItem: (name, value) => {
      items.set(name, value)
    },
    removeItem: (name) => {
      items.delete(name)
    },
    clear: () => items.clear(),
  }
}

/** Where answers are kept in this browser; `isKept` is false where it forbids that and they last as long as the page. */
export interface BrowserStorage {
  readonly storage: Storage
  readonly isKept: boolean
}

/** The browser's own storage, or one for this page where it is forbidden. */
export function openBrowserStorage(): BrowserStorage {
  try {
    return { storage: window.localStorage, isKept: true }
  } catch {
    return { storage: makePageStorage(), isKept: false }
  }
}
