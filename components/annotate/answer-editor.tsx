'use client'
import { Fragment } from 'react'
import type { Answer, Answers } from '@/lib/core/annotation/answer'
import { FLAGS, type Question } from '@/lib/core/annotation/question'
import { DIMENSIONS } from '@/lib/core/dimensions'
import type { Direction } from '@/lib/core/direction'
import { Button } from '../ui/button'
import { classNames } from '../ui/class-names'
import { Select, Textarea } from '../ui/input'
import { Segmented } from '../ui/segmented'
import { type AnswerLine, emptyAnswer, isDisputed, linesOf, readPart, setPart } from './edit-answer'

/** What somebody said, shown beside the answer that is edited. */
export interface Voice {
  readonly id: string
  readonly name: string
  readonly answers: Answers
}

interface AnswerEditorProps {
  readonly questions: readonly Question[]
  readonly direction: Direction | null
  readonly voices: readonly Voice[]
  readonly answers: Answers
  readonly onChange: (answers: Answers) => void
}

/** Answers to all questions of an item, with what each annotator said beside them. */
export function AnswerEditor({ questions, direction, voices, answers, onChange }: AnswerEditorProps) {
  return (
    <div className="flex flex-col gap-4">
      {questions.map((question) => (
        <QuestionAnswer
          key={question.key}
          question={question}
          direction={direction}
          voices={voices}
          answer={answers[question.key]}
          onChange={(answer) => onChange(replace(answers, question.key, answer))}
        />
      ))}
    </div>
  )
}

function replace(answers: Answers, key: string, answer: Answer | null): Answers {
  const { [key]: _, ...others } = answers
  return answer === null ? others : { ...others, [key]: answer }
}

interface QuestionAnswerProps {
  readonly question: Question
  readonly direction: Direction | null
  readonly voices: readonly Voice[]
  readonly answer: Answer | undefined
  readonly onChange: (answer: Answer | null) => void
}

function QuestionAnswer({ question, direction, voices, answer, onChange }: QuestionAnswerProps) {
  const lines = linesOf(question, direction, [answer, ...voices.map(({ answers }) => answers[question.key])])
  const empty = emptyAnswer(question)
  const isOne = lines.length === 1 && lines[0]?.part === null
  return (
    <section aria-label={question.title} className="rounded-md border">
      <header className="flex min-h-9 flex-wrap items-center justify-between gap-2 border-b bg-raised px-3">
        <h3 className="font-medium">{question.title}</h3>
        {answer !== undefined && (
          <Button variant="quiet" size="small" onClick={() => onChange(null)}>
            Clear
          </Button>
        )}
      </header>
      <div className="divide-y">
        {lines.map((line) => (
          <Line
            key={line.part}
            line={line}
            voices={voices}
            isOne={isOne}
            value={readPart(answer, line.part)}
            onChange={(value) => onChange(setPart(question, answer, line.part, value))}
          />
        ))}
        {question.kind === 'preference' && question.confidence && answer?.kind === 'preference' && (
          <Confidence value={answer.confidence} onChange={(confidence) => onChange({ ...answer, confidence })} />
        )}
        {lines.length === 0 && (
          <p className="px-3 py-2 text-ink-soft">
            {question.kind === 'verify'
              ? 'The row has no direction to verify.'
              : answer === undefined
                ? 'Not answered.'
                : question.kind === 'flags'
                  ? 'No flag.'
                  : 'All dimensions neutral.'}
          </p>
        )}
        {empty && (
          <div className="flex flex-wrap items-center gap-2 px-3 py-2">
            {answer === undefined && (
              <Button size="small" onClick={() => onChange(empty)}>
                {question.kind === 'flags' ? 'Answer: no flag' : 'Answer: all neutral'}
              </Button>
            )}
            <AddPart question={question} shown={lines} onAdd={(part) => onChange(addPart(question, answer, part))} />
          </div>
        )}
      </div>
    </section>
  )
}

function addPart(question: Question, answer: Answer | undefined, part: string): Answer {
  return setPart(question, answer, part, question.kind === 'flags' ? 'present' : '+')
}

interface AddPartProps {
  readonly question: Question
  readonly shown: readonly AnswerLine[]
  readonly onAdd: (part: string) => void
}

function AddPart({ question, shown, onAdd }: AddPartProps) {
  const all: readonly { readonly key: string; readonly label: string }[] =
    question.kind === 'direction'
      ? DIMENSIONS.filter(({ key }) => question.dimensions === null || question.dimensions.includes(key))
      : FLAGS
  const left = all.filter(({ key }) => !shown.some(({ part }) => part === key))
  return (
    <Select
      aria-label={question.kind === 'flags' ? 'Add a flag' : 'Add a dimension'}
      value=""
      onChange={(event) => event.target.value !== '' && onAdd(event.target.value)}
      className="w-52"
    >
      <option value="">{question.kind === 'flags' ? 'Add a flag…' : 'Add a dimension…'}</option>
      {left.map(({ key, label }) => (
        <option key={key} value={key}>
          {label}
        </option>
      ))}
    </Select>
  )
}

interface LineProps {
  readonly line: AnswerLine
  readonly voices: readonly Voice[]
  /** The line is all of its question, whose title stands above. */
  readonly isOne: boolean
  readonly value: string | null
  readonly onChange: (value: string) => void
}

function Line({ line, voices, isOne, value, onChange }: LineProps) {
  const isSplit = isDisputed(
    line,
    voices.map(({ answers }) => answers),
  )
  const isText = line.options.length === 0
  return (
    <div
      className={classNames('flex flex-wrap items-center gap-x-3 gap-y-1.5 px-3 py-2', isSplit && 'bg-warn-soft/40')}
    >
      {!isOne && <p className="min-w-44 flex-1 basis-44">{line.label}</p>}
      {voices.length > 0 && (
        <ul
          className={classNames('flex flex-wrap gap-1.5 text-meta', isText ? 'basis-full flex-col' : 'flex-1 basis-52')}
        >
          {voices.map((voice) => (
            <Said key={voice.id} line={line} voice={voice} isSplit={isSplit} />
          ))}
        </ul>
      )}
      {isText ? (
        <Textarea
          aria-label={`Final: ${line.label}`}
          value={value ?? ''}
          placeholder="no final text"
          maxLength={10_000}
          onChange={(event) => onChange(event.target.value)}
          className="min-h-14 basis-full"
        />
      ) : (
        <Segmented label={`Final: ${line.label}`} value={value ?? ''} onChange={onChange} options={line.options} />
      )}
    </div>
  )
}

function Said({ line, voice, isSplit }: { line: AnswerLine; voice: Voice; isSplit: boolean }) {
  const value = readPart(voice.answers[line.question], line.part)
  if (value === null && line.options.length === 0) return null
  const answer = voice.answers[line.question]
  const words = line.options.find(({ key }) => key === value)?.label ?? value ?? 'no answer'
  const sureness = answer?.kind === 'preference' && answer.confidence !== null ? ` (${answer.confidence} of 5)` : ''
  return (
    <li className={classNames('rounded-sm border px-1.5 py-px', isSplit ? 'border-warn/40' : 'border-line')}>
      <span className="text-ink-soft">{voice.name}</span>{' '}
      <span className="whitespace-pre-wrap font-medium [overflow-wrap:anywhere]">
        {words}
        {sureness}
      </span>
    </li>
  )
}

function Confidence({ value, onChange }: { value: number | null; onChange: (value: number) => void }) {
  return (
    <div className="flex flex-wrap items-center justify-between gap-3 px-3 py-2">
      <p className="text-ink-soft">How sure, 1 to 5</p>
      <Segmented
        label="How sure"
        value={value === null ? '' : String(value)}
        onChange={(key) => onChange(Number(key))}
        options={['1', '2', '3', '4', '5'].map((key) => ({ key, label: <Fragment>{key}</Fragment> }))}
      />
    </div>
  )
}
