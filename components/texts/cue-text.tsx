import { Fragment } from 'react'
import { markCues } from '@/lib/core/profile-cues'

/** A text with the words that name a dimension marked. */
export function CueText({ text, index }: { text: string; index: number }) {
  if (text === '') return <span className="text-ink-faint">empty</span>
  return markCues(text, index).map(({ text: part, start, isCue }) =>
    isCue ? <mark key={start}>{part}</mark> : <Fragment key={start}>{part}</Fragment>,
  )
}
