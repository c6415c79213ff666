import { describe, expect, test } from 'vitest'
import { type Example, exampleSchema, PUBLISHED_COLUMNS } from './example'
import { ExampleError } from './example-error'

const BARE: Example = {
  prompt: 'p',
  chosen: 'c',
  rejected: 'r',
  direction: null,
  demographics: null,
  ugc: [],
  pairs: [],
  profile: null,
  groundTruthPersona: null,
  extra: {},
}

describe('exampleSchema', () => {
  test('takes an example with nothing but its pair', () => {
    expect(exampleSchema.parse(BARE)).toEqual(BARE)
  })

  test.each<[string, object]>([
    ['a short direction', { direction: [1] }],
    ['a published vector', { direction: Array(90).fill(0.5) }],
    ['an absent history', { ugc: null }],
    ['an item without its comment', { ugc: [{ prompt: 'p', direction: null }] }],
    ['an item without its rejected response', { pairs: [{ prompt: 'p', chosen: 'c', direction: null }] }],
    ['an undefined profile', { profile: undefined }],
    ['an extra value that is no JSON', { extra: { big: 1n } }],
  ])('refuses %s', (_, fault) => {
    expect(exampleSchema.safeParse({ ...BARE, ...fault }).success).toBe(false)
  })
})

test('ExampleError names file, row, column and problem', () => {
  const error = new ExampleError({ file: 'a.json', row: 3, column: 'chosen' }, 'is missing')
  expect(error.message).toBe('a.json, row 3, chosen: is missing')
  expect(error).toMatchObject({ name: 'ExampleError', problem: 'is missing', place: { row: 3 } })
})

test('the published names are as AlignX writes them', () => {
  expect(Object.values(PUBLISHED_COLUMNS)).toEqual([
    'prompt',
    'chosen',
    'rejected',
    'Preference Direction',
    'Demographic Information',
    'User-Generated Content',
    'Pair-wise Comparative Feedback',
    'profile',
    'ground_truth_persona',
  ])
})
