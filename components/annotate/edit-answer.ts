import { type Answer, type Answers, directionMarksSchema, verifyMarksSchema } from '@/lib/core/annotation/answer'
import { askedDimensions } from '@/lib/core/annotation/check-answers'
import { FLAGS, flagSchema, type Question } from '@/lib/core/annotation/question'
import { DIMENSIONS } from '@/lib/core/dimensions'
import type { Direction } from '@/lib/core/direction'

/** A value that can be chosen for a line. */
interface LineOption {
  readonly key: string
  readonly label: string
}

/** One thing to decide: a question, or a dimension or flag of it. Texts have no options. */
export interface AnswerLine {
  readonly question: string
  /** The dimension or flag; `null` for a question that is one thing. */
  readonly part: string | null
  readonly label: string
  readonly options: readonly LineOption[]
}

const SIGN_OPTIONS: readonly LineOption[] = [
  { key: '-', label: '−' },
  { key: '0', label: 'neutral' },
  { key: '+', label: '+' },
  { key: '?', label: 'unsure' },
]
const VERDICT_OPTIONS = plain('agree', 'disagree', 'unsure')
const FLAG_OPTIONS: readonly LineOption[] = [
  { key: 'present', label: 'yes' },
  { key: 'absent', label: 'no' },
]

function plain(...keys: readonly string[]): readonly LineOption[] {
  return keys.map((key) => ({ key, label: key }))
}

/**
 * What there is to decide about a question on an item with that given direction: for `direction` and `flags` the parts
 * that some of `answers` name, for `verify` the active dimensions.
 */
export function linesOf(
  question: Question,
  direction: Direction | null,
  answers: readonly (Answer | undefined)[],
): readonly AnswerLine[] {
  const line = (part: string | null, label: string, options: readonly LineOption[]) => ({
    question: question.key,
    part,
    label,
    options,
  })
  switch (question.kind) {
    case 'direction':
      return DIMENSIONS.filter(({ key }) => answers.some((answer) => readPart(answer, key) !== '0' && answer)).map(
        ({ key, label }) => line(key, label, SIGN_OPTIONS),
      )
    case 'verify': {
      const asked = askedDimensions(question, direction)
      return DIMENSIONS.filter(({ key }) => asked.includes(key)).map(({ key, label, index, positive, negative }) =>
        line(key, `${label}: ${direction?.[index] === 1 ? positive : negative}`, VERDICT_OPTIONS),
      )
    }
    case 'flags':
      return FLAGS.filter(({ key }) => answers.some((answer) => readPart(answer, key) === 'present')).map(
        ({ key, label }) => line(key, label, FLAG_OPTIONS),
      )
    case 'preference':
      return [
        line(null, question.title, question.tie ? plain('chosen', 'tie', 'rejected') : plain('chosen', 'rejected')),
      ]
    case 'universal':
      return [line(null, question.title, plain('chosen', 'tie', 'rejected', 'unsure'))]
    case 'consistency':
      return [line(null, question.title, plain('yes', 'no', 'unsure'))]
    case 'choice':
      return [
        line(
          null,
          question.title,
          question.options.map(({ value, label }) => ({ key: value, label })),
        ),
      ]
    case 'note':
    case 'text':
      return [line(null, question.title, [])]
  }
}

/** The value of a part of an answer, the text of a text; `null` where it is not answered. */
export function readPart(answer: Answer | undefined, part: string | null): string | null {
  if (answer === undefined) return null
  switch (answer.kind) {
    case 'direction':
      return readMark(answer.marks, part) ?? '0'
    case 'verify':
      return readMark(answer.marks, part) ?? null
    case 'flags':
      return answer.flags.some((flag) => flag === part) ? 'present' : 'absent'
    case 'preference':
    case 'universal':
      return answer.choice
    case 'consistency':
    case 'choice':
      return answer.value
    case 'note':
    case 'text':
      return answer.text
  }
}

function readMark(marks: Readonly<Partial<Record<string, string>>>, part: string | null): string | undefined {
  return part === null ? undefined : marks[part]
}

/** An answer to the question with the value of one part set. Throws where the value is none of that part's. */
export function setPart(question: Question, answer: Answer | undefined, part: string | null, value: string): Answer {
  switch (question.kind) {
    case 'direction': {
      const { [part ?? '']: _, ...others }: Record<string, unknown> = answer?.kind === 'direction' ? answer.marks : {}
      const marks = value === '0' ? others : { ...others, [part ?? '']: value }
      return { kind: 'direction', marks: directionMarksSchema.parse(marks) }
    }
    case 'verify': {
      const marks = answer?.kind === 'verify' ? answer.marks : {}
      return { kind: 'verify', marks: verifyMarksSchema.parse({ ...marks, [part ?? '']: value }) }
    }
    case 'flags': {
      const others = answer?.kind === 'flags' ? answer.flags.filter((flag) => flag !== part) : []
      return { kind: 'flags', flags: value === 'present' ? [...others, flagSchema.parse(part)] : others }
    }
    case 'preference': {
      const confidence = answer?.kind === 'preference' ? answer.confidence : null
      if (value !== 'chosen' && value !== 'rejected' && value !== 'tie') throw new Error(`No choice: ${value}`)
      return { kind: 'preference', choice: value, confidence }
    }
    case 'universal':
      if (value !== 'chosen' && value !== 'rejected' && value !== 'tie' && value !== 'unsure')
        throw new Error(`No choice: ${value}`)
      return { kind: 'universal', choice: value }
    case 'consistency':
      if (value !== 'yes' && value !== 'no' && value !== 'unsure') throw new Error(`No verdict: ${value}`)
      return { kind: 'consistency', value }
    case 'choice':
      return { kind: 'choice', value }
    case 'note':
    case 'text':
      return { kind: question.kind, text: value }
  }
}

/** An answer with nothing marked, for the kinds that have one: all neutral, no flag. */
export function emptyAnswer(question: Question): Answer | null {
  if (question.kind === 'direction') return { kind: 'direction', marks: {} }
  return question.kind === 'flags' ? { kind: 'flags', flags: [] } : null
}

/**
 * What more than half of those who answered say, part by part: where a decision starts from. Parts without a majority
 * and texts are left open; a confidence is the middle one of those who chose the same.
 */
export function majorityAnswers(
  questions: readonly Question[],
  direction: Direction | null,
  annotations: readonly Answers[],
): Answers {
  const majority: Answers = {}
  for (const question of questions) {
    const given = annotations.flatMap((answers) => answers[question.key] ?? [])
    if (given.length === 0 || question.kind === 'note' || question.kind === 'text') continue
    let answer: Answer | undefined = emptyAnswer(question) ?? undefined
    for (const { part } of linesOf(question, direction, given)) {
      const values = given.flatMap((one) => readPart(one, part) ?? [])
      const value = values.find((each) => values.filter((other) => other === each).length * 2 > values.length)
      if (value !== undefined) answer = setPart(question, answer, part, value)
    }
    if (answer) majority[question.key] = withConfidence(question, answer, given)
  }
  return majority
}

function withConfidence(question: Question, answer: Answer, given: readonly Answer[]): Answer {
  if (answer.kind !== 'preference' || question.kind !== 'preference' || !question.confidence) return answer
  const same = given
    .flatMap((one) => (one.kind === 'preference' && one.choice === answer.choice ? (one.confidence ?? []) : []))
    .sort((a, b) => a - b)
  return { ...answer, confidence: same[Math.floor((same.length - 1) / 2)] ?? null }
}

/** Whether those who answered a part do not all say the same. */
export function isDisputed(line: AnswerLine, annotations: readonly Answers[]): boolean {
  if (line.options.length === 0) return false
  const values = annotations.flatMap((answers) => readPart(answers[line.question], line.part) ?? [])
  return new Set(values).size > 1
}
