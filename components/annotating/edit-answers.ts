import type { GivenAnswer, GivenAnswers } from '@/lib/core/annotation/answer'
import { FLAGS, type Question } from '@/lib/core/annotation/question'
import type { Task } from '@/lib/core/annotation/task'

/** The mark of a dimension; `null` takes it away. */
export type DirectionMark = '+' | '-' | '?'
/** A judgement about one dimension of the given direction. */
export type VerifyMark = 'agree' | 'disagree' | 'unsure'

/** One of a few answers, and what it is called. */
export interface Choice {
  readonly value: string
  readonly label: string
  readonly hint?: string
}

/** The responses as they are called on the screen: what they are where that may be known, else A and B. */
export function nameSides(chosenSide: Task['chosenSide']): { readonly left: string; readonly right: string } {
  if (chosenSide === null) return { left: 'Response A', right: 'Response B' }
  return chosenSide === 'left' ? { left: 'Chosen', right: 'Rejected' } : { left: 'Rejected', right: 'Chosen' }
}

const CONFIDENCE: readonly Choice[] = [
  { value: '1', label: '1', hint: 'a guess' },
  { value: '2', label: '2' },
  { value: '3', label: '3' },
  { value: '4', label: '4' },
  { value: '5', label: '5', hint: 'certain' },
]
const VERIFY: readonly Choice[] = [
  { value: 'agree', label: 'Agree' },
  { value: 'disagree', label: 'Disagree' },
  { value: 'unsure', label: 'Not sure' },
]
const CONSISTENCY: readonly Choice[] = [
  { value: 'yes', label: 'Yes, it fits' },
  { value: 'no', label: 'No' },
  { value: 'unsure', label: 'Not sure' },
]

/**
 * The answers to choose from in a part of a question: `answer`, `confidence` or a dimension's key. Empty where it is
 * answered in another way.
 */
export function listChoices(question: Question, part: string, chosenSide: Task['chosenSide']): readonly Choice[] {
  const { left, right } = nameSides(chosenSide)
  const sides = [
    { value: 'left', label: left },
    { value: 'right', label: right },
  ]
  switch (question.kind) {
    case 'preference':
      if (part === 'confidence') return CONFIDENCE
      return question.tie ? [...sides, { value: 'tie', label: 'Both alike' }] : sides
    case 'universal':
      return [...sides, { value: 'tie', label: 'Neither, both alike' }, { value: 'unsure', label: 'Not sure' }]
    case 'verify':
      return VERIFY
    case 'consistency':
      return CONSISTENCY
    case 'choice':
      return question.options
    case 'flags':
      return FLAGS.map(({ key, label }) => ({ value: key, label }))
    case 'direction':
    case 'note':
    case 'text':
      return []
  }
}

/** The chosen values in a part of a question: none, one, or several flags. */
export function readChosen(question: Question, part: string, answers: GivenAnswers): readonly string[] {
  const answer = answers[question.key]
  const value = answer && readValue(answer, part)
  if (answer?.kind === 'flags') return answer.flags
  return value === undefined || value === null ? [] : [value]
}

function readValue(answer: GivenAnswer, part: string): string | null | undefined {
  switch (answer.kind) {
    case 'preference':
      return part === 'confidence' ? answer.confidence?.toString() : answer.side
    case 'universal':
      return answer.side
    case 'consistency':
    case 'choice':
      return answer.value
    case 'verify':
    case 'direction':
      return Object.entries(answer.marks).find(([key]) => key === part)?.[1]
    case 'flags':
    case 'note':
    case 'text':
      return null
  }
}

/**
 * The answers with one value chosen, or a flag put or taken away. Throws `RangeError` for a value that is not among the
 * choices of that part.
 */
export function choose(question: Question, part: string, value: string, answers: GivenAnswers): GivenAnswers {
  const { key } = question
  const last = answers[key]
  switch (question.kind) {
    case 'preference': {
      const side = last?.kind === 'preference' ? last.side : null
      const confidence = last?.kind === 'preference' ? last.confidence : null
      if (part !== 'confidence')
        return { ...answers, [key]: { kind: 'preference', side: oneOf(value, ['left', 'right', 'tie']), confidence } }
      // How sure somebody is says nothing without a side.
      if (side === null) return answers
      return { ...answers, [key]: { kind: 'preference', side, confidence: Number(oneOf(value, CONFIDENCE_VALUES)) } }
    }
    case 'universal':
      return { ...answers, [key]: { kind: 'universal', side: oneOf(value, ['left', 'right', 'tie', 'unsure']) } }
    case 'consistency':
      return { ...answers, [key]: { kind: 'consistency', value: oneOf(value, ['yes', 'no', 'unsure']) } }
    case 'choice':
      return { ...answers, [key]: { kind: 'choice', value } }
    case 'verify': {
      const marks = last?.kind === 'verify' ? last.marks : {}
      const mark = oneOf(value, ['agree', 'disagree', 'unsure'])
      return { ...answers, [key]: { kind: 'verify', marks: { ...marks, [part]: mark } } }
    }
    case 'flags': {
      const flags = last?.kind === 'flags' ? last.flags : []
      const flag = oneOf(
        value,
        FLAGS.map((one) => one.key),
      )
      const next = flags.includes(flag) ? flags.filter((one) => one !== flag) : [...flags, flag]
      return { ...answers, [key]: { kind: 'flags', flags: next } }
    }
    case 'direction':
    case 'note':
    case 'text':
      throw new RangeError(`${question.kind} has no choices`)
  }
}

const CONFIDENCE_VALUES = ['1', '2', '3', '4', '5'] as const

function oneOf<Value extends string>(value: string, values: readonly Value[]): Value {
  const found = values.find((one) => one === value)
  if (found === undefined) throw new RangeError(`${value} is none of ${values.join(', ')}`)
  return found
}

/** Marks a dimension, or takes its mark away: the same mark again takes it away too. */
export function markDimension(
  key: string,
  dimension: string,
  mark: DirectionMark | null,
  answers: GivenAnswers,
): GivenAnswers {
  const last = answers[key]
  const marks = last?.kind === 'direction' ? last.marks : {}
  const others = Object.entries(marks).filter(([one]) => one !== dimension)
  const isSame = Object.entries(marks).some(([one, value]) => one === dimension && value === mark)
  const next = mark === null || isSame ? others : [...others, [dimension, mark] as const]
  return { ...answers, [key]: { kind: 'direction', marks: Object.fromEntries(next) } }
}

/** Agrees with every asked dimension that is not judged yet. */
export function agreeWithRest(key: string, asked: readonly string[], answers: GivenAnswers): GivenAnswers {
  const last = answers[key]
  const marks: Readonly<Partial<Record<string, VerifyMark>>> = last?.kind === 'verify' ? last.marks : {}
  const rest = asked.filter((dimension) => !(dimension in marks)).map((dimension) => [dimension, 'agree'] as const)
  return { ...answers, [key]: { kind: 'verify', marks: { ...marks, ...Object.fromEntries(rest) } } }
}

/** Writes the text of a note or a text question. */
export function writeText(question: Extract<Question, { kind: 'note' | 'text' }>, text: string, answers: GivenAnswers) {
  return { ...answers, [question.key]: { kind: question.kind, text } } satisfies GivenAnswers
}
