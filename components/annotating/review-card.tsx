'use client'
import { ArrowRight, Check, Undo2, X } from 'lucide-react'
import type { Project } from '@/lib/core/annotation/project'
import { Button } from '../ui/button'
import { compareAnswers, describeAnswer, joinValues } from './describe-answer'
import type { Review } from './desk-snapshot'
import type { KeyMap } from './key-map'
import { SubmitKey } from './submit-key'
import { SuggestionLine } from './suggestion-line'

interface ReviewCardProps {
  readonly project: Project
  readonly review: Review
  /** Why the answers are not sent yet; `null` while they are. */
  readonly waitsFor: string | null
}

/** After the answer: what was expected of a training item, or what models suggest. */
export function ReviewCard({ project, review, waitsFor }: ReviewCardProps) {
  return (
    <div className="p-4">
      <h2 className="text-title font-medium">{describeOutcome(review)}</h2>
      {review.changed === null ? (
        <p className="mt-1 text-ink-soft">
          {waitsFor === null
            ? 'Your answers are on their way.'
            : 'Your answers are kept and wait for the connection. What was expected comes with it: wait, or go on without.'}
        </p>
      ) : (
        <Outcome project={project} review={review} />
      )}
    </div>
  )
}

interface ReviewActionsProps {
  readonly keys: KeyMap
  readonly onNext: () => void
  readonly onChange: () => void
}

/** On to the next item, or back to the answers. */
export function ReviewActions({ keys, onNext, onChange }: ReviewActionsProps) {
  return (
    <div className="flex items-center gap-1.5 border-t bg-ground px-3 py-2">
      <Button onClick={onChange} className="h-9 max-[1023px]:h-11">
        <Undo2 aria-hidden /> Change my answer
      </Button>
      <Button variant="primary" onClick={onNext} className="ml-auto h-9 flex-1 max-[1023px]:h-11">
        Next item <ArrowRight aria-hidden />
        <SubmitKey keys={keys} />
      </Button>
    </div>
  )
}

function describeOutcome({ task, changed }: Review): string {
  if (!task.isTraining) return 'Answered'
  if (!changed?.feedback) return 'Training item answered'
  const verdicts = Object.values(changed.feedback.correct)
  const right = verdicts.filter((isRight) => isRight).length
  return `${right} of ${verdicts.length} as expected`
}

function Outcome({ project, review: { task, answers, changed } }: { project: Project; review: Review }) {
  const feedback = changed?.feedback ?? null
  const suggestions = changed?.suggestions ?? []
  return (
    <div className="mt-2 flex flex-col gap-4">
      {feedback?.explanation && (
        <p className="rounded-md bg-raised p-3 text-read whitespace-pre-wrap [overflow-wrap:anywhere]">
          {feedback.explanation}
        </p>
      )}
      {project.questions.map((question) => {
        const expected = feedback?.expected[question.key]
        const shown = suggestions.filter((one) => one.question === question.key)
        if (!expected && shown.length === 0) return null
        const own = describeAnswer(question, answers[question.key], task.chosenSide)
        return (
          <section key={question.key}>
            <h3 className="mb-1 font-medium">{question.title}</h3>
            {shown.length > 0 && !expected && (
              <p className="mb-1 text-ink-soft">You: {joinValues(own) || 'nothing marked'}</p>
            )}
            {shown.map((suggestion) => (
              <SuggestionLine
                key={`${suggestion.origin} ${suggestion.label}`}
                question={question}
                suggestion={suggestion}
                chosenSide={task.chosenSide}
              />
            ))}
            {expected && (
              <ul className="flex flex-col divide-y rounded-md border">
                {compareAnswers(question, answers[question.key], expected, task.chosenSide).map((line) => (
                  <li key={line.about} className="flex items-start gap-2 px-2 py-1.5">
                    {line.isRight ? (
                      <Check aria-label="As expected" className="mt-px size-4 shrink-0" />
                    ) : (
                      <X aria-label="Not as expected" className="mt-px size-4 shrink-0 text-fault" />
                    )}
                    <p>
                      {line.about && <span className="font-medium">{line.about}: </span>}
                      {line.isRight ? line.given : `you ${line.given}, expected ${line.expected}`}
                    </p>
                  </li>
                ))}
              </ul>
            )}
          </section>
        )
      })}
    </div>
  )
}
