import { describe, expect, test } from 'vitest'
import type { Example } from '@/lib/core/example'
import { readExamples } from '@/lib/core/read-example'
import { hasShared, readShared } from '@/tests/setup/shared-data'
import { HEALTH_CHECKS, type HealthKey } from './health-check'
import { HealthExaminer, HealthSizeError } from './health-examiner'
import { directionOf, exampleOf } from './test-examples'

const STUDENT_PHD = 'alignx/benchmark/P-Soups/student_phd.json'

function examine(examples: readonly Partial<Example>[], hashes: readonly string[] = []) {
  const examiner = new HealthExaminer(10_000)
  examples.forEach((example, row) => {
    examiner.add(hashes[row] ?? `hash${row}`, exampleOf(example))
  })
  const report = examiner.report()
  const of = (key: HealthKey) => {
    const outcome = report.outcomes.find((candidate) => candidate.key === key)
    if (!outcome) throw new Error(`no outcome of ${key}`)
    return outcome
  }
  return { examiner, report, of }
}

/** Numbers of the rows found, from their hashes. */
const rowsFound = ({ examiner }: ReturnType<typeof examine>, key: HealthKey) =>
  examiner.hashesOf(key).map((hash) => Number(hash.slice(4)))

const pair = { prompt: 'a', chosen: 'b', rejected: 'c', direction: null }
const ugc = { prompt: 'a', comment: 'b', direction: null }

describe('checks of one row', () => {
  test.each<[HealthKey, Partial<Example>[], number[], number]>([
    ['identical-responses', [{}, { chosen: 'x', rejected: 'x' }, { chosen: 'x', rejected: 'x ' }], [1], 3],
    [
      'target-in-history',
      [{}, { prompt: 'a', ugc: [ugc] }, { prompt: 'a', pairs: [pair] }, { prompt: 'b', ugc: [ugc] }, { ugc: [] }],
      [1, 2],
      4,
    ],
    [
      'response-in-history',
      [{ rejected: 'b', ugc: [ugc] }, { chosen: 'c', pairs: [pair] }, { chosen: 'a', ugc: [ugc] }, { ugc: [] }],
      [0, 1],
      3,
    ],
    ['blank-post', [{ prompt: ' \n' }, {}, { prompt: '' }], [0, 2], 3],
    ['blank-response', [{ chosen: '' }, {}, { rejected: '\t' }], [0, 2], 3],
    ['blank-history-item', [{ ugc: [{ ...ugc, comment: '' }] }, {}, { ugc: [] }], [0], 2],
    ['no-history', [{}, { ugc: [] }], [1], 2],
    ['no-demographics', [{ demographics: null }, { demographics: '' }, {}], [0, 1], 3],
    ['no-direction', [{ direction: null }, {}, { direction: directionOf({}) }], [0], 3],
    ['all-neutral', [{ direction: null }, {}, { direction: directionOf({}) }], [2], 2],
    ['llama-tokens', [{ prompt: 'a <|eot_id|>' }, { demographics: '<pad>' }, { prompt: '<|im_end|>' }], [0, 1], 3],
    ['other-tokens', [{ ugc: [{ ...ugc, comment: '[/INST]' }] }, { prompt: '<|eot_id|>' }], [0], 2],
  ])('%s', (key, examples, rows, considered) => {
    const examined = examine(examples)
    expect(rowsFound(examined, key)).toEqual(rows)
    expect(examined.of(key)).toMatchObject({
      state: 'found',
      found: rows.length,
      considered,
      share: rows.length / considered,
    })
    expect(examined.of(key).examples.map(({ row }) => row)).toEqual(rows)
  })

  test('contradictions say what the text and the direction hold, and count by dimension', () => {
    const examined = examine([
      { demographics: 'This person likes cars, dislikes law.', direction: directionOf({ 63: -1, 57: -1 }) },
      { demographics: 'This person likes cars.', direction: directionOf({ 63: 1 }) },
      { demographics: 'This person likes cars.', direction: directionOf({ 4: 1 }) },
      { demographics: 'This person likes cars.', direction: null },
    ])
    const outcome = examined.of('demographics-contradiction')
    expect(outcome).toMatchObject({ found: 1, considered: 2, share: 0.5, parts: [{ label: 'Cars', found: 1 }] })
    expect(outcome.examples[0]?.detail).toBe('text: “likes cars”, direction: Dislikes cars')
    expect(outcome.interval?.low).toBeCloseTo(0.0945, 3)
  })

  test('tokens are counted apart and placed', () => {
    const outcome = examine([{ prompt: '<pad> <pad>', chosen: '<|eot_id|>' }, { chosen: '<|eot_id|>' }]).of(
      'llama-tokens',
    )
    expect(outcome.parts.map(({ label, found }) => [label, found])).toEqual([
      ['<|eot_id|>', 2],
      ['<pad>', 1],
    ])
    expect(outcome.examples[0]?.detail).toBe('post: <pad>; chosen: <|eot_id|>')
  })
})

describe('length', () => {
  const lengths = (longer: number, shorter: number, equal: number) => [
    ...Array.from({ length: longer }, () => ({ chosen: 'x'.repeat(60), rejected: 'y' })),
    ...Array.from({ length: shorter }, () => ({ chosen: 'x', rejected: 'y'.repeat(50) })),
    ...Array.from({ length: equal }, () => ({ chosen: 'x', rejected: 'y' })),
  ]

  test('is a finding when the interval leaves out one half, either way', () => {
    expect(examine(lengths(20, 20, 5)).of('chosen-longer')).toMatchObject({
      state: 'clear',
      considered: 40,
      share: 0.5,
    })
    expect(examine(lengths(40, 10, 0)).of('chosen-longer')).toMatchObject({ state: 'found', share: 0.8 })
    expect(examine(lengths(0, 30, 0)).of('chosen-longer')).toMatchObject({ state: 'found', share: 0 })
  })

  test('is told by how far the responses are apart', () => {
    const { parts } = examine(lengths(3, 1, 2)).of('chosen-longer')
    expect(parts.map(({ found, considered }) => [found, considered])).toEqual([
      [0, 1],
      [3, 3],
      [0, 0],
      [0, 0],
    ])
    expect(parts[3]?.interval).toBeNull()
  })
})

describe('checks of rows against rows', () => {
  test('copies, the first one too, and their groups', () => {
    const examined = examine([{}, {}, {}, {}, {}], ['a', 'b', 'a', 'b', 'a'])
    expect(examined.of('duplicate-rows')).toMatchObject({ found: 5, considered: 5, groups: { count: 2, largest: 3 } })
    expect(examined.of('duplicate-rows').examples.map(({ row, detail }) => [row, detail])).toEqual([
      [0, 'one of 3'],
      [2, 'one of 3'],
      [4, 'one of 3'],
      [1, 'one of 2'],
      [3, 'one of 2'],
    ])
    expect(examined.examiner.hashesOf('duplicate-rows')).toEqual(['a', 'b'])
  })

  test('posts: equal, with the same words, and similar', () => {
    const long = Array.from({ length: 60 }, (_, at) => `word${at}`).join(' ')
    const examined = examine([
      { prompt: 'Tea, please!' },
      { prompt: 'tea please' },
      { prompt: 'Coffee' },
      { prompt: 'Coffee' },
      { prompt: long },
      { prompt: `${long} once more` },
      { prompt: ' ' },
    ])
    expect(rowsFound(examined, 'duplicate-posts')).toEqual([2, 3])
    expect(examined.of('duplicate-posts').considered).toBe(6)
    expect(rowsFound(examined, 'same-word-posts')).toEqual([0, 1])
    expect(rowsFound(examined, 'similar-posts')).toEqual([4, 5])
  })

  test('persons: the same demographics, the same history whatever its directions', () => {
    const examined = examine([
      { demographics: 'A', ugc: [ugc] },
      { demographics: 'A', ugc: [{ ...ugc, direction: directionOf({ 1: 1 }) }] },
      { demographics: '', ugc: [], pairs: [] },
      { demographics: null, ugc: [], pairs: [] },
      { demographics: 'B', ugc: [], pairs: [{ ...pair }] },
    ])
    expect(rowsFound(examined, 'same-demographics')).toEqual([0, 1])
    expect(examined.of('same-demographics').considered).toBe(3)
    expect(rowsFound(examined, 'same-history')).toEqual([0, 1])
    expect(examined.of('same-history').considered).toBe(3)
  })
})

describe('HealthExaminer', () => {
  test('has an outcome for every check, undefined with the reason without rows', () => {
    const { report } = examine([])
    expect(report.outcomes.map(({ key }) => key)).toEqual(HEALTH_CHECKS.map(({ key }) => key))
    for (const outcome of report.outcomes) {
      expect(outcome).toMatchObject({ state: 'undefined', share: null, interval: null, groups: null })
      expect(outcome.reason).toMatch(/^there are no /)
    }
  })

  test('an ordinary row has no findings', () => {
    const { report } = examine([{}])
    expect(report.outcomes.filter(({ state }) => state === 'found')).toEqual([])
  })

  test('refuses one row too many', () => {
    const examiner = new HealthExaminer(1)
    examiner.add('a', exampleOf({}))
    expect(() => examiner.add('b', exampleOf({}))).toThrow(HealthSizeError)
  })

  test('gives at most 20 examples', () => {
    const outcome = examine(Array.from({ length: 30 }, () => ({ prompt: '' }))).of('blank-post')
    expect([outcome.found, outcome.examples.length]).toEqual([30, 20])
  })
})

test.skipIf(!hasShared(STUDENT_PHD))('the published student_phd rows give the known counts', () => {
  const { examples } = readExamples(readShared(STUDENT_PHD), STUDENT_PHD)
  const { report, of } = examine(examples.map(({ example }) => example))
  expect(report.rows).toBe(600)
  expect(of('target-in-history').found).toBe(3)
  expect((of('chosen-longer').found / 600).toFixed(3)).toBe('0.553')
  expect(of('no-direction').found).toBe(600)
  expect(of('demographics-contradiction')).toMatchObject({ state: 'undefined' })
})
