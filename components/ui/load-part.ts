/** How long between two looks for a server that does not answer. */
const PAUSE_MS = 1000

/** Those who wait for the server, to be told that it is back. */
const waiting = new Set<() => void>()
let isLooking = false

/**
 * Loads a part of the app's code, and waits for a server that is away: a restart is no reason to lose a page, and React
 * keeps the first failure of a `dynamic` part for good. Throws what `load` threw where the server was there and did not
 * give it, twice; and the signal's reason.
 */
export async function loadPart<Part>(load: () => Promise<Part>, signal?: AbortSignal): Promise<Part> {
  let wasThere = false
  for (;;) {
    try {
      return await load()
    } catch (error) {
      const isThere = await isServerThere()
      if (isThere && wasThere) throw error
      wasThere = isThere
      signal?.throwIfAborted()
      if (!isThere) await waitForServer(signal)
    }
  }
}

/** All who wait share one look a second. */
function waitForServer(signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    waiting.add(resolve)
    signal?.addEventListener('abort', () => {
      waiting.delete(resolve)
      reject(signal.reason)
    })
    if (!isLooking) void lookForServer()
  })
}

async function lookForServer(): Promise<void> {
  isLooking = true
  while (waiting.size > 0) {
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS))
    if (!(await isServerThere())) continue
    for (const tell of waiting) tell()
    waiting.clear()
  }
  isLooking = false
}

/** Asked for a file, which needs no database. */
async function isServerThere(): Promise<boolean> {
  return fetch('/icon.svg', { method: 'HEAD', cache: 'no-store' }).then(
    ({ ok }) => ok,
    () => false,
  )
}
