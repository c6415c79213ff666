const SETTING = 'alignx-database-ahead'

/** How long the page must be quiet at most before the database is started: it takes seconds of a core. */
const MOST_WAIT_MS = 10_000

/** Whether a person lets the database of prepared data start before it is asked. */
export function isAheadAllowed(): boolean {
  try {
    return localStorage.getItem(SETTING) !== 'off'
  } catch {
    return true
  }
}

/** Keeps that choice in this browser, where it may keep something. */
export function allowAhead(isAllowed: boolean): void {
  try {
    if (isAllowed) localStorage.removeItem(SETTING)
    else localStorage.setItem(SETTING, 'off')
  } catch {
    // A browser that keeps nothing asks again.
  }
}

/**
 * Starts something while the page idles, so that the first question does not wait for it: not for a person or a browser
 * that saves data, and not outside a page. A start that fails is left to the first question, which says why.
 */
export function startAhead(start: () => Promise<void>, signal: AbortSignal): void {
  if (typeof window === 'undefined' || isSavingData() || !isAheadAllowed()) return
  const begin = () => {
    if (!signal.aborted) start().catch(() => undefined)
  }
  if (typeof requestIdleCallback === 'function') requestIdleCallback(begin, { timeout: MOST_WAIT_MS })
  else setTimeout(begin, MOST_WAIT_MS)
}

function isSavingData(): boolean {
  const connection: unknown = 'connection' in navigator ? navigator.connection : null
  return (
    typeof connection === 'object' && connection !== null && 'saveData' in connection && connection.saveData === true
  )
}
