'use client'
import { Bookmark, Trash2 } from 'lucide-react'
import Link from 'next/link'
import { type FormEvent, useState } from 'react'
import { filterInWords } from '@/lib/core/filter-words'
import { formatVectorsView, type VectorsView } from '@/lib/core/vectors-view'
import { Button } from '../ui/button'
import { Input } from '../ui/input'
import { Popover } from '../ui/popover'
import { forgetComparison, keepComparison, readComparisons, type SavedComparison } from './comparison-store'

/** Keeps comparisons under a name in this browser, and opens them again. */
export function SavedComparisons({ view }: { view: VectorsView }) {
  const [saved, setSaved] = useState<readonly SavedComparison[]>(() => readComparisons(window.localStorage))
  const [problem, setProblem] = useState<string | null>(null)
  const usualName = `${filterInWords(view.filter)} / ${view.against ? filterInWords(view.against) : 'the rest'}`

  function change(act: () => readonly SavedComparison[]) {
    try {
      setSaved(act())
      setProblem(null)
    } catch {
      setProblem('This browser keeps nothing for this page. Copy the link instead.')
    }
  }

  function save(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const name = String(new FormData(event.currentTarget).get('name') ?? '').trim() || usualName
    change(() => keepComparison(window.localStorage, { name, query: formatVectorsView(view) }))
  }

  return (
    <Popover
      label="Saved comparisons"
      className="w-80"
      trigger={
        <Button size="small">
          <Bookmark aria-hidden /> Saved{saved.length > 0 && ` (${saved.length})`}
        </Button>
      }
    >
      <form onSubmit={save} className="flex gap-2">
        <Input name="name" aria-label="Name of this comparison" placeholder={usualName} maxLength={120} />
        <Button type="submit" variant="primary">
          Save
        </Button>
      </form>
      {problem && (
        <p role="alert" className="mt-2 text-meta text-fault">
          {problem}
        </p>
      )}
      <ul className="mt-2 flex flex-col">
        {saved.map(({ name, query }) => (
          <li key={name} className="flex items-center gap-1">
            <Link href={`/vectors?${query}`} className="min-w-0 flex-1 truncate py-1 hover:underline" title={name}>
              {name}
            </Link>
            <Button
              variant="quiet"
              size="icon-small"
              aria-label={`Forget ${name}`}
              onClick={() => change(() => forgetComparison(window.localStorage, name))}
            >
              <Trash2 aria-hidden />
            </Button>
          </li>
        ))}
      </ul>
      <p className="mt-2 text-meta text-ink-faint">
        {saved.length === 0 ? 'None yet. ' : ''}Kept in this browser only; the link holds the whole comparison too.
      </p>
    </Popover>
  )
}
