import type { GivenAnswers } from '@/lib/core/annotation/answer'
import { checkAnswers } from '@/lib/core/annotation/check-answers'
import type { Question } from '@/lib/core/annotation/question'
import type { Direction } from '@/lib/core/direction'

/**
 * The answers as they are submitted: a direction without marks is neutral in every dimension and no flag means that
 * nothing is wrong, while an empty text is no answer.
 */
export function completeAnswers(questions: readonly Question[], answers: GivenAnswers): GivenAnswers {
  const written = Object.entries(answers).filter(
    ([, answer]) => (answer.kind !== 'note' && answer.kind !== 'text') || answer.text.trim() !== '',
  )
  const silent = questions.flatMap(({ kind, key }): [string, GivenAnswers[string]][] => {
    if (kind === 'direction') return [[key, { kind, marks: {} }]]
    if (kind === 'flags') return [[key, { kind, flags: [] }]]
    return []
  })
  return Object.fromEntries([...silent, ...written])
}

const WORDS: Readonly<Record<string, string>> = {
  'must be answered': 'Not answered yet.',
  'must not be empty': 'Not answered yet.',
  'needs a confidence of 1 to 5': 'Say how sure you are.',
  'may not be a tie': 'Choose one of the two.',
}

/** By question key what is still missing, in words; empty when the answers can be submitted. */
export function findOpenQuestions(
  questions: readonly Question[],
  answers: GivenAnswers,
  direction: Direction | null,
): ReadonlyMap<string, string> {
  const issues = checkAnswers(questions, completeAnswers(questions, answers), direction, false)
  return new Map(
    [...new Set(issues.map(({ path }) => path))].map((path) => {
      const messages = issues.flatMap((issue) => (issue.path === path ? [issue.message] : []))
      const judged = messages.filter((message) => message.endsWith(' must be judged')).length
      const [first = ''] = messages
      return [path, judged > 0 ? describeUnjudged(judged) : (WORDS[first] ?? `The answer ${first}.`)]
    }),
  )
}

function describeUnjudged(count: number): string {
  return count === 1 ? '1 dimension is not judged yet.' : `${count} dimensions are not judged yet.`
}
