import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { rowsAnswerSchema, searchAnswerSchema } from '@/lib/core/answer-rows'
import { answersStateSchema } from '@/lib/core/answers'
import { FACETS, TEXT_FIELDS } from '@/lib/core/columns'
import { formatSigns } from '@/lib/core/direction'
import { EVERY_ROW, type Filter } from '@/lib/core/filter'
import { facetOf, meetsFilter } from '@/lib/core/filter-oracle'
import { createRandom } from '@/lib/core/random'
import { RANDOM_QUERIES, randomExamples } from '@/lib/core/random-examples'
import { randomFilter } from '@/lib/core/random-filter'
import { DEFAULT_VIEW, formatView, SORT_KEYS, type Sort } from '@/lib/core/view'
import { rounds } from '@/tests/setup/rounds'
import { type AnswersWorld, openAnswersWorld } from './answers-world'

let world: AnswersWorld
beforeAll(async () => {
  world = await openAnswersWorld(randomExamples(350, createRandom(12)))
}, 60_000)

afterAll(() => world.close())

async function settle(id: string) {
  for (;;) {
    const state = answersStateSchema.parse(await (await world.state('POST', id)).json())
    if (state.state !== 'making') return state
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

/** The rows of a list, sorted by hand. */
function listByLoop(filter: Filter, { key, descending }: Sort) {
  const keyOf = (row: number) => {
    const placed = world.rows[row]
    if (!placed) throw new RangeError(`no row ${row}`)
    if (key === 'row_number') return row
    return key === 'shard' ? placed.shard : facetOf(placed.example, key)
  }
  return world.rows
    .flatMap((placed, row) => (meetsFilter(filter, placed, CONTEXT) ? [row] : []))
    .sort((first, second) => {
      const [a, b] = [keyOf(first), keyOf(second)]
      if (a === b) return first - second
      if (a === null) return 1
      if (b === null) return -1
      return descending ? b - a : a - b
    })
}

const CONTEXT = { rowsOfSelection: (id: string) => selectionOf(id) }
const selectionOf = (id: string) =>
  world.rows.filter((_, row) => id === 'third' && row % 3 === 1).map(({ hash }) => hash)
const SELECTIONS = () => ({ third: selectionOf('third'), none: [] })

test('a table is made from shards and from a prepared dataset with the same rows', async () => {
  const states = await Promise.all(world.sources.map(settle))
  for (const state of states) {
    expect(state, JSON.stringify(state)).toMatchObject({ state: 'ready', rows: 350 })
    if (state.state === 'ready')
      expect(state.shards.map(({ rows, leftOut }) => [rows, leftOut])).toEqual([
        [100, 0],
        [100, 0],
        [100, 0],
        [50, 0],
      ])
  }
  const again = answersStateSchema.parse(await (await world.state('GET', 'folder')).json())
  expect(again).toEqual(states[0])
  const hashes = states.map((state) => state.state === 'ready' && state.datasetHash)
  expect(hashes[0]).toMatch(/^[0-9a-f]{64}$/)
}, 60_000)

const TURNS = rounds(30, 260)

describe.each([0, 1] as const)('source %i', (place) => {
  test(`${TURNS} random filters, orders and pages give the rows of a loop in its order`, async () => {
    const random = createRandom(500 + place)
    const source = world.sources[place]
    let telling = 0
    for (let turn = 0; turn < TURNS; turn++) {
      const filter = randomFilter(random, {
        kinds: ['direction', 'neutral', 'history', 'range', 'missing', 'shard', 'text', 'words', 'selection'],
        texts: RANDOM_QUERIES,
        runs: ['r'],
        selections: ['third', 'none'],
        shards: 5,
        largest: 30,
        depth: 3,
      })
      const key = SORT_KEYS[turn % SORT_KEYS.length] ?? 'row_number'
      const sort = { key, descending: random() < 0.5 }
      const expected = listByLoop(filter, sort)
      const offset = Math.floor(random() * (expected.length + 3))
      const limit = 1 + Math.floor(random() * 60)
      const response = await world.post('rows', { source, filter, sort, offset, limit, selections: SELECTIONS() })
      const answer = rowsAnswerSchema.parse(await response.json())
      const found = [answer.matched, ...answer.rows.map(({ hash }) => hash)]
      const wanted = expected.slice(offset, offset + limit).map((row) => world.rows[row]?.hash)
      if (found.join() !== [expected.length, ...wanted].join())
        expect({ filter, sort, offset, limit, found }).toEqual({
          filter,
          sort,
          offset,
          limit,
          found: [expected.length, ...wanted],
        })
      if (wanted.length > 1) telling += 1
    }
    expect(telling).toBeGreaterThan(0.3 * TURNS)
  }, 180_000)

  test('a row has its texts, direction, poles of history and facets', async () => {
    const response = await world.post('rows', { source: world.sources[place], limit: 200 })
    const { rows, total } = rowsAnswerSchema.parse(await response.json())
    expect(total).toBe(350)
    for (const [row, answer] of rows.entries()) {
      const example = world.rows[row]?.example
      if (!example) throw new RangeError(`no row ${row}`)
      const items = [...example.ugc, ...example.pairs]
      const holding = (sign: number) =>
        Array.from({ length: 90 }, (_, at) => at).filter((at) =>
          items.some(({ direction }) => direction?.[at] === sign),
        )
      expect([answer.rowNumber, answer.shard, answer.shardRow]).toEqual([row, Math.floor(row / 100), row % 100])
      expect(answer.direction).toBe(example.direction && formatSigns(example.direction))
      expect(answer.history).toEqual({ positive: holding(1), negative: holding(-1) })
      for (const { key } of FACETS) expect(answer.facets[key]).toBe(facetOf(example, key))
      expect(Array.from(answer.prompt)).toEqual(Array.from(example.prompt).slice(0, 400))
    }
  })

  test('a search finds and marks what a loop over the texts finds', async () => {
    for (const query of RANDOM_QUERIES.slice(0, 12)) {
      const fields = TEXT_FIELDS.map(({ key }) => key)
      const expected = listByLoop({ kind: 'text', query, fields }, { key: 'row_number', descending: false })
      const response = await world.post('search', { source: world.sources[place], query, limit: 100 })
      const { matched, rows } = searchAnswerSchema.parse(await response.json())
      expect([query, matched, rows.map(({ rowNumber }) => rowNumber)]).toEqual([
        query,
        expected.length,
        expected.slice(0, 100),
      ])
      for (const { matches } of rows)
        for (const { excerpt, marks } of matches)
          for (const [start, end] of marks) expect(excerpt.slice(start, end).toLowerCase()).toBe(query.toLowerCase())
    }
  }, 60_000)
})

test('an address like that of Explore gives the same, with a tag that holds', async () => {
  const filter: Filter = { kind: 'text', query: 'ea', fields: ['prompt'] }
  const sort = { key: 'chosen_length', descending: true } as const
  const address = `/api/v1/rows?${formatView({ ...DEFAULT_VIEW, source: 'folder', filter, sort })}&limit=7&offset=2&columns=id`
  const first = await world.get(address)
  const { rows } = rowsAnswerSchema.parse(await first.json())
  expect(rows.map(({ rowNumber }) => rowNumber)).toEqual(listByLoop(filter, sort).slice(2, 9))
  const etag = first.headers.get('etag') ?? ''
  expect(etag).toMatch(/^"[0-9a-f]{32}"$/)
  expect((await world.get(address, { 'if-none-match': etag })).status).toBe(304)
  expect((await world.get(`${address}&desc=`, { 'if-none-match': etag })).status).toBe(304)
  expect((await world.get(address.replace('offset=2', 'offset=3'), { 'if-none-match': etag })).status).toBe(200)
  const found = searchAnswerSchema.parse(
    await (await world.get('/api/v1/search?source=folder&query=TEA&fields=chosen,ugc')).json(),
  )
  expect(found.matched).toBe(
    listByLoop({ kind: 'text', query: 'tea', fields: ['chosen', 'ugc'] }, { key: 'row_number', descending: false })
      .length,
  )
  expect(found.rows.every(({ matches }) => matches.length > 0)).toBe(true)
})

test.each([
  ['rows', { source: 'nowhere' }, 404, 'source-not-found'],
  ['rows', { source: 'sample' }, 503, 'sample-missing'],
  ['rows', { source: 'folder', limit: 0 }, 422, 'invalid-input'],
  ['rows', { source: 'folder', limit: 501 }, 422, 'invalid-input'],
  ['rows', { source: 'folder', offset: -1 }, 422, 'invalid-input'],
  ['rows', { source: 'folder', offset: 1e300 }, 422, 'invalid-input'],
  ['rows', { source: 'folder', sort: { key: 'hash; DROP TABLE examples' } }, 422, 'invalid-input'],
  [
    'rows',
    { source: 'folder', filter: { kind: 'range', facet: "prompt_length' OR 1", min: 1, max: 2 } },
    422,
    'invalid-input',
  ],
  ['rows', { source: 'folder', filter: { kind: 'selection', selection: 'x' } }, 422, 'selection-unknown'],
  [
    'rows',
    { source: 'folder', filter: { kind: 'selection', selection: 'x' }, selections: { x: ["' OR 1"] } },
    422,
    'invalid-input',
  ],
  ['rows', { source: 'folder', filter: { kind: 'text', query: '\ud800', fields: ['prompt'] } }, 422, 'invalid-input'],
  ['rows', { source: 'folder', more: 1 }, 422, 'invalid-input'],
  ['search', { source: 'folder' }, 422, 'invalid-input'],
  ['search', { source: 'folder', query: '' }, 422, 'invalid-input'],
  ['search', { source: 'folder', query: 'a', fields: [] }, 422, 'invalid-input'],
  ['search', { source: 'folder', query: 'a', fields: ['hash'] }, 422, 'invalid-input'],
  ['search', { source: 'folder', query: 'a', limit: 101 }, 422, 'invalid-input'],
] as const)('%s refuses %j', async (path, body, status, code) => {
  const problem = await (await world.post(path, body)).json()
  expect([problem.status, problem.code]).toEqual([status, code])
})

test.each([
  ['/api/v1/rows?source=folder&f=nonsense', 422],
  ['/api/v1/rows?source=folder&sort=hash', 422],
  ['/api/v1/rows?source=folder&limit=many', 422],
  ['/api/v1/rows', 422],
  ['/api/v1/search?source=folder', 422],
])('the address %s is refused', async (address, status) => {
  expect((await world.get(address)).status).toBe(status)
})

test.each(['%', '_', "'", '"', '\\', '\0', '%00', ';', '--', '/*', '$$', 'ß', '\u202e', '😀', '??', '?'])(
  'the text %j is searched for as it is',
  async (query) => {
    const response = await world.post('rows', {
      source: 'folder',
      filter: { kind: 'text', query, fields: ['prompt', 'pairs'] },
    })
    const { matched } = rowsAnswerSchema.parse(await response.json())
    expect(matched).toBe(
      listByLoop({ kind: 'text', query, fields: ['prompt', 'pairs'] }, { key: 'row_number', descending: false }).length,
    )
  },
)

test('every row is listed by default', async () => {
  const { matched, rows } = rowsAnswerSchema.parse(
    await (await world.post('rows', { source: 'folder', filter: EVERY_ROW })).json(),
  )
  expect([matched, rows.length]).toEqual([350, 50])
})
