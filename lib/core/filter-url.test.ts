import { describe, expect, test } from 'vitest'
import { rounds } from '@/tests/setup/rounds'
import { DIMENSIONS } from './dimensions'
import { EVERY_ROW, FILTER_DEPTH, type Filter, type TermKind } from './filter'
import { filterSchema } from './filter-schema'
import { formatFilter, parseFilter } from './filter-url'
import { createRandom } from './random'
import { randomFilter } from './random-filter'

const ALL_KINDS: TermKind[] = [
  'direction',
  'neutral',
  'history',
  'range',
  'missing',
  'text',
  'words',
  'shard',
  'run',
  'selection',
]
const TEXTS = [
  'tea',
  'green tea, hot',
  '(a) or ~b',
  '!not',
  '1:=any(',
  'ü ☕ 𝄞',
  '100% "sure"',
  "it's\n\t",
  'a:b..c',
  '=',
  ' ',
]

const ROUNDS = rounds(1000, 3000)

describe('formatFilter and parseFilter', () => {
  test('read as people would write them', () => {
    const filter: Filter = {
      kind: 'all',
      filters: [
        { kind: 'direction', dimension: 'openness', pole: 'positive' },
        { kind: 'not', filter: { kind: 'history', dimension: 'interest-humor', pole: 'negative', quantifier: 'some' } },
        { kind: 'range', facet: 'prompt_length', min: 200, max: null },
        {
          kind: 'any',
          filters: [
            { kind: 'text', query: 'tea, (green)', fields: ['prompt', 'chosen'] },
            { kind: 'missing', column: 'demographics' },
          ],
        },
      ],
    }
    const text =
      '1:openness.positive,!history.interest-humor.negative,prompt_length:200..,any(text.prompt.chosen:tea~, ~(green~),missing.demographics)'
    expect(formatFilter(filter)).toBe(text)
    expect(parseFilter(text)).toEqual({ filter, problems: [] })
  })

  test(`come back unchanged for ${ROUNDS} random filters, and through a URL`, () => {
    const random = createRandom(20251)
    const options = {
      kinds: ALL_KINDS,
      texts: TEXTS,
      runs: ['a', 'Run_2-x'],
      selections: ['9f86d081884c7d65', 'S_1-x'],
      shards: 40,
      largest: 5000,
      depth: 5,
    }
    for (let round = 0; round < ROUNDS; round++) {
      const filter = randomFilter(random, options)
      const text = formatFilter(filter)
      expect(parseFilter(text)).toEqual({ filter, problems: [] })
      expect(new URLSearchParams(new URLSearchParams({ f: text }).toString()).get('f')).toBe(text)
      expect(filterSchema.parse(filter)).toEqual(filter)
    }
  })

  test.each([0.1, -0.5, 1e21, 1e-7, -0, Number.MAX_SAFE_INTEGER, -1.5e-300])('keep the number %s', (value) => {
    const filter: Filter = { kind: 'all', filters: [{ kind: 'run', run: 'r', from: value, to: value }] }
    expect(parseFilter(formatFilter(filter)).filter).toEqual(filter)
  })

  test('keep a filter of each size and the deepest one allowed', () => {
    let filter: Filter = { kind: 'neutral', dimension: 'openness' }
    for (let level = 0; level < FILTER_DEPTH; level++) {
      filter = { kind: 'not', filter }
      expect(parseFilter(formatFilter(filter))).toEqual({ filter, problems: [] })
    }
    const tooDeep = formatFilter({ kind: 'not', filter })
    expect(parseFilter(tooDeep).problems).toHaveLength(1)
    expect(formatFilter(EVERY_ROW)).toBe('')
    expect(parseFilter('')).toEqual({ filter: EVERY_ROW, problems: [] })
  })

  test('read addresses from before the newer conditions as they were meant', () => {
    const old =
      '1:openness.positive,!history.interest-humor.negative,prompt_length:200..,any(text.prompt:tea,shard.3),run.r1:0..2'
    const parsed = parseFilter(old)
    expect(parsed.problems).toEqual([])
    expect(formatFilter(parsed.filter)).toBe(old)
  })

  test('write the newer conditions', () => {
    const text =
      '1:history.every.openness.positive,conflict_count:1..,words:green tea~, hot,selection.9f86d081884c7d65,!history.openness.negative'
    const { filter, problems } = parseFilter(text)
    expect(problems).toEqual([])
    expect(filter).toEqual({
      kind: 'all',
      filters: [
        { kind: 'history', dimension: 'openness', pole: 'positive', quantifier: 'every' },
        { kind: 'range', facet: 'conflict_count', min: 1, max: null },
        { kind: 'words', query: 'green tea, hot' },
        { kind: 'selection', selection: '9f86d081884c7d65' },
        { kind: 'not', filter: { kind: 'history', dimension: 'openness', pole: 'negative', quantifier: 'some' } },
      ],
    })
    expect(formatFilter(filter)).toBe(text)
  })

  test('a text without a version is read as version 1', () => {
    expect(parseFilter('openness.positive').filter).toEqual(parseFilter('1:openness.positive').filter)
  })

  test.each([
    ['2:openness.positive', 'version 2'],
    ['1:opennes.positive', 'no dimension'],
    ['1:openness.high', 'no pole'],
    ['1:prompt_length:a..b', 'no number'],
    ['1:prompt_length:5', 'no range'],
    ['1:prompt_length:Infinity..', 'no number'],
    ['1:wrong:1..2', 'not a known condition'],
    ['1:shard.-1', 'no shard'],
    ['1:missing.soul', 'no filter'],
    ['1:history.most.openness.positive', 'not a known condition'],
    ['1:history.every.mood.positive', 'no dimension'],
    ['1:history.every.openness', 'not a known condition'],
    ['1:words:', 'no filter'],
    ['1:words:?!', 'no filter'],
    ['1:words.prompt:tea', 'not a known condition'],
    ['1:selection.a b', 'no filter'],
    ['1:text:', 'no filter'],
    ['1:text.soul:tea', 'no filter'],
    ['1:text:a~b', 'stray'],
    ['1:any(openness.positive', 'brackets'],
    ['1:any(openness.positive))', 'brackets'],
    ['1:run.a b:0..1', 'no filter'],
    [`1:${'!'.repeat(1000)}openness.positive`, 'nested'],
    [`1:${'a'.repeat(30_000)}`, '20,000'],
    ['1:,', 'known'],
    ['1:__proto__.positive', 'no dimension'],
  ])('name the problem of %.40s', (text, problem) => {
    const parsed = parseFilter(text)
    expect(parsed.filter).toEqual(EVERY_ROW)
    expect(parsed.problems[0]?.problem).toContain(problem)
  })

  test('keep the conditions around one that is unknown', () => {
    const parsed = parseFilter('1:openness.positive,mood.high,any(mood.low,shard.1),shard.2')
    expect(formatFilter(parsed.filter)).toBe('1:openness.positive,shard.2')
    expect(parsed.problems.map(({ part }) => part)).toEqual(['mood.high', 'any(mood.low,shard.1)'])
  })

  test('never throw, whatever the text', () => {
    const random = createRandom(7)
    const alphabet = [
      '1:',
      '=',
      '!',
      'any(',
      'all(',
      ')',
      ',',
      '~',
      '.',
      ':',
      '..',
      'openness',
      'positive',
      'text',
      'run',
      '5',
    ]
    for (let round = 0; round < 5000; round++) {
      const length = Math.floor(random() * 12)
      const text = Array.from({ length }, () => alphabet[Math.floor(random() * alphabet.length)]).join('')
      const { filter } = parseFilter(text)
      expect(filterSchema.parse(filter)).toEqual(filter)
      expect(parseFilter(formatFilter(filter))).toEqual({ filter, problems: [] })
    }
  })
})

test('no dimension is named like a condition', () => {
  const words = new Set(['history', 'every', 'missing', 'text', 'words', 'shard', 'run', 'selection', 'all', 'any'])
  expect(DIMENSIONS.filter(({ key }) => words.has(key) || !/^[a-z-]+$/.test(key))).toEqual([])
})
