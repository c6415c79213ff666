import { Fragment } from 'react'
import { splitByQueries } from '@/lib/core/split-by-queries'

interface HighlightProps {
  readonly text: string
  /** What to mark, letter case ignored. */
  readonly queries: readonly string[]
}

/** Text with every occurrence of the queries marked. */
export function Highlight({ text, queries }: HighlightProps) {
  return splitByQueries(text, queries).map((part) =>
    part.isHit ? <mark key={part.start}>{part.text}</mark> : <Fragment key={part.start}>{part.text}</Fragment>,
  )
}
