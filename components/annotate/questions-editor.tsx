'use client'
import { Plus } from 'lucide-react'
import type { Question } from '@/lib/core/annotation/question'
import { Button } from '../ui/button'
import type { DraftFault } from './annotate-client'
import { kindsToAdd, moveBy, newQuestion, replaceAt } from './edit-questions'
import { QuestionCard } from './question-card'
import { wordsOfKind } from './question-kinds'

interface QuestionsEditorProps {
  readonly questions: readonly Question[]
  readonly faults: readonly DraftFault[]
  readonly onChange: (questions: readonly Question[]) => void
}

/** The questions of a project while they are written, and the kinds that can be added. */
export function QuestionsEditor({ questions, faults, onChange }: QuestionsEditorProps) {
  const addable = kindsToAdd(questions)
  return (
    <div className="flex flex-col gap-3">
      <ol className="flex flex-col gap-3">
        {questions.map((question, place) => (
          <QuestionCard
            // biome-ignore lint/suspicious/noArrayIndexKey: a question is its place while its key is written.
            key={`${question.kind} ${place}`}
            question={question}
            place={place}
            count={questions.length}
            faults={faults.filter((fault) => isAbout(fault, place)).map(({ message }) => message)}
            onChange={(changed) => onChange(replaceAt(questions, place, changed))}
            onMove={(by) => onChange(moveBy(questions, place, by))}
            onRemove={() => onChange(questions.toSpliced(place, 1))}
          />
        ))}
      </ol>
      <fieldset className="flex flex-wrap gap-1.5">
        <legend className="mb-1 text-meta font-medium text-ink-soft">Add a question</legend>
        {addable.map((kind) => (
          <Button
            key={kind}
            size="small"
            title={wordsOfKind(kind).explanation}
            onClick={() => onChange([...questions, newQuestion(kind, questions)])}
          >
            <Plus aria-hidden /> {wordsOfKind(kind).label}
          </Button>
        ))}
        {addable.length === 0 && <p className="text-meta text-ink-soft">A project asks at most 20 questions.</p>}
      </fieldset>
    </div>
  )
}

function isAbout({ place: [field, at] }: DraftFault, place: number): boolean {
  return field === 'questions' && at === place
}
