import { diffWordsWithSpace } from 'diff'

/** A stretch of text that both responses share or that only this one has. */
export interface DiffPart {
  readonly text: string
  /** Where it starts in its response, in UTF-16 code units. */
  readonly start: number
  readonly isOwn: boolean
}

export interface WordDiff {
  readonly chosen: readonly DiffPart[]
  readonly rejected: readonly DiffPart[]
  /** Shared words over all words, in [0, 1]; `null` when both texts are empty. */
  readonly similarity: number | null
}

/** Above this many characters together a word diff takes longer than a glance; the texts are then shown unmarked. */
export const DIFF_LIMIT = 40_000

/** Words that only one of the two responses holds. `null` above `DIFF_LIMIT`. */
export function prepareWordDiff(chosen: string, rejected: string): WordDiff | null {
  if (chosen.length + rejected.length > DIFF_LIMIT) return null
  const changes = diffWordsWithSpace(rejected, chosen)
  const own: { chosen: DiffPart[]; rejected: DiffPart[] } = { chosen: [], rejected: [] }
  const length = { chosen: 0, rejected: 0 }
  let shared = 0
  let all = 0
  for (const { value, added, removed } of changes) {
    const words = value.split(/\s+/).filter(Boolean).length
    all += words
    if (!added && !removed) shared += words
    if (!removed) length.chosen = append(own.chosen, { text: value, start: length.chosen, isOwn: added })
    if (!added) length.rejected = append(own.rejected, { text: value, start: length.rejected, isOwn: removed })
  }
  return { ...own, similarity: all === 0 ? null : shared / all }
}

/** Adds a part and returns where it ends. */
function append(parts: DiffPart[], part: DiffPart): number {
  parts.push(part)
  return part.start + part.text.length
}
