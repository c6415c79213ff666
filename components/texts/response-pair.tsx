'use client'
import type { LucideIcon } from 'lucide-react'
import { type ReactNode, useMemo } from 'react'
import { formatCount, formatShare } from '../ui/format'
import { LongText } from '../ui/long-text'
import { type DiffPart, prepareWordDiff } from './prepare-word-diff'

/** One of two responses. */
export interface ResponseSide {
  readonly name: string
  readonly icon: LucideIcon | null
  readonly text: string
  /** Draws a stretch of the text with what is to be marked in it. */
  readonly draw: (text: string) => ReactNode
}

export interface ResponsePairProps {
  readonly first: ResponseSide
  readonly second: ResponseSide
  readonly isDiff: boolean
}

/** Two responses side by side where there is room, one under the other elsewhere, with the words that differ marked. */
export function ResponsePair({ first, second, isDiff }: ResponsePairProps) {
  const diff = useMemo(
    () => (isDiff ? prepareWordDiff(first.text, second.text) : null),
    [isDiff, first.text, second.text],
  )
  return (
    <div>
      <div className="grid gap-3 @min-[560px]:grid-cols-2">
        <Side side={first} parts={diff?.chosen} mark="bg-chosen-soft underline decoration-signal/60" />
        <Side side={second} parts={diff?.rejected} mark="bg-rejected-soft underline decoration-dotted" />
      </div>
      {first.text === second.text && <p className="mt-2 text-meta text-warn">Both responses are the same text.</p>}
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
  readonly side: ResponseSide
  readonly parts: readonly DiffPart[] | undefined
  readonly mark: string
}

function Side({ side, parts, mark }: SideProps) {
  const { name, icon: Icon, text, draw } = side
  return (
    <div className="min-w-0 rounded-md border p-3">
      <h4 className="mb-1.5 flex items-center gap-1.5 text-meta font-semibold">
        {Icon && <Icon aria-hidden className="size-3.5" />} {name}
        <span className="font-normal text-ink-faint">{formatCount(text.length)} characters</span>
      </h4>
      <LongText lines={14}>
        {text === '' && <span className="text-ink-faint">empty</span>}
        {parts
          ? parts.map((part) =>
              part.isOwn ? (
                <span key={part.start} className={`rounded-xs ${mark}`}>
                  {draw(part.text)}
                </span>
              ) : (
                <span key={part.start}>{draw(part.text)}</span>
              ),
            )
          : draw(text)}
      </LongText>
    </div>
  )
}
