import { DIMENSIONS } from '@/lib/core/dimensions'
import type { Direction, Sign } from '@/lib/core/direction'
import type { Answers } from './answer'
import { askedDimensions } from './check-answers'
import { type Part, partsOf, readValue } from './parts'
import type { Question } from './question'

/** Where final values come from: an adjudicator, more than half of several annotations, or the only one. */
export type Basis = 'adjudicated' | 'majority' | 'single'

/** What is known of an item in the end. */
export interface FinalAnswers {
  readonly basis: Basis
  readonly annotations: number
  /** The given direction with what was decided; `null` where there is none and nothing was asked that makes one. */
  readonly direction: Direction | null
  /** Keys of the dimensions that differ from the given direction. */
  readonly changed: readonly string[]
  /** Keys of the asked dimensions without a majority, which keep the given value, neutral where there is none. */
  readonly undecided: readonly string[]
  /** `null` where it was not asked, not answered or not decided. */
  readonly preference: string | null
  readonly flags: readonly string[]
}

/** Answers to decide by: those of the adjudicator alone, or those of every annotator. */
export interface DecidingAnswers {
  readonly isAdjudicated: boolean
  readonly answers: readonly Answers[]
}

/**
 * The value that more than half of those who gave one chose; `null` without such. An adjudicator decides alone.
 */
function decide(part: Part, answers: readonly Answers[]): string | null {
  const values = answers.flatMap((one) => readValue(part, one[part.question]) ?? [])
  return values.find((value) => values.filter((other) => other === value).length * 2 > values.length) ?? null
}

/**
 * The final answers to an item. A `direction` question decides the sign of each dimension that it offers. A `verify`
 * question decides about the active ones: agreed with they stay, disagreed with they become neutral, since a no to one
 * pole is not evidence for the other. Where both are asked, `direction` decides what it offers. `null` for no answers.
 */
export function finalAnswers(
  questions: readonly Question[],
  given: Direction | null,
  { isAdjudicated, answers }: DecidingAnswers,
): FinalAnswers | null {
  if (answers.length === 0) return null
  const corrected = correctDirection(questions, given, answers)
  const preference = questions.find((question) => question.kind === 'preference')
  const [part] = preference ? partsOf(preference) : []
  const flags = questions.filter((question) => question.kind === 'flags').flatMap(partsOf)
  return {
    basis: isAdjudicated ? 'adjudicated' : answers.length > 1 ? 'majority' : 'single',
    annotations: answers.length,
    ...corrected,
    preference: part ? decide(part, answers) : null,
    flags: flags.flatMap((flag) => (decide(flag, answers) === 'present' && flag.part !== null ? [flag.part] : [])),
  }
}

const SIGNS = new Map<string, Sign>([
  ['-', -1],
  ['0', 0],
  ['+', 1],
])

function correctDirection(questions: readonly Question[], given: Direction | null, answers: readonly Answers[]) {
  const signs: Sign[] = DIMENSIONS.map(({ index }) => given?.[index] ?? 0)
  const decided = new Map<string, boolean>()
  let isMade = given !== null
  for (const kind of ['verify', 'direction'] as const) {
    const question = questions.find((one) => one.kind === kind)
    if (question?.kind !== kind || !answers.some((one) => one[question.key])) continue
    if (kind === 'direction') isMade = true
    const parts = new Map(partsOf(question).map((part) => [part.part, part]))
    for (const key of askedDimensions(question, given)) {
      const part = parts.get(key)
      const value = part ? decide(part, answers) : null
      decided.set(key, value !== null)
      const index = DIMENSIONS.findIndex((dimension) => dimension.key === key)
      const kept = given?.[index] ?? 0
      signs[index] = value === 'disagree' ? 0 : (SIGNS.get(value ?? '') ?? kept)
    }
  }
  const keysWhere = (test: (index: number, key: string) => boolean) =>
    DIMENSIONS.filter(({ index, key }) => test(index, key)).map(({ key }) => key)
  return {
    direction: isMade ? signs : null,
    changed: isMade ? keysWhere((index) => signs[index] !== (given?.[index] ?? 0)) : [],
    undecided: keysWhere((_, key) => decided.get(key) === false),
  }
}
