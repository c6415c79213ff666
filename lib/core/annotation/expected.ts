import type { Answers } from './answer'
import { partsOf, readValue } from './parts'
import type { Question } from './question'

/**
 * By question key whether the answers have every value that is expected; questions without an expected value, and texts,
 * are not in it.
 */
export function compareWithExpected(
  questions: readonly Question[],
  expected: Answers,
  answers: Answers,
): Record<string, boolean> {
  return Object.fromEntries(
    questions.flatMap((question) => {
      const pairs = partsOf(question)
        .map((part) => [readValue(part, expected[question.key]), readValue(part, answers[question.key])] as const)
        .filter(([wanted]) => wanted !== null)
      return pairs.length === 0 ? [] : [[question.key, pairs.every(([wanted, got]) => wanted === got)] as const]
    }),
  )
}
