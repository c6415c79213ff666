import { TIE_MARGIN } from '@/lib/core/accuracy'
import { DIMENSIONS } from '@/lib/core/dimensions'
import type { Example } from '@/lib/core/example'
import { exactProfile, historyDirections, publishedProfile } from '@/lib/core/profile'
import type { Answer } from './answer'
import { askedDimensions } from './check-answers'
import type { Question } from './question'
import type { Suggestion } from './task'

/**
 * What the profile of an example's history suggests for `direction` and `verify` questions; nothing without a history
 * that has directions. A pole that the profile is neutral about is not sure, its opposite a disagreement.
 */
export function suggestFromProfile(
  questions: readonly Question[],
  example: Example,
  rule: 'published' | 'exact',
): readonly Suggestion[] {
  const history = historyDirections(example, 'both')
  if (history === null) return []
  const profile = rule === 'published' ? publishedProfile(history) : exactProfile(history)
  const signOf = new Map(DIMENSIONS.map(({ key, index }) => [key, profile[index] ?? 0]))
  const givenSign = new Map(DIMENSIONS.map(({ key, index }) => [key, example.direction?.[index] ?? 0]))
  return questions.flatMap((question) => {
    if (question.kind !== 'direction' && question.kind !== 'verify') return []
    const asked = askedDimensions(question, example.direction)
    if (asked.length === 0) return []
    const answer: Answer =
      question.kind === 'direction'
        ? {
            kind: 'direction',
            marks: Object.fromEntries(
              asked.flatMap((key) => (signOf.get(key) ? [[key, signOf.get(key) === 1 ? '+' : '-'] as const] : [])),
            ),
          }
        : {
            kind: 'verify',
            marks: Object.fromEntries(
              asked.map((key) => [
                key,
                !signOf.get(key) ? 'unsure' : signOf.get(key) === givenSign.get(key) ? 'agree' : 'disagree',
              ]),
            ),
          }
    return [{ question: question.key, origin: `profile-${rule}` as const, label: '', answer, score: null }]
  })
}

/** What a run's margin suggests for `preference` questions: a tie within `TIE_MARGIN`. */
export function suggestFromMargin(questions: readonly Question[], margin: number, run: string): readonly Suggestion[] {
  const choice = Math.abs(margin) <= TIE_MARGIN ? 'tie' : margin > 0 ? 'chosen' : 'rejected'
  return questions
    .filter((question) => question.kind === 'preference')
    .map(({ key }) => ({
      question: key,
      origin: 'run',
      label: run,
      answer: { kind: 'preference', choice, confidence: null },
      score: margin,
    }))
}
