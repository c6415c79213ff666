import { diffLines } from 'diff'

/** A run of lines that two versions share, or that only one of them has. */
export interface LineChange {
  /** Its place among the changes. */
  readonly place: number
  readonly kind: 'same' | 'added' | 'removed'
  readonly text: string
}

/** The changes from one text to another, line by line; a last line break is not part of a run. */
export function prepareLineDiff(before: string, after: string): readonly LineChange[] {
  return diffLines(before, after).map((change, place) => ({
    place,
    kind: change.added ? 'added' : change.removed ? 'removed' : 'same',
    text: change.value.replace(/\n$/, ''),
  }))
}
