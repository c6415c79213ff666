import type { GivenAnswer } from '@/lib/core/annotation/answer'
import type { Question } from '@/lib/core/annotation/question'
import type { ShownSuggestion, Task } from '@/lib/core/annotation/task'
import { findDimension } from '@/lib/core/dimensions'
import { listChoices } from './edit-answers'

const MARK_WORDS: Readonly<Record<string, string>> = {
  '+': '+',
  '-': '−',
  '?': 'not sure',
  agree: 'agree',
  disagree: 'disagree',
  unsure: 'not sure',
}

/** One value of an answer: the dimension that it is about (empty for the question itself) and what it says. */
export interface AnswerValue {
  readonly about: string
  readonly value: string
}

/** An answer in words, value by value, without how sure somebody is; for `undefined` none. */
export function describeAnswer(
  question: Question,
  answer: GivenAnswer | undefined,
  chosenSide: Task['chosenSide'],
): readonly AnswerValue[] {
  if (!answer) return []
  const labelOf = (part: string, value: string) =>
    listChoices(question, part, chosenSide).find((choice) => choice.value === value)?.label ?? value
  switch (answer.kind) {
    case 'direction':
    case 'verify':
      return Object.entries(answer.marks).map(([key, mark]) => ({
        about: findDimension(key)?.label ?? key,
        value: MARK_WORDS[mark ?? ''] ?? '',
      }))
    case 'preference':
    case 'universal':
      return [{ about: '', value: labelOf('answer', answer.side) }]
    case 'consistency':
    case 'choice':
      return [{ about: '', value: labelOf('answer', answer.value) }]
    case 'flags':
      return answer.flags.map((flag) => ({ about: '', value: labelOf('answer', flag) }))
    case 'note':
    case 'text':
      return [{ about: '', value: answer.text }]
  }
}

/** Values in one line, those that say the same together: `+ Openness, Humor; not sure: Food`. */
export function joinValues(values: readonly AnswerValue[]): string {
  const alike = new Map<string, string[]>()
  for (const { about, value } of values) alike.set(value, [...(alike.get(value) ?? []), about])
  return [...alike]
    .map(([value, abouts]) => {
      const names = abouts.filter((about) => about !== '').join(', ')
      if (names === '') return value
      return value === '+' || value === '−' ? `${value} ${names}` : `${value}: ${names}`
    })
    .join('; ')
}

/** What a suggestion rests on, in words: `profile of the history, exact rule`, `run First, margin 1.20 nats`. */
export function describeOrigin({ origin, label, score }: ShownSuggestion): string {
  switch (origin) {
    case 'profile-exact':
      return 'profile of the history, exact rule'
    case 'profile-published':
      return 'profile of the history, published rule'
    case 'run':
      return score === null ? `run ${label}` : `run ${label}, margin ${score.toFixed(2)} nats`
  }
}

/** What was answered and what was expected, value by value. */
interface ReviewLine {
  readonly about: string
  readonly given: string
  readonly expected: string
  readonly isRight: boolean
}

/** Given and expected values of a question side by side: every expected one, and what was given without being expected. */
export function compareAnswers(
  question: Question,
  given: GivenAnswer | undefined,
  expected: GivenAnswer,
  chosenSide: Task['chosenSide'],
): readonly ReviewLine[] {
  const isByName = question.kind === 'direction' || question.kind === 'verify'
  const own = describeAnswer(question, given, chosenSide)
  const wanted = describeAnswer(question, expected, chosenSide)
  if (!isByName) {
    const words = (values: readonly AnswerValue[]) =>
      values
        .flatMap(({ about, value }) => (about === '' ? [value] : []))
        .sort()
        .join(', ') || 'none'
    return [{ about: '', given: words(own), expected: words(wanted), isRight: words(own) === words(wanted) }]
  }
  const names = [...new Set([...wanted, ...own].map(({ about }) => about))]
  const none = question.kind === 'direction' ? 'neutral' : 'not judged'
  return names
    .map((about) => {
      const valueIn = (values: readonly AnswerValue[]) => values.find((one) => one.about === about)?.value ?? none
      return { about, given: valueIn(own), expected: valueIn(wanted) }
    })
    .filter(({ expected: value }) => question.kind === 'direction' || value !== none)
    .map((line) => ({ ...line, isRight: line.given === line.expected }))
}
