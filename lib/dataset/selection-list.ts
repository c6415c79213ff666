import { z } from 'zod'
import { SelectionError } from './selection-error'

/** Rows kept under a name, whatever dataset they came from. `id` names the set itself (`nameHashSet`). */
const savedSelectionSchema = z.object({
  id: z.string(),
  name: z.string(),
  rows: z.int().positive(),
  /** ISO time. */
  savedAt: z.string(),
})
export type SavedSelection = z.infer<typeof savedSelectionSchema>

/** The list as the browser kept it; empty where there is none. Throws `SelectionError` for anything else. */
export function readSelectionList(value: unknown): readonly SavedSelection[] {
  if (value === undefined) return []
  const parsed = z.array(savedSelectionSchema).safeParse(value)
  if (parsed.success) return parsed.data
  throw new SelectionError('The list of selections in this browser cannot be read', { cause: parsed.error })
}
