import type { GivenAnswers } from '@/lib/core/annotation/answer'
import { askedDimensions } from '@/lib/core/annotation/check-answers'
import type { Question } from '@/lib/core/annotation/question'
import type { Direction } from '@/lib/core/direction'
import { readChosen } from './edit-answers'

/** Where the keys work: a question, or a part of one that is answered by itself. */
export interface QuestionStop {
  readonly question: Question
  /** `answer`, `confidence` or the key of a dimension. */
  readonly part: string
}

/** The stops of all questions, in the order in which they stand on the screen. */
export function listStops(questions: readonly Question[], direction: Direction | null): readonly QuestionStop[] {
  return questions.flatMap((question) => listParts(question, direction).map((part) => ({ question, part })))
}

function listParts(question: Question, direction: Direction | null): readonly string[] {
  if (question.kind === 'verify') return askedDimensions(question, direction)
  if (question.kind === 'preference' && question.confidence) return ['answer', 'confidence']
  return ['answer']
}

/** The name of a stop, for React and the page. */
export function stopId({ question, part }: QuestionStop): string {
  return `${question.key}.${part}`
}

/** Whether a stop waits for an answer without which nothing can be submitted. */
function isOpen({ question, part }: QuestionStop, answers: GivenAnswers): boolean {
  if (!question.required || question.kind === 'direction' || question.kind === 'flags') return false
  const answer = answers[question.key]
  if (question.kind === 'note' || question.kind === 'text')
    return answer === undefined || !('text' in answer) || answer.text.trim() === ''
  return readChosen(question, part, answers).length === 0
}

/** The next stop from `at` on that waits for an answer, round to the start; `null` when none does. */
export function nextOpenStop(stops: readonly QuestionStop[], at: number, answers: GivenAnswers): number | null {
  const turn = stops.map((_, step) => (at + 1 + step) % stops.length)
  return (
    turn.find((place) => {
      const stop = stops[place]
      return stop !== undefined && isOpen(stop, answers)
    }) ?? null
  )
}
