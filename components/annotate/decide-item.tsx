'use client'
import { ArrowLeft } from 'lucide-react'
import { type FormEvent, useLayoutEffect, useRef, useState } from 'react'
import type { Answers } from '@/lib/core/annotation/answer'
import { checkAnswers } from '@/lib/core/annotation/check-answers'
import type { Question } from '@/lib/core/annotation/question'
import type { ItemDetail } from '@/lib/core/annotation/reports'
import { Badge } from '../ui/badge'
import { Button } from '../ui/button'
import { Field } from '../ui/field'
import { formatDuration, formatShare } from '../ui/format'
import { Textarea } from '../ui/input'
import { Notice } from '../ui/notice'
import { Skeleton } from '../ui/skeleton'
import { useLoad } from '../ui/use-load'
import { AnswerEditor } from './answer-editor'
import { majorityAnswers } from './edit-answer'
import { ItemTexts } from './item-texts'
import { LoadFailed } from './load-failed'
import { adjudicate, readItem } from './results-client'
import { useSubmitKey } from './use-move-keys'

interface DecideItemProps {
  readonly who: string
  readonly id: string
  readonly questions: readonly Question[]
  readonly onBack: () => void
  /** After a decision; `goOn` when the next item is wanted. */
  readonly onDecided: (goOn: boolean) => void
}

/** One item: its texts, what everyone said, and the final answers with a reason. */
export function DecideItem(props: DecideItemProps) {
  const [version, setVersion] = useState(0)
  const load = useLoad(`${props.id} ${version}`, (signal) => readItem(props.who, props.id, signal))
  const box = useRef<HTMLElement>(null)

  // The next item is read from its start, by whoever reads with a screen reader too.
  useLayoutEffect(() => {
    box.current?.scrollIntoView({ block: 'start' })
    box.current?.focus({ preventScroll: true })
  }, [])

  return (
    <section ref={box} tabIndex={-1} aria-label="Item" className="flex scroll-mt-16 flex-col gap-3 outline-none">
      <Button variant="quiet" size="small" onClick={props.onBack} className="self-start min-[1000px]:hidden">
        <ArrowLeft aria-hidden /> All items
      </Button>
      {load.phase === 'failed' && (
        <LoadFailed title="The item could not be read" error={load.error} onRetry={() => setVersion(version + 1)} />
      )}
      {load.value ? (
        <Decision
          key={load.value.adjudication?.revision ?? 0}
          {...props}
          item={load.value}
          onSaved={() => setVersion(version + 1)}
        />
      ) : (
        load.phase === 'loading' && <Skeleton className="h-96 w-full" />
      )}
    </section>
  )
}

interface DecisionProps extends DecideItemProps {
  readonly item: ItemDetail
  readonly onSaved: () => void
}

function Decision({ who, item, questions, onDecided, onSaved }: DecisionProps) {
  const { example, annotations, adjudication } = item
  const [answers, setAnswers] = useState<Answers>(
    () =>
      adjudication?.answers ??
      majorityAnswers(
        questions,
        example.direction,
        annotations.map((annotation) => annotation.answers),
      ),
  )
  const [reason, setReason] = useState(adjudication?.reason ?? '')
  const [problem, setProblem] = useState<string | null>(null)
  const [isBusy, setIsBusy] = useState(false)
  const open = checkAnswers(questions, answers, example.direction, true)

  async function decide(goOn: boolean) {
    setProblem(null)
    if (open.length > 0) return setProblem(open.map(({ path, message }) => `${titleOf(path)}: ${message}`).join('; '))
    if (reason.trim() === '') return setProblem('Say why: the reason is kept with the decision.')
    setIsBusy(true)
    try {
      await adjudicate(who, item.id, { answers, reason: reason.trim() })
      if (!goOn) onSaved()
      onDecided(goOn)
    } catch (cause) {
      setProblem(cause instanceof Error ? cause.message : String(cause))
    }
    setIsBusy(false)
  }

  useSubmitKey(() => {
    if (!isBusy) void decide(true)
  })

  function titleOf(key: string): string {
    return questions.find((question) => question.key === key)?.title ?? key
  }

  function onSubmit(event: FormEvent) {
    event.preventDefault()
    void decide(true)
  }

  return (
    <form onSubmit={onSubmit} className="flex flex-col gap-5">
      <p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-meta text-ink-soft">
        <span>disagreement {formatShare(item.disagreement, 0)}</span>
        {adjudication && <Badge>decided, revision {adjudication.revision}</Badge>}
        <a href={`/profiles/${item.hash}`} className="text-signal underline">
          Open the person
        </a>
      </p>
      <ItemTexts example={example} />
      <div className="flex flex-wrap items-center gap-2">
        <h2 className="mr-auto text-read font-semibold">What was said, and the final answers</h2>
        {annotations.map((annotation) => (
          <Button key={annotation.taskId} size="small" onClick={() => setAnswers(annotation.answers)}>
            Take all of {annotation.annotatorName}
          </Button>
        ))}
      </div>
      <AnswerEditor
        questions={questions}
        direction={example.direction}
        voices={annotations.map(({ taskId, annotatorName, answers: said }) => ({
          id: taskId,
          name: annotatorName,
          answers: said,
        }))}
        answers={answers}
        onChange={setAnswers}
      />
      <ul className="text-meta text-ink-faint">
        {annotations.map((annotation) => (
          <li key={annotation.taskId}>
            {annotation.annotatorName}: guidelines {annotation.guidelineVersion}, revision {annotation.revision},{' '}
            {annotation.activeMs === null ? 'time not known' : formatDuration(annotation.activeMs)}
            {annotation.suggestionsShown !== 'none' && `, suggestions shown ${annotation.suggestionsShown} the answer`}
            {annotation.origin === 'import' && ', imported'}
          </li>
        ))}
        {item.skips.map((skip) => (
          <li key={skip.annotatorId}>
            {skip.annotatorName} skipped: {skip.reason.replaceAll('-', ' ')}
            {skip.note && ` (${skip.note})`}
          </li>
        ))}
      </ul>
      <Field label="Reason" htmlFor="decision-reason" hint="It is kept and exported with the decision.">
        <Textarea
          id="decision-reason"
          value={reason}
          maxLength={5000}
          onChange={(event) => setReason(event.target.value)}
        />
      </Field>
      {problem && (
        <Notice tone="fault" title="Not decided">
          {problem}
        </Notice>
      )}
      <div className="flex flex-wrap gap-2">
        <Button type="submit" variant="primary" disabled={isBusy}>
          Decide and go on
        </Button>
        <Button onClick={() => void decide(false)} disabled={isBusy}>
          Decide
        </Button>
      </div>
    </form>
  )
}
