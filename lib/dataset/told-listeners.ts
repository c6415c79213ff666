/** Milliseconds between two notices of rows that arrive: each makes the page ask the database anew, which has rows to take. */
const ARRIVALS_MS = 400

/** Who hears of the changes of a store. */
export interface ToldListeners {
  readonly subscribe: (listener: () => void) => () => void
  /** Tells them now. */
  readonly tell: () => void
  /** Tells them of what changes many times a second: at once where nothing was told lately, otherwise a little later. */
  readonly tellSoon: () => void
}

/** Listeners, none yet. */
export function createToldListeners(): ToldListeners {
  const listeners = new Set<() => void>()
  let later: ReturnType<typeof setTimeout> | undefined
  let toldAtMs = Number.NEGATIVE_INFINITY

  function tell(): void {
    clearTimeout(later)
    later = undefined
    toldAtMs = performance.now()
    for (const listener of listeners) listener()
  }

  return {
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    tell,
    tellSoon() {
      const waitMs = toldAtMs + ARRIVALS_MS - performance.now()
      if (waitMs <= 0) tell()
      else later ??= setTimeout(tell, waitMs)
    },
  }
}
