'use client'
import { useState } from 'react'
import type { Answers } from '@/lib/core/annotation/answer'
import type { Question } from '@/lib/core/annotation/question'
import type { QueueItem } from '@/lib/core/annotation/queue'
import { Button } from '../ui/button'
import { Field } from '../ui/field'
import { formatCount } from '../ui/format'
import { Textarea } from '../ui/input'
import { AnswerEditor } from './answer-editor'
import { ItemTexts } from './item-texts'

interface ExpectedRowsProps {
  readonly questions: readonly Question[]
  readonly rows: readonly QueueItem[]
  readonly isBusy: boolean
  readonly onBack: () => void
  readonly onDone: (items: readonly QueueItem[]) => void
}

/** The expected answers to rows, one after the other. Rows without any are left out. */
export function ExpectedRows({ questions, rows, isBusy, onBack, onDone }: ExpectedRowsProps) {
  const [items, setItems] = useState(rows)
  const [place, setPlace] = useState(0)
  const item = items[place]
  const written = items.filter(({ expected }) => expected !== null)
  const change = (part: Partial<QueueItem>) => item && setItems(items.with(place, { ...item, ...part }))
  const setAnswers = (answers: Answers) => change({ expected: Object.keys(answers).length === 0 ? null : answers })

  return (
    <div className="flex flex-col gap-4">
      <div className="flex flex-wrap items-center gap-2">
        <p className="mr-auto font-medium">
          Row {place + 1} of {items.length}: what should annotators answer?
        </p>
        <Button size="small" disabled={place === 0} onClick={() => setPlace(place - 1)}>
          Previous
        </Button>
        <Button size="small" disabled={place === items.length - 1} onClick={() => setPlace(place + 1)}>
          Next
        </Button>
      </div>
      {item && (
        <>
          <ItemTexts key={`texts ${item.hash}`} example={item.example} />
          <AnswerEditor
            questions={questions}
            direction={item.example.direction}
            voices={[]}
            answers={item.expected ?? {}}
            onChange={setAnswers}
          />
          <Field
            label="Explanation"
            htmlFor="expected-why"
            hint="shown with the expected answers after a training item"
          >
            <Textarea
              id="expected-why"
              value={item.explanation}
              maxLength={5000}
              onChange={(event) => change({ explanation: event.target.value })}
            />
          </Field>
        </>
      )}
      <div className="flex flex-wrap items-center gap-2">
        <Button variant="primary" disabled={isBusy || written.length === 0} onClick={() => onDone(written)}>
          Make a queue of {formatCount(written.length)} rows
        </Button>
        <Button onClick={onBack} disabled={isBusy}>
          Back
        </Button>
        <p className="text-meta text-ink-soft">
          Questions without an answer are not held against anyone; rows without any are left out.
        </p>
      </div>
    </div>
  )
}
