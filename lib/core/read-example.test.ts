import { Field, Float32, Float64, List, Struct, Table, Utf8, vectorFromArray } from 'apache-arrow'
import { describe, expect, test } from 'vitest'
import { hasShared, readShared } from '@/tests/setup/shared-data'
import { formatSigns, parseSigns, toPublishedVector } from './direction'
import { exampleSchema, PUBLISHED_COLUMNS } from './example'
import { ExampleError } from './example-error'
import { readExample, readExamples, toPublishedRow } from './read-example'

const STUDENT_PHD = 'alignx/benchmark/P-Soups/student_phd.json'
const PLACE = { file: 'shard.parquet', row: 7 }
const D = PUBLISHED_COLUMNS.direction
const UGC = PUBLISHED_COLUMNS.ugc
const PAIRS = PUBLISHED_COLUMNS.pairs
const DEMO = PUBLISHED_COLUMNS.demographics
const BASE = { prompt: 'p', chosen: 'c', rejected: 'r' }
const SIGNS = `+0-${'0'.repeat(87)}`
const VECTOR = toPublishedVector(parseSigns(SIGNS) ?? [])
const NEUTRAL = Array<number>(90).fill(0.5)
const ugcItem = { prompt: 'q', comment: 'k', [D]: VECTOR }
const pairItem = { prompt: 'q', chosen: 'y', rejected: 'n', [D]: VECTOR }
const read = (cells: object) => readExample({ ...BASE, ...cells }, PLACE)

describe('readExample', () => {
  test('reads a whole row into the shape of the schema', () => {
    const example = read({ [D]: VECTOR, [DEMO]: 'D.', [UGC]: [ugcItem], [PAIRS]: [pairItem] })
    expect(exampleSchema.parse(example)).toEqual(example)
    expect(formatSigns(example.direction ?? [])).toBe(SIGNS)
    expect(example.ugc).toEqual([{ prompt: 'q', comment: 'k', direction: parseSigns(SIGNS) }])
    expect(example.pairs).toEqual([{ prompt: 'q', chosen: 'y', rejected: 'n', direction: parseSigns(SIGNS) }])
  })

  test.each([
    ['absent', {}],
    ['NULL', { [UGC]: null, [PAIRS]: null, [D]: null, [DEMO]: null, profile: null }],
    ['empty', { [UGC]: [], [PAIRS]: [], [D]: [] }],
  ])('an %s persona is no persona', (_, cells) => {
    const nothing = { direction: null, demographics: null, ugc: [], pairs: [], profile: null, groundTruthPersona: null }
    expect(read(cells)).toEqual({ ...BASE, ...nothing, extra: {} })
  })

  test.each([
    ['doubles', VECTOR],
    ['Float32Array', Float32Array.from(VECTOR)],
    ['Float64Array', Float64Array.from(VECTOR)],
    ['an Arrow vector', vectorFromArray([VECTOR], new List(new Field('item', new Float32()))).get(0)],
  ])('reads a direction of %s', (_, vector) => {
    expect(formatSigns(read({ [D]: vector }).direction ?? [])).toBe(SIGNS)
  })

  test.each([
    ['integers', Array<number>(90).fill(1)],
    ['Int8Array', new Int8Array(90).fill(1)],
    ['bigint', Array<bigint>(90).fill(1n)],
    ['BigInt64Array', new BigInt64Array(90).fill(1n)],
  ])('reads an all-one direction of %s', (_, vector) => {
    expect(formatSigns(read({ [D]: vector }).direction ?? [])).toBe('+'.repeat(90))
  })

  test('keeps an all-neutral direction apart from none', () => {
    expect(read({ [D]: NEUTRAL }).direction).toEqual(Array(90).fill(0))
  })

  test.each([0, 1, 4, 5, 16, 17, 40])('reads %d items of history in order', (count) => {
    const items = Array.from({ length: count }, (_, index) => ({ ...ugcItem, comment: `${index}` }))
    const example = read({ [UGC]: items, [PAIRS]: items.map(() => pairItem) })
    expect(example.ugc.map((item) => item.comment)).toEqual(items.map((item) => item.comment))
    expect(example.pairs).toHaveLength(count)
  })

  test('reads items without directions, as P-Soups has them', () => {
    const { [D]: _, ...undirected } = pairItem
    expect(read({ [PAIRS]: [undirected] }).pairs[0]?.direction).toBeNull()
  })

  test('keeps texts as they are: empty, odd, with control tokens', () => {
    const texts = { prompt: '', chosen: ' \u0000\r\n', rejected: '<|eot_id|><script>', [DEMO]: '' }
    expect(read(texts)).toMatchObject({
      prompt: '',
      chosen: ' \u0000\r\n',
      rejected: '<|eot_id|><script>',
      demographics: '',
    })
  })

  test('reads the texts of the benchmark files', () => {
    const example = read({ profile: 'Young', ground_truth_persona: 'a pupil', profile_full: 'Young, Female' })
    expect(example).toMatchObject({
      profile: 'Young',
      groundTruthPersona: 'a pupil',
      extra: { profile_full: 'Young, Female' },
    })
  })

  test('keeps unknown columns as JSON, those of items under their path', () => {
    const example = read({
      uid: 12n,
      huge: 2n ** 60n,
      when: new Date(0),
      odd: [Number.NaN, undefined, { deep: Float32Array.of(0.5) }],
      gone: undefined,
      [UGC]: [{ ...ugcItem, score: 3 }],
    })
    expect(example.extra).toEqual({
      uid: 12,
      huge: '1152921504606846976',
      when: '1970-01-01T00:00:00.000Z',
      odd: ['NaN', null, { deep: [0.5] }],
      'User-Generated Content[0].score': 3,
    })
    expect(exampleSchema.parse(example)).toEqual(example)
  })

  test('a column named __proto__ stays a column', () => {
    const example = readExample(JSON.parse('{"prompt":"p","chosen":"c","rejected":"r","__proto__":{"x":1}}'), PLACE)
    expect(Object.keys(example.extra)).toEqual(['__proto__'])
    expect(Object.hasOwn(Object.prototype, 'x')).toBe(false)
  })

  test('reads rows and nested values of an Arrow table', () => {
    const vector = new List(new Field('item', new Float64()))
    const item = new Struct([new Field('prompt', new Utf8()), new Field('comment', new Utf8()), new Field(D, vector)])
    const table = new Table({
      prompt: vectorFromArray(['p'], new Utf8()),
      chosen: vectorFromArray(['c'], new Utf8()),
      rejected: vectorFromArray(['r'], new Utf8()),
      [D]: vectorFromArray([VECTOR], vector),
      [UGC]: vectorFromArray([[ugcItem, ugcItem]], new List(new Field('item', item))),
      uid: vectorFromArray([5], new Float64()),
    })
    const example = readExample(table.get(0), PLACE)
    expect(example.ugc).toHaveLength(2)
    expect(example).toEqual(read({ [D]: VECTOR, [UGC]: [ugcItem, ugcItem], uid: 5 }))
  })
})

describe('a benchmark row of AlignXplore+', () => {
  const row = {
    userid: 'u1',
    history: [{ query: 'q', chosen: 'y', rejected: 'n', time: 1 }],
    target: { query: 'p', chosen: 'c', rejected: 'r' },
    ground_truth_persona: 'a pupil',
  }

  test('reads as pairs without directions', () => {
    expect(readExample(row, PLACE)).toEqual({
      ...BASE,
      direction: null,
      demographics: null,
      ugc: [],
      pairs: [{ prompt: 'q', chosen: 'y', rejected: 'n', direction: null }],
      profile: null,
      groundTruthPersona: 'a pupil',
      extra: { userid: 'u1', 'history[0].time': 1 },
    })
  })

  test.each([
    [{ ...row, target: { query: 'p', chosen: 'c' } }, 'shard.parquet, row 7, target.rejected: is missing'],
    [{ ...row, target: null }, 'shard.parquet, row 7, target: is NULL, must be an object'],
    [{ ...row, history: [{ query: 1 }] }, 'shard.parquet, row 7, history[0].query: is number 1, must be text'],
  ])('names the fault %#', (bad, message) => {
    expect(() => readExample(bad, PLACE)).toThrow(ExampleError)
    expect(() => readExample(bad, PLACE)).toThrow(message)
  })
})

const withValue = (value: unknown) =>
  VECTOR.with(17, 0).map((number, index): unknown => (index === 17 ? value : number))
const DEEP = JSON.parse(`${'['.repeat(200)}${']'.repeat(200)}`)

describe('bad rows name file, row, column, value and problem', () => {
  test.each<[unknown, string, string]>([
    [null, '(row)', 'is NULL, must be an object of columns'],
    [undefined, '(row)', 'is undefined undefined'],
    [5, '(row)', 'is number 5'],
    ['text', '(row)', 'is string "text"'],
    [[], '(row)', 'is a list'],
    [{}, 'prompt', 'is missing'],
    [{ prompt: 'p', rejected: 'r' }, 'chosen', 'is missing'],
    [{ prompt: 'p', chosen: 'c' }, 'rejected', 'is missing'],
    [{ ...BASE, prompt: null }, 'prompt', 'is NULL, must be text'],
    [{ ...BASE, chosen: 4 }, 'chosen', 'is number 4, must be text'],
    [{ ...BASE, rejected: ['x'] }, 'rejected', 'is a list, must be text'],
    [{ ...BASE, rejected: { a: 1 } }, 'rejected', 'is an object, must be text'],
    [{ ...BASE, [DEMO]: 5 }, DEMO, 'is number 5, must be text'],
    [{ ...BASE, [DEMO]: ['D.'] }, DEMO, 'is a list, must be text'],
    [{ ...BASE, profile: false }, 'profile', 'is boolean false, must be text'],
    [{ ...BASE, ground_truth_persona: 1n }, 'ground_truth_persona', 'is bigint 1, must be text'],
    [{ ...BASE, [D]: VECTOR.slice(1) }, D, 'has 89 values, a direction has 90'],
    [{ ...BASE, [D]: [...VECTOR, 0] }, D, 'has 91 values, a direction has 90'],
    [{ ...BASE, [D]: 0.5 }, D, 'is number 0.5, must be a list'],
    [{ ...BASE, [D]: 'x'.repeat(90) }, D, `is string "${'x'.repeat(39)}…, must be a list`],
    [{ ...BASE, [D]: {} }, D, 'is an object, must be a list'],
    [{ ...BASE, [D]: withValue(0.7) }, `${D}[17]`, 'is 0.7, a direction holds 0, 0.5 or 1'],
    [{ ...BASE, [D]: withValue(-1) }, `${D}[17]`, 'is -1,'],
    [{ ...BASE, [D]: withValue(2n) }, `${D}[17]`, 'is 2,'],
    [{ ...BASE, [D]: withValue(Number.NaN) }, `${D}[17]`, 'is NaN,'],
    [{ ...BASE, [D]: withValue(null) }, `${D}[17]`, 'is null,'],
    [{ ...BASE, [D]: withValue('1') }, `${D}[17]`, 'is "1",'],
    [{ ...BASE, [D]: withValue(true) }, `${D}[17]`, 'is true,'],
    [{ ...BASE, [D]: withValue([1]) }, `${D}[17]`, 'is 1,'],
    [{ ...BASE, [UGC]: 'none' }, UGC, 'is string "none", must be a list'],
    [{ ...BASE, [UGC]: { 0: ugcItem } }, UGC, 'is an object, must be a list'],
    [{ ...BASE, [UGC]: [ugcItem, null] }, `${UGC}[1]`, 'is NULL, must be an object'],
    [{ ...BASE, [UGC]: ['a comment'] }, `${UGC}[0]`, 'is string "a comment", must be an object'],
    [{ ...BASE, [UGC]: [{ prompt: 'q' }] }, `${UGC}[0].comment`, 'is missing'],
    [{ ...BASE, [UGC]: [{ ...ugcItem, prompt: null }] }, `${UGC}[0].prompt`, 'is NULL, must be text'],
    [{ ...BASE, [UGC]: [{ ...ugcItem, [D]: [1] }] }, `${UGC}[0].${D}`, 'has 1 values, a direction has 90'],
    [{ ...BASE, [PAIRS]: 3 }, PAIRS, 'is number 3, must be a list'],
    [{ ...BASE, [PAIRS]: [[]] }, `${PAIRS}[0]`, 'is a list, must be an object'],
    [{ ...BASE, [PAIRS]: [pairItem, { ...pairItem, chosen: 1 }] }, `${PAIRS}[1].chosen`, 'is number 1, must be text'],
    [{ ...BASE, [PAIRS]: [{ prompt: 'q', chosen: 'y' }] }, `${PAIRS}[0].rejected`, 'is missing'],
    [{ ...BASE, [PAIRS]: [0, 1, 2].map(() => ({ ...pairItem, [D]: withValue(3) })) }, `${PAIRS}[0].${D}[17]`, 'is 3,'],
    [{ ...BASE, other: DEEP }, 'other', 'is nested deeper than 64 levels'],
  ])('%#', (raw, column, problem) => {
    const [error] = readExamples([raw], 'bad.json').errors
    expect(error).toBeInstanceOf(ExampleError)
    expect(error?.place).toEqual({ file: 'bad.json', row: 0, column })
    expect(error?.message.startsWith(`bad.json, row 0, ${column}: ${problem}`)).toBe(true)
    expect(error?.message).not.toContain('\n')
  })
})

describe('readExamples', () => {
  test('collects the good rows and the errors of the others', () => {
    const { examples, errors } = readExamples([BASE, {}, BASE], 'mixed.json')
    expect(examples.map(({ row }) => row)).toEqual([0, 2])
    expect(errors.map((error) => error.place.row)).toEqual([1])
  })

  test.each([[{}], [null], ['[]'], [{ data: [] }]])('refuses %j, which is no list', (json) => {
    expect(() => readExamples(json, 'x.json')).toThrow('x.json, row 0, (file): ')
  })

  test.skipIf(!hasShared(STUDENT_PHD))(
    'reads all 600 rows of student_phd.json and writes them back (../shared)',
    () => {
      const json = readShared(STUDENT_PHD)
      const { examples, errors } = readExamples(json, 'student_phd.json')
      expect(errors).toEqual([])
      expect(examples).toHaveLength(600)
      const back = examples.map(({ example }) => {
        const { [UGC]: ugc, ...row } = toPublishedRow(example)
        expect(ugc).toEqual([])
        return row
      })
      expect(back).toEqual(json)
    },
  )
})

describe('toPublishedRow', () => {
  test('is read back to the same example', () => {
    const example = read({ [D]: VECTOR, [DEMO]: '', [UGC]: [ugcItem], [PAIRS]: [pairItem], profile: 'Young', uid: 4 })
    const row = toPublishedRow(example)
    expect(row[D]).toEqual(VECTOR)
    expect(readExample(JSON.parse(JSON.stringify(row)), PLACE)).toEqual(example)
  })

  test('leaves out what is null and lets no extra column hide a documented one', () => {
    const row = toPublishedRow({ ...read({}), extra: { prompt: 'other', uid: 1 } })
    expect(row).toEqual({ ...BASE, [UGC]: [], [PAIRS]: [], uid: 1 })
  })
})
