import { DIMENSIONS } from '@/lib/core/dimensions'
import type { Direction } from '@/lib/core/direction'
import type { Answer } from './answer'
import { askedDimensions } from './check-answers'
import { FLAGS, type Question } from './question'

/** Something that raters agree or disagree about: a question, or one dimension or flag of it. */
export interface Part {
  readonly question: string
  /** The dimension or flag; `null` for a question that is one part. */
  readonly part: string | null
  /** In order of the scale where `isOrdered`. */
  readonly categories: readonly string[]
  readonly isOrdered: boolean
}

/** The parts of a question; none for texts, which are not compared. */
export function partsOf(question: Question): readonly Part[] {
  const whole = (categories: readonly string[], isOrdered: boolean): readonly Part[] => [
    { question: question.key, part: null, categories, isOrdered },
  ]
  switch (question.kind) {
    case 'direction':
      return marked(question, ['-', '0', '+'], true)
    case 'verify':
      return marked(question, ['disagree', 'agree'], false)
    case 'preference':
    case 'universal':
      return whole(['rejected', 'tie', 'chosen'], true)
    case 'consistency':
      return whole(['no', 'yes'], false)
    case 'flags':
      return FLAGS.map(({ key }) => ({
        question: question.key,
        part: key,
        categories: ['absent', 'present'],
        isOrdered: false,
      }))
    case 'choice':
      return whole(
        question.options.map((option) => option.value),
        question.ordered,
      )
    case 'note':
    case 'text':
      return []
  }
}

function marked(
  question: Extract<Question, { kind: 'direction' | 'verify' }>,
  categories: readonly string[],
  isOrdered: boolean,
): readonly Part[] {
  return DIMENSIONS.filter(({ key }) => question.dimensions === null || question.dimensions.includes(key)).map(
    ({ key }) => ({ question: question.key, part: key, categories, isOrdered }),
  )
}

/** The answer to one part as one of its categories; `null` for not sure, not asked and not answered. */
export function readValue({ part }: Part, answer: Answer | undefined): string | null {
  if (answer === undefined) return null
  const decided = (value: string) => (value === 'unsure' || value === '?' ? null : value)
  switch (answer.kind) {
    case 'direction':
      return decided(readMark(answer.marks, part) ?? '0')
    case 'verify':
      return decided(readMark(answer.marks, part) ?? '?')
    case 'preference':
    case 'universal':
      return decided(answer.choice)
    case 'consistency':
    case 'choice':
      return decided(answer.value)
    case 'flags':
      return answer.flags.some((flag) => flag === part) ? 'present' : 'absent'
    case 'note':
    case 'text':
      return null
  }
}

function readMark(marks: Readonly<Partial<Record<string, string>>>, part: string | null): string | undefined {
  return part === null ? undefined : marks[part]
}

/** The value of a part that stands for nothing to say: two such are no sign of agreement. */
function isDefault(value: string): boolean {
  return value === '0' || value === 'absent'
}

/**
 * How much the annotations of one item differ, in [0, 1]: for each question one less the share of equal pairs of values,
 * averaged over its parts, then over the questions. Parts that nobody found anything in do not count. `null` where no
 * question has two values.
 */
export function measureDisagreement(
  questions: readonly Question[],
  direction: Direction | null,
  annotations: readonly Readonly<Record<string, Answer>>[],
): number | null {
  const means = questions.flatMap((question) => {
    const asked = question.kind === 'verify' ? askedDimensions(question, direction) : null
    const parts = partsOf(question)
      .filter(({ part }) => asked === null || (part !== null && asked.includes(part)))
      .map((part) => annotations.flatMap((answers) => readValue(part, answers[question.key]) ?? []))
      .filter((values) => values.length > 1)
    if (parts.length === 0) return []
    const told = parts.filter((values) => values.some((value) => !isDefault(value)))
    return [mean(told.map(shareOfUnequalPairs))]
  })
  return means.length === 0 ? null : mean(means)
}

function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length
}

function shareOfUnequalPairs(values: readonly string[]): number {
  const unequal = values.reduce((sum, value, place) => sum + values.slice(place).filter((v) => v !== value).length, 0)
  return unequal / ((values.length * (values.length - 1)) / 2)
}
