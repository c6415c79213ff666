/** Where a key counts: also while a text is typed, anywhere else on the page, or in the search for a dimension. */
export type KeyScope = 'everywhere' | 'page' | 'find'

interface KeyAction {
  readonly id: string
  readonly label: string
  readonly scope: KeyScope
  /** As `chordOf` names it. */
  readonly chord: string
}

/** The most options that have a key. */
export const MOST_CHOICES = 9

const choices = Array.from({ length: MOST_CHOICES }, (_, at) => ({
  id: `choose-${at + 1}`,
  label: `Choose answer ${at + 1}`,
  scope: 'page' as const,
  chord: String(at + 1),
}))

/** Everything that has a key, with the key that it has until another is given to it. */
export const KEY_ACTIONS: readonly KeyAction[] = [
  { id: 'submit', label: 'Submit, and go on', scope: 'page', chord: 'Enter' },
  { id: 'submit-typing', label: 'Submit, while typing too', scope: 'everywhere', chord: 'Mod+Enter' },
  { id: 'save', label: 'Keep the draft now', scope: 'everywhere', chord: 'Mod+s' },
  { id: 'skip', label: 'Skip this item', scope: 'page', chord: 's' },
  { id: 'undo', label: 'Undo the last submit or skip', scope: 'page', chord: 'z' },
  { id: 'back', label: 'The item before', scope: 'page', chord: '[' },
  { id: 'forward', label: 'The item after', scope: 'page', chord: ']' },
  { id: 'next-question', label: 'Next question', scope: 'page', chord: 'j' },
  { id: 'previous-question', label: 'Question before', scope: 'page', chord: 'k' },
  ...choices,
  { id: 'agree-rest', label: 'Agree with the rest of the direction', scope: 'page', chord: 'a' },
  { id: 'find', label: 'Find a dimension', scope: 'page', chord: '/' },
  { id: 'mark-positive', label: 'Mark it +', scope: 'find', chord: 'Enter' },
  { id: 'mark-negative', label: 'Mark it −', scope: 'find', chord: 'Shift+Enter' },
  { id: 'mark-unsure', label: 'Mark it not sure', scope: 'find', chord: 'Alt+Enter' },
  { id: 'mark-neutral', label: 'Take its mark away', scope: 'find', chord: 'Shift+Delete' },
  { id: 'texts', label: 'Texts or questions', scope: 'page', chord: 't' },
  { id: 'guidelines', label: 'Guidelines', scope: 'page', chord: 'g' },
  { id: 'items', label: 'My items', scope: 'page', chord: 'i' },
  { id: 'keys', label: 'Keys', scope: 'page', chord: '?' },
]

/** What a scope is called. */
export const SCOPE_NAMES: Readonly<Record<KeyScope, string>> = {
  page: 'On the page',
  find: 'In the search for a dimension',
  everywhere: 'Everywhere, while typing too',
}
