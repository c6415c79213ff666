/** How long between two looks for a server that does not answer. */
const PAUSE_MS = 1000

/**
 * Loads a part of the app's code, and waits for a server that does not answer: a restart is no reason to lose a page, and
 * React keeps the first failure of a `dynamic` part for good. Throws what `load` threw where the server was there and did
 * not give it, twice.
 */
export async function loadPart<Part>(load: () => Promise<Part>, isThere = isServerThere): Promise<Part> {
  let wasThere = false
  for (;;) {
    try {
      return await load()
    } catch (error) {
      const answers = await isThere()
      if (answers && wasThere) throw error
      wasThere = answers
      if (!answers) await new Promise((resolve) => setTimeout(resolve, PAUSE_MS))
    }
  }
}

async function isServerThere(): Promise<boolean> {
  return fetch('/api/v1/health', { cache: 'no-store' }).then(
    () => true,
    () => false,
  )
}
