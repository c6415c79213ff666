import { expect, test } from 'vitest'
import type { Answers } from '@/lib/core/annotation/answer'
import { checkAnswers } from '@/lib/core/annotation/check-answers'
import type { Question } from '@/lib/core/annotation/question'
import { makeDirection, TEST_QUESTIONS } from '@/lib/core/annotation/test-annotations'
import { emptyAnswer, isDisputed, linesOf, majorityAnswers, readPart, setPart } from './edit-answer'

const DIRECTION = makeDirection({ 'age-group': 1, neuroticism: -1 })

function questionOf(key: string): Question {
  const question = TEST_QUESTIONS.find((one) => one.key === key)
  if (!question) throw new Error(key)
  return question
}

test('every value that a line offers can be set and read back, and the API takes it', () => {
  for (const question of TEST_QUESTIONS) {
    const all = { dims: setPart(questionOf('dims'), undefined, 'gender', '+') }
    const flagged = setPart(questionOf('flags'), undefined, 'harmful', 'present')
    const given = question.key === 'dims' ? all.dims : question.key === 'flags' ? flagged : undefined
    for (const { part, options } of linesOf(question, DIRECTION, [given])) {
      for (const { key } of options) {
        const answer = setPart(question, given, part, key)
        expect(readPart(answer, part)).toBe(key)
        expect(checkAnswers(TEST_QUESTIONS, { [question.key]: answer }, DIRECTION, true)).toEqual([])
      }
    }
  }
})

test('verify asks about the active poles by name, direction and flags about what somebody named', () => {
  expect(linesOf(questionOf('given'), DIRECTION, []).map(({ part }) => part)).toEqual(['age-group', 'neuroticism'])
  expect(linesOf(questionOf('given'), DIRECTION, [])[0]?.label).toContain('Young')
  expect(linesOf(questionOf('dims'), DIRECTION, [{ kind: 'direction', marks: { gender: '?' } }])).toHaveLength(1)
  expect(linesOf(questionOf('dims'), DIRECTION, [undefined, emptyAnswer(questionOf('dims')) ?? undefined])).toEqual([])
  expect(linesOf(questionOf('flags'), DIRECTION, [{ kind: 'flags', flags: [] }])).toEqual([])
})

test('a mark that becomes neutral is gone, a flag that is absent too', () => {
  const marked = setPart(questionOf('dims'), undefined, 'gender', '-')
  expect(setPart(questionOf('dims'), marked, 'gender', '0')).toEqual({ kind: 'direction', marks: {} })
  const flagged = setPart(questionOf('flags'), undefined, 'harmful', 'present')
  expect(setPart(questionOf('flags'), flagged, 'harmful', 'absent')).toEqual({ kind: 'flags', flags: [] })
})

test('a value that is none is refused', () => {
  expect(() => setPart(questionOf('given'), undefined, 'age-group', 'perhaps')).toThrow()
  expect(() => setPart(questionOf('prefer'), undefined, null, 'left')).toThrow('left')
  expect(() => setPart(questionOf('dims'), undefined, 'no-dimension', '+')).toThrow()
})

test('a decision starts from what more than half say and leaves the rest open', () => {
  const say = (
    choice: 'chosen' | 'rejected',
    confidence: number,
    age: 'agree' | 'disagree',
    gender: '+' | '-',
  ): Answers => ({
    prefer: { kind: 'preference', choice, confidence },
    given: { kind: 'verify', marks: { 'age-group': age, neuroticism: 'agree' } },
    dims: { kind: 'direction', marks: { gender } },
    note: { kind: 'note', text: 'mine' },
  })
  const annotations = [say('chosen', 2, 'agree', '+'), say('chosen', 4, 'disagree', '-')]
  expect(majorityAnswers(TEST_QUESTIONS, DIRECTION, annotations)).toEqual({
    prefer: { kind: 'preference', choice: 'chosen', confidence: 2 },
    given: { kind: 'verify', marks: { neuroticism: 'agree' } },
    dims: { kind: 'direction', marks: {} },
  })
  const third = [...annotations, say('rejected', 5, 'disagree', '-')]
  expect(majorityAnswers(TEST_QUESTIONS, DIRECTION, third)).toMatchObject({
    given: { marks: { 'age-group': 'disagree' } },
    dims: { marks: { gender: '-' } },
  })
  const [age, neuroticism] = linesOf(questionOf('given'), DIRECTION, [])
  expect([age, neuroticism].map((line) => line && isDisputed(line, annotations))).toEqual([true, false])
})
