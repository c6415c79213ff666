'use client'
import { Check, type LucideIcon, X } from 'lucide-react'
import { useMemo } from 'react'
import { formatCount, formatShare } from '../ui/format'
import { LongText } from '../ui/long-text'
import { Highlight } from './highlight'
import { type DiffPart, prepareWordDiff } from './prepare-word-diff'

interface ResponsePairProps {
  readonly chosen: string
  readonly rejected: string
  readonly isDiff: boolean
  readonly chosenQueries: readonly string[]
  readonly rejectedQueries: readonly string[]
}

/** Chosen and rejected side by side above 900 px, one under the other below, with the words that differ marked. */
export function ResponsePair({ chosen, rejected, isDiff, chosenQueries, rejectedQueries }: ResponsePairProps) {
  const diff = useMemo(() => (isDiff ? prepareWordDiff(chosen, rejected) : null), [isDiff, chosen, rejected])
  return (
    <div>
      <div className="grid gap-3 @min-[560px]:grid-cols-2">
        <Side
          name="Chosen"
          icon={Check}
          text={chosen}
          parts={diff?.chosen}
          queries={chosenQueries}
          mark="bg-chosen-soft underline decoration-signal/60"
        />
        <Side
          name="Rejected"
          icon={X}
          text={rejected}
          parts={diff?.rejected}
          queries={rejectedQueries}
          mark="bg-rejected-soft underline decoration-dotted"
        />
      </div>
      {chosen === rejected && <p className="mt-2 text-meta text-warn">Both responses are the same text.</p>}
      {isDiff && (
        <p className="mt-2 text-meta text-ink-faint">
          {diff
            ? `${formatShare(diff.similarity, 0)} of the words are shared.`
            : 'Too long for a word diff: shown unmarked.'}
        </p>
      )}
    </div>
  )
}

interface SideProps {
  readonly name: string
  readonly icon: LucideIcon
  readonly text: string
  readonly parts: readonly DiffPart[] | undefined
  readonly queries: readonly string[]
  readonly mark: string
}

function Side({ name, icon: Icon, text, parts, queries, mark }: SideProps) {
  return (
    <div className="min-w-0 rounded-md border p-3">
      <h4 className="mb-1.5 flex items-center gap-1.5 text-meta font-semibold">
        <Icon aria-hidden className="size-3.5" /> {name}
        <span className="font-normal text-ink-faint">{formatCount(text.length)} characters</span>
      </h4>
      <LongText lines={14}>
        {text === '' && <span className="text-ink-faint">empty</span>}
        {parts ? (
          parts.map((part) => <Part key={part.start} part={part} mark={mark} queries={queries} />)
        ) : (
          <Highlight text={text} queries={queries} />
        )}
      </LongText>
    </div>
  )
}

function Part({ part, mark, queries }: { part: DiffPart; mark: string; queries: readonly string[] }) {
  const text = <Highlight text={part.text} queries={queries} />
  return part.isOwn ? <span className={`rounded-xs ${mark}`}>{text}</span> : text
}
