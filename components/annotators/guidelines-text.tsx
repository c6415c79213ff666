'use client'
import { Skeleton } from '../ui/skeleton'
import { useLater } from '../ui/use-later'

const loadMarkdown = () => import('./markdown-text')

/** Guidelines for reading. What reads Markdown comes after the first load. */
export function GuidelinesText({ text }: { text: string }) {
  const later = useLater(loadMarkdown, true)
  if (text.trim() === '') return <p className="text-ink-faint">No guidelines are written.</p>
  return later ? <later.MarkdownText text={text} /> : <Skeleton className="h-24 w-full max-w-[68ch]" />
}
