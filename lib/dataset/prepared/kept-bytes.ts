import { createByteCache } from './byte-cache'
import { preparedSession } from './prepared-session'

/** What this browser keeps of prepared datasets between visits. */
export const byteCache = createByteCache()

/** Bytes kept of the open prepared dataset (0 without one) and of all. */
export interface KeptBytes {
  readonly open: number
  readonly all: number
}

/** How much this browser keeps of prepared datasets. 0 where it keeps nothing. */
export async function readKeptBytes(): Promise<KeptBytes> {
  const session = preparedSession()
  return {
    open: session ? await byteCache.size(session.files.hashes()) : 0,
    all: await byteCache.size(),
  }
}

/** Forgets what is kept of the open prepared dataset, or of all of them. What is open stays open. */
export async function clearKeptBytes(which: 'open' | 'all'): Promise<void> {
  if (which === 'all') return byteCache.clear()
  const session = preparedSession()
  if (session) await byteCache.clear(session.files.hashes())
}
