/** A name for a scratch file that is this tab's alone. */
export interface ReservedScratch {
  readonly name: string
  /** Removes the file. */
  readonly release: () => Promise<void>
}

const PREFIX = 'alignx-scratch-'

/**
 * Reserves a scratch file in the browser's own file system for this site (OPFS), `null` where there is none. The name
 * is locked while it is in use, so that a file that a closed tab left behind is known, and removed here.
 */
export async function reserveScratch(): Promise<ReservedScratch | null> {
  try {
    const folder = await navigator.storage.getDirectory()
    await removeAbandoned(folder)
    const name = `${PREFIX}${crypto.randomUUID()}`
    const unlock = await lock(name)
    return {
      name,
      async release() {
        // The file was never made where nothing was put aside; one that cannot be removed yet is removed by the next.
        await folder.removeEntry(name).catch(() => undefined)
        unlock()
      },
    }
  } catch {
    return null
  }
}

/** Holds a lock until the returned function is called, or until the tab closes. */
function lock(name: string): Promise<() => void> {
  return new Promise((resolve, reject) => {
    navigator.locks.request(name, () => new Promise<void>((end) => resolve(() => end()))).catch(reject)
  })
}

async function removeAbandoned(folder: FileSystemDirectoryHandle): Promise<void> {
  const { held = [] } = await navigator.locks.query()
  const inUse = new Set(held.map(({ name }) => name))
  for await (const name of folder.keys())
    if (name.startsWith(PREFIX) && !inUse.has(name)) await folder.removeEntry(name).catch(() => undefined)
}
