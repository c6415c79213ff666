import { expect, test } from 'vitest'
import type { Example } from '@/lib/core/example'
import { suggestFromMargin, suggestFromProfile } from './suggest'
import { makeDirection, TEST_QUESTIONS } from './test-annotations'

function makeExample(history: readonly ReturnType<typeof makeDirection>[]): Example {
  const texts = { prompt: 'a', chosen: 'b', rejected: 'c' }
  return {
    ...texts,
    direction: makeDirection({ 'age-group': 1, gender: -1, openness: 1 }),
    demographics: null,
    ugc: [],
    pairs: history.map((direction) => ({ ...texts, direction })),
    profile: null,
    groundTruthPersona: null,
    extra: {},
  }
}

test('a profile marks what is offered, and agrees, disagrees or is unsure about what is given', () => {
  const example = makeExample([makeDirection({ 'age-group': 1, gender: 1, conscientiousness: 1 })])
  expect(suggestFromProfile(TEST_QUESTIONS, example, 'exact')).toEqual([
    {
      question: 'dims',
      origin: 'profile-exact',
      label: '',
      answer: { kind: 'direction', marks: { 'age-group': '+', gender: '+' } },
      score: null,
    },
    {
      question: 'given',
      origin: 'profile-exact',
      label: '',
      answer: { kind: 'verify', marks: { 'age-group': 'agree', gender: 'disagree', openness: 'unsure' } },
      score: null,
    },
  ])
})

test('a history without directions suggests nothing', () => {
  expect(suggestFromProfile(TEST_QUESTIONS, makeExample([]), 'published')).toEqual([])
})

test.each([
  [0.5, 'chosen'],
  [-0.5, 'rejected'],
  [1e-7, 'tie'],
] as const)('a margin of %f suggests %s', (margin, choice) => {
  expect(suggestFromMargin(TEST_QUESTIONS, margin, 'A run')).toEqual([
    {
      question: 'prefer',
      origin: 'run',
      label: 'A run',
      answer: { kind: 'preference', choice, confidence: null },
      score: margin,
    },
  ])
})
