import { z } from 'zod'

/** A comparison that was kept in this browser: its name, and its view as a query string. */
export interface SavedComparison {
  readonly name: string
  readonly query: string
}

const KEY = 'alignx-lens.comparisons'
const savedSchema = z.array(z.object({ name: z.string(), query: z.string() }))

/** The comparisons kept in this browser, the latest first; none when the browser keeps nothing readable. */
export function readComparisons(storage: Pick<Storage, 'getItem'>): readonly SavedComparison[] {
  const text = storage.getItem(KEY)
  if (text === null) return []
  try {
    return savedSchema.parse(JSON.parse(text))
  } catch {
    return []
  }
}

/** Keeps a comparison, in the place of one of the same name. Throws what the browser throws when it keeps nothing. */
export function keepComparison(
  storage: Pick<Storage, 'getItem' | 'setItem'>,
  kept: SavedComparison,
): readonly SavedComparison[] {
  return write(storage, [kept, ...readComparisons(storage).filter(({ name }) => name !== kept.name)])
}

/** Forgets the comparison of that name. */
export function forgetComparison(
  storage: Pick<Storage, 'getItem' | 'setItem'>,
  name: string,
): readonly SavedComparison[] {
  return write(
    storage,
    readComparisons(storage).filter((saved) => saved.name !== name),
  )
}

function write(storage: Pick<Storage, 'setItem'>, saved: readonly SavedComparison[]): readonly SavedComparison[] {
  storage.setItem(KEY, JSON.stringify(saved))
  return saved
}
