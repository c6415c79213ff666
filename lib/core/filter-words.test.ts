import { expect, test } from 'vitest'
import { DIMENSIONS } from './dimensions'
import { EVERY_ROW, type Filter } from './filter'
import { conditionInWords, filterInWords, poleWord } from './filter-words'

const OPEN: Filter = { kind: 'direction', dimension: 'openness', pole: 'positive' }
const HUMOR: Filter = { kind: 'direction', dimension: 'interest-humor', pole: 'negative' }

test.each<[Filter, string]>([
  [OPEN, 'Openness: high'],
  [{ kind: 'not', filter: HUMOR }, 'not Humor: dislikes'],
  [{ kind: 'neutral', dimension: 'openness' }, 'Openness: neutral'],
  [
    { kind: 'history', dimension: 'communication-style', pole: 'positive', quantifier: 'some' },
    'some history item: Concise communication style',
  ],
  [
    { kind: 'history', dimension: 'need-order', pole: 'positive', quantifier: 'some' },
    'some history item: Strong need for Order',
  ],
  [
    { kind: 'history', dimension: 'interest-humor', pole: 'positive', quantifier: 'every' },
    'every history item: Likes humor',
  ],
  [
    {
      kind: 'not',
      filter: { kind: 'history', dimension: 'interest-humor', pole: 'positive', quantifier: 'some' },
    },
    'no history item: Likes humor',
  ],
  [
    {
      kind: 'not',
      filter: { kind: 'history', dimension: 'interest-humor', pole: 'positive', quantifier: 'every' },
    },
    'not every history item: Likes humor',
  ],
  [{ kind: 'range', facet: 'conflict_count', min: 2, max: null }, 'contradicted dimensions at least 2'],
  [{ kind: 'words', query: 'green tea' }, 'the post has the words "green tea"'],
  [{ kind: 'not', filter: { kind: 'words', query: 'tea' } }, 'the post lacks some of the words "tea"'],
  [{ kind: 'not', filter: { kind: 'missing', column: 'ugc' } }, 'has UGC'],
  [{ kind: 'selection', selection: 'named' }, 'in the selection "First hundred"'],
  [{ kind: 'selection', selection: 'a1b2' }, 'in the selection "a1b2"'],
  [{ kind: 'range', facet: 'prompt_length', min: 200, max: 900 }, 'post length 200–900 characters'],
  [{ kind: 'range', facet: 'prompt_length', min: null, max: 1200 }, 'post length at most 1,200 characters'],
  [{ kind: 'range', facet: 'ugc_count', min: 4, max: null }, 'UGC comments at least 4'],
  [{ kind: 'range', facet: 'pair_count', min: 0, max: 0 }, 'pairs exactly 0'],
  [
    { kind: 'range', facet: 'length_difference', min: -50, max: 20 },
    'chosen minus rejected length −50 to 20 characters',
  ],
  [{ kind: 'range', facet: 'active_count', min: null, max: null }, 'active dimensions known'],
  [{ kind: 'missing', column: 'demographics' }, 'no demographics'],
  [{ kind: 'missing', column: 'ugc' }, 'no UGC'],
  [{ kind: 'text', query: 'tea', fields: ['prompt', 'chosen'] }, 'text "tea" in post, chosen'],
  [
    { kind: 'text', query: 'tea', fields: ['prompt', 'chosen', 'rejected', 'demographics', 'ugc', 'pairs'] },
    'text "tea" in any text',
  ],
  [{ kind: 'shard', shard: 3 }, 'shard 3'],
  [{ kind: 'run', run: 'x', from: 0, to: 2 }, 'run margins 0 to 2'],
  [{ kind: 'run', run: 'x', from: null, to: 0 }, 'run margins below 0'],
  [{ kind: 'run', run: 'named', from: null, to: null }, 'margins of "First run" of any size'],
  [
    { kind: 'any', filters: [OPEN, { kind: 'all', filters: [HUMOR, OPEN] }] },
    'Openness: high OR (Humor: dislikes AND Openness: high)',
  ],
  [{ kind: 'not', filter: { kind: 'any', filters: [OPEN, HUMOR] } }, 'not (Openness: high OR Humor: dislikes)'],
  [{ kind: 'any', filters: [] }, 'no row'],
])('%j reads %s', (filter, words) => {
  const context = {
    nameOfRun: (run: string) => (run === 'named' ? 'First run' : null),
    nameOfSelection: (selection: string) => (selection === 'named' ? 'First hundred' : null),
  }
  expect(conditionInWords(filter, context)).toBe(words)
})

test('a whole filter reads as its conditions joined by AND', () => {
  expect(filterInWords(EVERY_ROW)).toBe('every row')
  expect(filterInWords({ kind: 'all', filters: [OPEN, { kind: 'not', filter: HUMOR }] })).toBe(
    'Openness: high AND not Humor: dislikes',
  )
  expect(filterInWords({ kind: 'all', filters: [OPEN, { kind: 'any', filters: [OPEN, HUMOR] }] })).toBe(
    'Openness: high AND (Openness: high OR Humor: dislikes)',
  )
  expect(filterInWords(OPEN)).toBe('Openness: high')
})

test('the two poles of every dimension have different words', () => {
  for (const dimension of DIMENSIONS) {
    const words = [poleWord(dimension, 'positive'), poleWord(dimension, 'negative')]
    expect(words[0]).not.toBe(words[1])
    for (const word of words) expect(word).toMatch(/^[a-z][^()]*$/)
  }
})
