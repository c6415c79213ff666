import { describe, expect, test } from 'vitest'
import { answersSchema, givenAnswersSchema } from './answer'
import { askedDimensions, checkAnswers } from './check-answers'
import { isBlind, questionsSchema } from './question'
import { drawSides, placeAnswers, resolveAnswers } from './sides'
import { makeDirection, TEST_QUESTIONS } from './test-annotations'

const direction = makeDirection({ 'age-group': 1, openness: -1 })
const complete = givenAnswersSchema.parse({
  dims: { kind: 'direction', marks: { gender: '+', neuroticism: '?' } },
  given: { kind: 'verify', marks: { 'age-group': 'agree', openness: 'unsure' } },
  prefer: { kind: 'preference', side: 'left', confidence: 4 },
  anyone: { kind: 'universal', side: 'right' },
  fits: { kind: 'consistency', value: 'yes' },
  effort: { kind: 'choice', value: 'low' },
})

describe('answers', () => {
  test('that are complete have no fault', () => {
    expect(checkAnswers(TEST_QUESTIONS, complete, direction, false)).toEqual([])
  })

  test.each([
    ['an unknown question', { more: { kind: 'note', text: '' } }, 'more', 'is no question'],
    ['another kind', { fits: { kind: 'note', text: '' } }, 'fits', 'an answer to note'],
    ['a dimension that is not offered', { dims: { kind: 'direction', marks: { openness: '+' } } }, 'dims', 'openness'],
    ['a neutral dimension', { given: { kind: 'verify', marks: { gender: 'agree' } } }, 'given', 'gender is not asked'],
    ['an open dimension', { given: { kind: 'verify', marks: { openness: 'agree' } } }, 'given', 'age-group must be'],
    ['no confidence', { prefer: { kind: 'preference', side: 'left' } }, 'prefer', 'confidence'],
    ['an unknown option', { effort: { kind: 'choice', value: 'huge' } }, 'effort', 'no option huge'],
    ['a long text', { why: { kind: 'text', text: 'a'.repeat(21) } }, 'why', 'longer than 20'],
  ])('with %s name it', (_, change, path, message) => {
    const answers = givenAnswersSchema.parse({ ...complete, ...change })
    expect(checkAnswers(TEST_QUESTIONS, answers, direction, false)).toContainEqual({
      path,
      message: expect.stringContaining(message),
    })
  })

  test('may be open in a draft, and must not be in the end', () => {
    expect(checkAnswers(TEST_QUESTIONS, {}, direction, true)).toEqual([])
    const open = checkAnswers(TEST_QUESTIONS, {}, direction, false).map((issue) => issue.path)
    expect(open).toEqual(['dims', 'given', 'prefer', 'anyone', 'fits', 'effort'])
  })

  test('need no verdict on a direction that is not there', () => {
    const { given, ...others } = complete
    expect(given?.kind).toBe('verify')
    expect(checkAnswers(TEST_QUESTIONS, others, null, false)).toEqual([])
    const [, verify] = TEST_QUESTIONS
    expect(verify?.kind === 'verify' && askedDimensions(verify, direction)).toEqual(['age-group', 'openness'])
  })

  test.each([
    [{ a: { kind: 'direction', marks: { nothing: '+' } } }],
    [{ a: { kind: 'direction', marks: { gender: '0' } } }],
    [{ a: { kind: 'flags', flags: ['harmful', 'harmful'] } }],
    [{ a: { kind: 'preference', side: 'left', confidence: 6 } }],
    [{ constructor: { kind: 'note', text: '' } }],
    [{ A: { kind: 'note', text: '' } }],
    [{ a: { kind: 'note', text: 'a'.repeat(10_001) } }],
    [{ a: { kind: 'note', text: '', more: 1 } }],
  ])('of another shape are refused: %j', (answers) => {
    expect(givenAnswersSchema.safeParse(answers).success).toBe(false)
  })
})

describe('sides', () => {
  test.each(['chosen-left', 'rejected-left'] as const)('%s name the response and are undone', (sides) => {
    const kept = resolveAnswers(complete, sides)
    expect(answersSchema.parse(kept)).toEqual(kept)
    expect(kept.prefer).toMatchObject({ choice: sides === 'chosen-left' ? 'chosen' : 'rejected' })
    expect(kept.anyone).toMatchObject({ choice: sides === 'chosen-left' ? 'rejected' : 'chosen' })
    expect(placeAnswers(kept, sides)).toEqual(complete)
  })

  test('are shuffled evenly, and the same for the same annotator and item', () => {
    const drawn = Array.from({ length: 2000 }, (_, item) => drawSides(7, `hash${item}`, 'someone'))
    const left = drawn.filter((sides) => sides === 'chosen-left').length
    expect(left).toBeGreaterThan(900)
    expect(left).toBeLessThan(1100)
    expect(drawSides(7, 'hash3', 'someone')).toBe(drawn[3])
  })
})

describe('questions', () => {
  test('with a blind one hide which response was chosen', () => {
    expect(isBlind(TEST_QUESTIONS)).toBe(true)
    expect(isBlind(TEST_QUESTIONS.filter((question) => question.kind !== 'preference'))).toBe(false)
  })

  test.each([
    ['none', []],
    ['a key twice', [0, 1].map(() => ({ kind: 'note', key: 'a', title: 'A' }))],
    ['two directions', ['a', 'b'].map((key) => ({ kind: 'direction', key, title: key }))],
    ['one option', [{ kind: 'choice', key: 'a', title: 'A', options: [{ value: 'x', label: 'X' }] }]],
    [
      'an option twice',
      [{ kind: 'choice', key: 'a', title: 'A', options: [0, 1].map(() => ({ value: 'x', label: 'X' })) }],
    ],
    ['an unknown dimension', [{ kind: 'direction', key: 'a', title: 'A', dimensions: ['height'] }]],
    ['a dimension twice', [{ kind: 'direction', key: 'a', title: 'A', dimensions: ['gender', 'gender'] }]],
    ['an unknown kind', [{ kind: 'slider', key: 'a', title: 'A' }]],
    ['a word of JavaScript', [{ kind: 'note', key: 'constructor', title: 'A' }]],
  ])('of %s are refused', (_, questions) => {
    expect(questionsSchema.safeParse(questions).success).toBe(false)
  })
})
