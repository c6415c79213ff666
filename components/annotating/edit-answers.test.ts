import { expect, test } from 'vitest'
import { type GivenAnswers, givenAnswersSchema } from '@/lib/core/annotation/answer'
import { type Question, questionsSchema } from '@/lib/core/annotation/question'
import { makeDirection } from '@/lib/core/annotation/test-annotations'
import { completeAnswers, findOpenQuestions } from './complete-answers'
import { agreeWithRest, choose, listChoices, markDimension, nameSides, readChosen, writeText } from './edit-answers'
import { listStops, nextOpenStop, stopId } from './question-stops'

const QUESTIONS = questionsSchema.parse([
  { kind: 'direction', key: 'dims', title: 'What do you see?', dimensions: ['gender', 'neuroticism'] },
  { kind: 'verify', key: 'given', title: 'Is the direction right?' },
  { kind: 'preference', key: 'prefer', title: 'Which one?' },
  { kind: 'universal', key: 'anyone', title: 'And for anyone?' },
  { kind: 'consistency', key: 'fits', title: 'Does it fit?' },
  {
    kind: 'choice',
    key: 'effort',
    title: 'How hard?',
    options: [
      { value: 'low', label: 'Low' },
      { value: 'high', label: 'High' },
    ],
  },
  { kind: 'flags', key: 'flags', title: 'What is wrong?' },
  { kind: 'note', key: 'note', title: 'Anything else?' },
  { kind: 'text', key: 'why', title: 'Why?', maxLength: 20 },
])
const direction = makeDirection({ 'age-group': 1, openness: -1 })

function questionOf(key: string): Question {
  const question = QUESTIONS.find((one) => one.key === key)
  if (!question) throw new Error(`There is no question ${key}`)
  return question
}

/** The answers after choosing `part: value` of questions, one after the other. */
function chosen(...steps: readonly (readonly [key: string, part: string, value: string])[]): GivenAnswers {
  return steps.reduce<GivenAnswers>((answers, [key, part, value]) => choose(questionOf(key), part, value, answers), {})
}

test('every choice that is offered can be chosen, and makes an answer that the API takes', () => {
  for (const { question, part } of listStops(QUESTIONS, direction))
    for (const { value } of listChoices(question, part, null)) {
      const before = part === 'confidence' ? chosen([question.key, 'answer', 'left']) : {}
      const answers = choose(question, part, value, before)
      expect(givenAnswersSchema.parse(answers)).toEqual(answers)
      expect(readChosen(question, part, answers)).toEqual([value])
    }
  expect(() => choose(questionOf('prefer'), 'answer', 'middle', {})).toThrow(RangeError)
})

test('a side keeps its confidence, and there is none without a side', () => {
  const sure = chosen(['prefer', 'answer', 'left'], ['prefer', 'confidence', '4'], ['prefer', 'answer', 'tie'])
  expect(sure.prefer).toEqual({ kind: 'preference', side: 'tie', confidence: 4 })
  expect(chosen(['prefer', 'confidence', '4'])).toEqual({})
})

test('flags are put and taken away, judgements stand side by side', () => {
  const flags = chosen(['flags', 'answer', 'harmful'], ['flags', 'answer', 'garbled'], ['flags', 'answer', 'harmful'])
  expect(flags.flags).toEqual({ kind: 'flags', flags: ['garbled'] })
  const judged = chosen(['given', 'age-group', 'disagree'], ['given', 'openness', 'unsure'])
  expect(judged.given).toEqual({ kind: 'verify', marks: { 'age-group': 'disagree', openness: 'unsure' } })
})

test('agreeing with the rest leaves what was judged', () => {
  const answers = agreeWithRest('given', ['age-group', 'openness'], chosen(['given', 'openness', 'disagree']))
  expect(answers.given).toEqual({ kind: 'verify', marks: { openness: 'disagree', 'age-group': 'agree' } })
})

test('a mark is set, changed, and taken away by itself or by nothing', () => {
  const positive = markDimension('dims', 'gender', '+', {})
  expect(positive.dims).toEqual({ kind: 'direction', marks: { gender: '+' } })
  const both = markDimension('dims', 'neuroticism', '?', markDimension('dims', 'gender', '-', positive))
  expect(both.dims).toEqual({ kind: 'direction', marks: { gender: '-', neuroticism: '?' } })
  expect(markDimension('dims', 'gender', '-', both).dims).toEqual({ kind: 'direction', marks: { neuroticism: '?' } })
  expect(markDimension('dims', 'neuroticism', null, both).dims).toEqual({ kind: 'direction', marks: { gender: '-' } })
})

test('responses are A and B unless the dataset may be known', () => {
  expect(nameSides(null)).toEqual({ left: 'Response A', right: 'Response B' })
  expect(nameSides('right')).toEqual({ left: 'Rejected', right: 'Chosen' })
})

test('silence is an answer to a direction and to flags, and an empty text is none', () => {
  const note = writeText({ ...questionOf('note'), kind: 'note' }, ' \n', {})
  expect(completeAnswers(QUESTIONS, note)).toEqual({
    dims: { kind: 'direction', marks: {} },
    flags: { kind: 'flags', flags: [] },
  })
})

test('what is missing is said by question, in words', () => {
  const open = findOpenQuestions(
    QUESTIONS,
    chosen(['given', 'openness', 'agree'], ['prefer', 'answer', 'left']),
    direction,
  )
  expect(Object.fromEntries(open)).toEqual({
    given: '1 dimension is not judged yet.',
    prefer: 'Say how sure you are.',
    anyone: 'Not answered yet.',
    fits: 'Not answered yet.',
    effort: 'Not answered yet.',
    why: 'Not answered yet.',
  })
  const long = findOpenQuestions(QUESTIONS, { why: { kind: 'text', text: 'a'.repeat(21) } }, direction)
  expect(long.get('why')).toBe('The answer is longer than 20 characters.')
  expect(long.get('given')).toBe('Not answered yet.')
})

test('the keys stop at every part of a question, and go on to what is still open', () => {
  const stops = listStops(QUESTIONS, direction)
  expect(stops.map(stopId)).toEqual([
    'dims.answer',
    'given.age-group',
    'given.openness',
    'prefer.answer',
    'prefer.confidence',
    'anyone.answer',
    'fits.answer',
    'effort.answer',
    'flags.answer',
    'note.answer',
    'why.answer',
  ])
  const some = chosen(['given', 'openness', 'agree'], ['anyone', 'answer', 'tie'], ['fits', 'answer', 'no'])
  expect(nextOpenStop(stops, 0, some)).toBe(1)
  expect(nextOpenStop(stops, 1, some)).toBe(3)
  expect(nextOpenStop(stops, 4, some)).toBe(7)
  expect(nextOpenStop(stops, 10, some)).toBe(1)
  expect(nextOpenStop(listStops(QUESTIONS.slice(6, 8), null), 0, {})).toBeNull()
  expect(nextOpenStop([], 0, {})).toBeNull()
  expect(listStops(QUESTIONS, null).some(({ question }) => question.key === 'given')).toBe(false)
})
