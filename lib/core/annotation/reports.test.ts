import { describe, expect, test } from 'vitest'
import { createRandom } from '@/lib/core/random'
import { finishSteps } from '@/lib/core/steps'
import { measureAgreement, type Rating } from './agreement-report'
import { type Answers, answersSchema } from './answer'
import { measureDatasetDisagreement } from './dataset-report'
import { finalAnswers } from './final-answers'
import { measureDisagreement } from './parts'
import { makeDirection, TEST_QUESTIONS } from './test-annotations'

const direction = makeDirection({ 'age-group': 1, openness: -1 })

function rate(itemId: string, annotatorId: string, answers: unknown): Rating {
  return { itemId, annotatorId, direction, answers: answersSchema.parse(answers) }
}

const effort = (value: string) => ({ effort: { kind: 'choice', value } })

describe('agreement', () => {
  test('of the two observers of Krippendorff 2011, section B, in a choice question', () => {
    const question = TEST_QUESTIONS.filter(({ key }) => key === 'effort')
    const options = Array.from('abcde', (value) => ({ value, label: value }))
    const questions = question.map((one) => (one.kind === 'choice' ? { ...one, options } : one))
    const ratings = ['aabbdcccedda', 'babbbccceddd'].flatMap((row, rater) =>
      Array.from(row, (value, item) => rate(`i${item}`, `r${rater}`, effort(value))),
    )
    const [part, ...others] = finishSteps(measureAgreement(questions, ratings, 1))
    expect(others).toEqual([])
    expect(part).toMatchObject({ question: 'effort', part: null, items: 12, pairedItems: 12, ratings: 24, raters: 2 })
    expect(part?.alphaNominal.value).toBeCloseTo(0.692, 3)
    expect(part?.percent.value).toBeCloseTo(9 / 12, 12)
    expect(part?.cohen?.value).toBeCloseTo((9 / 12 - 30 / 144) / (1 - 30 / 144), 12)
    expect(part?.alphaNominal.interval?.low).toBeLessThan(0.692)
    expect(part?.alphaNominal.interval?.high).toBeGreaterThan(0.692)
  })

  test('of every dimension, and of a question as a whole as over all its cells', () => {
    const random = createRandom(4)
    const mark = () => (['+', '-', '?'] as const)[Math.floor(random() * 3)]
    const ratings = Array.from({ length: 40 }, (_, item) =>
      ['a', 'b', 'c'].map((annotator) =>
        rate(`i${item}`, annotator, { dims: { kind: 'direction', marks: { gender: mark(), neuroticism: mark() } } }),
      ),
    ).flat()
    const report = finishSteps(measureAgreement(TEST_QUESTIONS.slice(0, 1), ratings, 1))
    expect(report.map((part) => part.part)).toEqual([null, 'age-group', 'gender', 'neuroticism'])
    const [whole, age, gender] = report
    expect(age).toMatchObject({ pairedItems: 40, percent: { value: 1 }, alphaNominal: { reason: 'no-variation' } })
    expect(gender?.cohen?.reason).toBe('not-two-raters')
    expect(gender?.fleiss?.reason).toBe('unequal-ratings')
    expect(Math.abs(gender?.alphaNominal.value ?? 1)).toBeLessThan(0.3)
    expect(whole?.ratings).toBe(report.slice(1).reduce((sum, part) => sum + part.ratings, 0))
    expect(whole?.alphaOrdinal?.interval).not.toBeNull()
  })

  test('of nothing is undefined and says so', () => {
    for (const part of finishSteps(measureAgreement(TEST_QUESTIONS, [], 1)))
      expect(part).toMatchObject({ items: 0, percent: { value: null, reason: 'no-pairs', intervalReason: 'no-value' } })
  })
})

describe('disagreement with the dataset', () => {
  test('counts each dimension and the pair, not sure apart', () => {
    const verify = (age: string, open: string) => ({
      given: { kind: 'verify', marks: { 'age-group': age, openness: open } },
      prefer: { kind: 'preference', choice: age === 'agree' ? 'chosen' : 'rejected' },
    })
    const ratings = [
      rate('i0', 'a', verify('agree', 'unsure')),
      rate('i0', 'b', verify('disagree', 'disagree')),
      rate('i1', 'a', verify('agree', 'disagree')),
    ]
    const report = measureDatasetDisagreement(TEST_QUESTIONS.slice(1, 3), ratings, 1)
    expect(
      report.map(({ dimension, judged, items, disagreed, unsure }) => [dimension, judged, items, disagreed, unsure]),
    ).toEqual([
      ['age-group', 3, 2, 1, 0],
      ['openness', 2, 2, 2, 1],
      [null, 3, 2, 1, 0],
    ])
    expect(report[0]?.share.value).toBeCloseTo(1 / 3, 12)
  })

  test('takes a direction answer dimension by dimension', () => {
    const ratings = [rate('i0', 'a', { dims: { kind: 'direction', marks: { 'age-group': '-', gender: '?' } } })]
    const report = measureDatasetDisagreement(TEST_QUESTIONS.slice(0, 1), ratings, 1)
    expect(report.map(({ dimension, judged, disagreed, unsure }) => [dimension, judged, disagreed, unsure])).toEqual([
      ['age-group', 1, 1, 0],
      ['gender', 0, 0, 1],
      ['neuroticism', 1, 0, 0],
    ])
  })
})

const dims = (marks: Record<string, string>): Answers => answersSchema.parse({ dims: { kind: 'direction', marks } })
const given = (marks: Record<string, string>): Answers => answersSchema.parse({ given: { kind: 'verify', marks } })

describe('disagreement on an item', () => {
  test.each([
    ['one annotation', [dims({ gender: '+' })], null],
    ['nothing found by both', [dims({}), dims({})], 0],
    ['the same', [dims({ gender: '+' }), dims({ gender: '+' })], 0],
    ['one of two dimensions', [dims({ gender: '+', neuroticism: '-' }), dims({ gender: '+' })], 0.5],
    ['one of three annotators', [dims({ gender: '+' }), dims({ gender: '+' }), dims({ gender: '-' })], 2 / 3],
  ])('with %s', (_, annotations, expected) => {
    const measured = measureDisagreement(TEST_QUESTIONS, direction, annotations)
    if (expected === null) expect(measured).toBeNull()
    else expect(measured).toBeCloseTo(expected, 12)
  })
})

describe('final answers', () => {
  const decide = (answers: readonly Answers[], isAdjudicated = false) =>
    finalAnswers(TEST_QUESTIONS, direction, { isAdjudicated, answers })

  test('of no annotation are none', () => {
    expect(decide([])).toBeNull()
  })

  test('take more than half and keep the given value without it', () => {
    const final = decide([dims({ gender: '+' }), dims({ gender: '+', 'age-group': '+' })])
    expect(final).toMatchObject({ basis: 'majority', changed: ['gender'], undecided: ['age-group'] })
    expect(final?.direction).toEqual(makeDirection({ 'age-group': 1, openness: -1, gender: 1 }))
  })

  test('make a dimension neutral that was disagreed with', () => {
    const final = decide([given({ 'age-group': 'disagree', openness: 'agree' })])
    expect(final).toMatchObject({ basis: 'single', changed: ['age-group'], undecided: [] })
    expect(final?.direction).toEqual(makeDirection({ openness: -1 }))
  })

  test('are the adjudicator alone', () => {
    expect(decide([given({ 'age-group': 'agree', openness: 'unsure' })], true)).toMatchObject({
      basis: 'adjudicated',
      changed: [],
      undecided: ['openness'],
    })
  })

  test('have no direction where neither the dataset nor a question gives one', () => {
    const answers = [answersSchema.parse({ fits: { kind: 'consistency', value: 'no' } })]
    expect(finalAnswers(TEST_QUESTIONS, null, { isAdjudicated: false, answers })).toMatchObject({
      direction: null,
      changed: [],
    })
  })
})
