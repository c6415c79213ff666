import { DIMENSIONS } from '@/lib/core/dimensions'
import type { Direction } from '@/lib/core/direction'
import type { ProblemIssue } from '@/lib/core/problem'
import type { Answer, Answers, GivenAnswer, GivenAnswers } from './answer'
import type { Question } from './question'

type Marked = Extract<Question, { kind: 'direction' | 'verify' }>

/**
 * The dimensions that a question asks about on an item, in index order: for `verify` those that are active in the given
 * direction; none of an item without one.
 */
export function askedDimensions(question: Marked, direction: Direction | null): readonly string[] {
  const offered = DIMENSIONS.filter(({ key }) => question.dimensions === null || question.dimensions.includes(key))
  const asked =
    question.kind === 'direction'
      ? offered
      : offered.filter(({ index }) => direction !== null && (direction[index] ?? 0) !== 0)
  return asked.map((dimension) => dimension.key)
}

/**
 * What is wrong with answers to the questions on an item whose given direction is `direction`; empty when nothing is.
 * A draft may leave required questions and dimensions open. A question that cannot be asked of an item (`verify` without
 * a given direction) may stay open too.
 */
export function checkAnswers(
  questions: readonly Question[],
  answers: Answers | GivenAnswers,
  direction: Direction | null,
  isDraft: boolean,
): readonly ProblemIssue[] {
  const unknown = Object.keys(answers)
    .filter((key) => !questions.some((question) => question.key === key))
    .map((key) => ({ path: key, message: 'is no question of this project' }))
  const issues = questions.flatMap((question) => {
    const answer = answers[question.key]
    const messages =
      answer === undefined
        ? checkMissing(question, direction, isDraft)
        : answer.kind === question.kind
          ? checkAnswer(question, answer, direction, isDraft)
          : [`is an answer to ${answer.kind}, the question is ${question.kind}`]
    return messages.map((message) => ({ path: question.key, message }))
  })
  return [...unknown, ...issues]
}

function checkMissing(question: Question, direction: Direction | null, isDraft: boolean): string[] {
  const isNotAsked = question.kind === 'verify' && askedDimensions(question, direction).length === 0
  return question.required && !isDraft && !isNotAsked ? ['must be answered'] : []
}

function checkAnswer(
  question: Question,
  answer: Answer | GivenAnswer,
  direction: Direction | null,
  isDraft: boolean,
): string[] {
  switch (question.kind) {
    case 'direction':
      return answer.kind === 'direction' ? checkMarks(question, Object.keys(answer.marks), direction, true) : []
    case 'verify':
      return answer.kind === 'verify' ? checkMarks(question, Object.keys(answer.marks), direction, isDraft) : []
    case 'preference':
      return answer.kind === 'preference' ? checkPreference(question, answer, isDraft) : []
    case 'choice':
      return answer.kind === 'choice' && !question.options.some((option) => option.value === answer.value)
        ? [`has no option ${answer.value}`]
        : []
    case 'text':
      if (answer.kind !== 'text') return []
      if (answer.text.length > question.maxLength) return [`is longer than ${question.maxLength} characters`]
      return question.required && !isDraft && answer.text.trim() === '' ? ['must not be empty'] : []
    case 'note':
      return answer.kind === 'note' && question.required && !isDraft && answer.text.trim() === ''
        ? ['must not be empty']
        : []
    case 'consistency':
    case 'universal':
    case 'flags':
      return []
  }
}

function checkMarks(question: Marked, marked: readonly string[], direction: Direction | null, mayMiss: boolean) {
  const asked = askedDimensions(question, direction)
  const foreign = marked.filter((key) => !asked.includes(key)).map((key) => `${key} is not asked of this item`)
  const missing = mayMiss || !question.required ? [] : asked.filter((key) => !marked.includes(key))
  return [...foreign, ...missing.map((key) => `${key} must be judged`)]
}

function checkPreference(
  question: Extract<Question, { kind: 'preference' }>,
  answer: Extract<Answer | GivenAnswer, { kind: 'preference' }>,
  isDraft: boolean,
): string[] {
  const isTie = 'side' in answer ? answer.side === 'tie' : answer.choice === 'tie'
  return [
    ...(isTie && !question.tie ? ['may not be a tie'] : []),
    ...(question.confidence && !isDraft && answer.confidence === null ? ['needs a confidence of 1 to 5'] : []),
    ...(!question.confidence && answer.confidence !== null ? ['asks for no confidence'] : []),
  ]
}
