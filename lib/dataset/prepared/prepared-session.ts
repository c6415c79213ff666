import type { PreparedFiles } from './prepared-files'
import type { PreparedLookups } from './prepared-lookups'
import type { PreparedTexts } from './prepared-texts'

/** The prepared dataset that is open: what its index does not hold. */
export interface PreparedSession {
  readonly files: PreparedFiles
  readonly texts: PreparedTexts
  readonly lookups: PreparedLookups
}

let session: PreparedSession | null = null

/** The prepared dataset of this page; `null` while none is open, or rows in the database are. */
export function preparedSession(): PreparedSession | null {
  return session
}

/** Puts another one, or none, in its place and ends what the last one held. */
export function setPreparedSession(next: PreparedSession | null): void {
  session?.texts.end()
  session = next
}
