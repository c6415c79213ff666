import { expect, test } from 'vitest'
import { noIntervalReasonSchema, type Statistic, undefinedReasonSchema } from '@/lib/core/agreement/statistic'
import { measureAgreement } from '@/lib/core/annotation/agreement-report'
import { makeDirection, TEST_QUESTIONS } from '@/lib/core/annotation/test-annotations'
import { describeStatistic, prepareAgreement } from './prepare-agreement'

function finish<Value>(steps: Iterator<unknown, Value>): Value {
  for (;;) {
    const step = steps.next()
    if (step.done) return step.value
  }
}

test('questions and their parts are apart, parts without an answer are counted', () => {
  const rate = (annotatorId: string) => ({
    itemId: 'item',
    annotatorId,
    direction: makeDirection({ openness: 1 }),
    answers: { given: { kind: 'verify' as const, marks: { openness: 'agree' as const } } },
  })
  const parts = [...finish(measureAgreement(TEST_QUESTIONS, [rate('a'), rate('b')], 1))]
  const report = { annotators: null, items: 1, annotations: 2, seed: 1, parts, dataset: [] }
  const prepared = prepareAgreement(report, TEST_QUESTIONS)
  expect(prepared.questions.map(({ question }) => question)).toContain('Is this right?')
  expect(prepared.parts.map(({ part }) => part)).toEqual(['Openness'])
  expect(prepared.questions.length + prepared.parts.length + prepared.unanswered).toBe(parts.length)
})

const none: Statistic = { value: null, reason: null, interval: null, intervalReason: 'no-value' }

test('every reason for no value is in words', () => {
  for (const reason of undefinedReasonSchema.options)
    expect(describeStatistic({ ...none, reason }, false)).toEqual({
      value: '–',
      note: expect.stringMatching(/[a-z ]{8}/),
    })
})

test('a value without an interval says why', () => {
  for (const intervalReason of noIntervalReasonSchema.options) {
    const { note } = describeStatistic({ ...none, value: 0.5, intervalReason }, true)
    expect(note === null).toBe(intervalReason === 'no-value')
  }
})

test('shares are percent, coefficients have a true minus', () => {
  const statistic = { ...none, value: -0.126, interval: { low: -0.4, high: -0.001 }, intervalReason: null }
  expect(describeStatistic(statistic, false)).toEqual({ value: '−0.13', note: '−0.40 to 0.00' })
  expect(describeStatistic({ ...statistic, value: 0.756, interval: { low: 0.5, high: 1 } }, true)).toEqual({
    value: '76 %',
    note: '50 to 100',
  })
})
