import { expect, test } from 'vitest'
import type { Example } from './example'
import { findMatches } from './find-matches'

const EXAMPLE: Example = {
  prompt: `${'x'.repeat(500)} Green Tea, then more tea ${'y'.repeat(500)}`,
  chosen: 'Tea',
  rejected: 'coffee',
  direction: null,
  demographics: null,
  profile: null,
  groundTruthPersona: null,
  ugc: [
    { prompt: 'about cups', comment: 'no', direction: null },
    { prompt: 'tea?', comment: 'TEA (a lot) of tea', direction: null },
  ],
  pairs: [{ prompt: '', chosen: 'c', rejected: 'steal', direction: null }],
  extra: {},
}

test('every text that holds the query is found, with its place and marks', () => {
  const matches = findMatches(EXAMPLE, 'tea', ['prompt', 'chosen', 'rejected', 'demographics', 'ugc', 'pairs'])
  expect(matches.map(({ field, item, part, count }) => [field, item, part, count])).toEqual([
    ['prompt', null, null, 2],
    ['chosen', null, null, 1],
    ['ugc', 1, 'prompt', 1],
    ['ugc', 1, 'comment', 2],
    ['pairs', 0, 'rejected', 1],
  ])
  for (const { excerpt, marks } of matches)
    for (const [start, end] of marks) expect(excerpt.slice(start, end).toLowerCase()).toBe('tea')
})

test('an excerpt begins shortly before the first hit and says where it was cut out', () => {
  const [match] = findMatches(EXAMPLE, 'green tea', ['prompt'])
  expect(match).toMatchObject({ start: 421, count: 1, marks: [[80, 89]] })
  expect(EXAMPLE.prompt.slice(match?.start, (match?.start ?? 0) + (match?.excerpt.length ?? 0))).toBe(match?.excerpt)
})

test('what would be a pattern is searched for as it is', () => {
  expect(findMatches(EXAMPLE, '(a lot)', ['ugc'])).toHaveLength(1)
  expect(findMatches(EXAMPLE, '.', ['chosen', 'ugc'])).toEqual([])
})
