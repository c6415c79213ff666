'use client'
import { Plus, X } from 'lucide-react'
import dynamic from 'next/dynamic'
import type { Question } from '@/lib/core/annotation/question'
import { Button } from '../ui/button'
import { Field } from '../ui/field'
import { Input } from '../ui/input'
import { loadPart } from '../ui/load-part'
import { Skeleton } from '../ui/skeleton'
import { Tick } from '../ui/tick'
import { withValues } from './edit-questions'

interface QuestionOptionsProps {
  readonly question: Question
  readonly onChange: (question: Question) => void
}

const MOST_OPTIONS = 20
// The names of the dimensions come after the first load.
const DimensionChoice = dynamic(
  () => loadPart(() => import('./dimension-choice').then((module) => module.DimensionChoice)),
  {
    ssr: false,
    loading: () => <Skeleton className="h-7 w-52" />,
  },
)

/** What can be set of a question beside its words; nothing for kinds without options. */
export function QuestionOptions({ question, onChange }: QuestionOptionsProps) {
  switch (question.kind) {
    case 'direction':
    case 'verify':
      return (
        <DimensionChoice value={question.dimensions} onChange={(dimensions) => onChange({ ...question, dimensions })} />
      )
    case 'preference':
      return (
        <div className="flex flex-wrap gap-x-6">
          <Tick label="A tie is allowed" isOn={question.tie} onChange={(tie) => onChange({ ...question, tie })} />
          <Tick
            label="Ask how sure, 1 to 5"
            isOn={question.confidence}
            onChange={(confidence) => onChange({ ...question, confidence })}
          />
        </div>
      )
    case 'choice':
      return <OwnOptions question={question} onChange={onChange} />
    case 'text':
      return (
        <Field label="Longest text, in characters" htmlFor={`${question.key}-length`}>
          <Input
            id={`${question.key}-length`}
            type="number"
            min={1}
            max={10_000}
            value={question.maxLength}
            onChange={(event) => onChange({ ...question, maxLength: event.target.valueAsNumber })}
            className="w-32"
          />
        </Field>
      )
    case 'consistency':
    case 'universal':
    case 'flags':
    case 'note':
      return null
  }
}

interface OwnOptionsProps {
  readonly question: Extract<Question, { kind: 'choice' }>
  readonly onChange: (question: Question) => void
}

function OwnOptions({ question, onChange }: OwnOptionsProps) {
  const labels = question.options.map(({ label }) => label)
  const setLabels = (next: readonly string[]) => onChange({ ...question, options: withValues(next) })
  return (
    <fieldset className="flex flex-col gap-1.5">
      <legend className="mb-1 text-meta font-medium text-ink-soft">Options</legend>
      {labels.map((label, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: an option is its place while its label is written.
        <div key={place} className="flex gap-2">
          <Input
            aria-label={`Option ${place + 1}`}
            value={label}
            maxLength={120}
            onChange={(event) => setLabels(labels.with(place, event.target.value))}
          />
          <Button
            variant="quiet"
            size="icon"
            aria-label={`Remove option ${place + 1}`}
            disabled={labels.length <= 2}
            onClick={() => setLabels(labels.toSpliced(place, 1))}
          >
            <X aria-hidden />
          </Button>
        </div>
      ))}
      <div className="flex flex-wrap items-center gap-x-6 gap-y-1">
        <Button size="small" disabled={labels.length >= MOST_OPTIONS} onClick={() => setLabels([...labels, ''])}>
          <Plus aria-hidden /> Add option
        </Button>
        <Tick
          label="They are in order: a scale"
          isOn={question.ordered}
          onChange={(ordered) => onChange({ ...question, ordered })}
        />
      </div>
    </fieldset>
  )
}
