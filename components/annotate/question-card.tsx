'use client'
import { ArrowDown, ArrowUp, Trash2 } from 'lucide-react'
import { useId } from 'react'
import type { Question } from '@/lib/core/annotation/question'
import { Badge } from '../ui/badge'
import { Button } from '../ui/button'
import { Field } from '../ui/field'
import { Input } from '../ui/input'
import { Tick } from '../ui/tick'
import { wordsOfKind } from './question-kinds'
import { QuestionOptions } from './question-options'

interface QuestionCardProps {
  readonly question: Question
  readonly place: number
  readonly count: number
  /** What is wrong with it; empty for nothing. */
  readonly faults: readonly string[]
  readonly onChange: (question: Question) => void
  readonly onMove: (by: -1 | 1) => void
  readonly onRemove: () => void
}

/** One question of a project while it is written: its words, whether it must be answered, its options. */
export function QuestionCard({ question, place, count, faults, onChange, onMove, onRemove }: QuestionCardProps) {
  const id = useId()
  const words = wordsOfKind(question.kind)
  const name = `question ${place + 1}`
  return (
    <li className="rounded-md border p-3">
      <div className="mb-2 flex items-start gap-2">
        <div className="min-w-0 flex-1">
          <p className="flex flex-wrap items-center gap-2 font-medium">
            {place + 1}. {words.label}
            {question.kind === 'preference' && <Badge tone="signal">makes the project blind</Badge>}
          </p>
          <p className="text-meta text-ink-soft">{words.explanation}</p>
        </div>
        <div className="flex shrink-0">
          <Button
            variant="quiet"
            size="icon"
            aria-label={`Move ${name} up`}
            disabled={place === 0}
            onClick={() => onMove(-1)}
          >
            <ArrowUp aria-hidden />
          </Button>
          <Button
            variant="quiet"
            size="icon"
            aria-label={`Move ${name} down`}
            disabled={place === count - 1}
            onClick={() => onMove(1)}
          >
            <ArrowDown aria-hidden />
          </Button>
          <Button variant="quiet" size="icon" aria-label={`Remove ${name}`} disabled={count === 1} onClick={onRemove}>
            <Trash2 aria-hidden />
          </Button>
        </div>
      </div>
      <div className="flex flex-col gap-3">
        <Field label="Question" htmlFor={`${id}-title`}>
          <Input
            id={`${id}-title`}
            value={question.title}
            maxLength={120}
            required
            onChange={(event) => onChange({ ...question, title: event.target.value })}
          />
        </Field>
        <QuestionOptions question={question} onChange={onChange} />
        <div className="grid items-end gap-3 min-[560px]:grid-cols-[1fr_10rem_auto]">
          <Field label="Help below it" htmlFor={`${id}-help`}>
            <Input
              id={`${id}-help`}
              value={question.help}
              maxLength={2000}
              placeholder="none"
              onChange={(event) => onChange({ ...question, help: event.target.value })}
            />
          </Field>
          <Field label="Name in exports" htmlFor={`${id}-key`}>
            <Input
              id={`${id}-key`}
              value={question.key}
              maxLength={40}
              required
              pattern="[a-z][a-z0-9\-]*"
              title="lower-case letters, digits and hyphens"
              onChange={(event) => onChange({ ...question, key: event.target.value })}
              className="font-mono"
            />
          </Field>
          <Tick
            label="Must be answered"
            isOn={question.required}
            onChange={(required) => onChange({ ...question, required })}
          />
        </div>
        {faults.length > 0 && (
          <p role="alert" className="text-meta text-fault">
            {faults.join('; ')}
          </p>
        )}
      </div>
    </li>
  )
}
