import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Filter } from '@/lib/core/filter'
import { EVERY_ROW } from '@/lib/core/filter'
import { meetsFilter } from '@/lib/core/filter-oracle'
import { PreparedFormatError } from '@/lib/core/prepared/prepared-format-error'
import { createRandom } from '@/lib/core/random'
import { randomExamples } from '@/lib/core/random-examples'
import { wordsOf } from '@/lib/core/words'
import { facetRanges } from '../queries/facet-ranges'
import { type FixtureDatabase, openFixtureDatabase } from '../queries/fixture-database'
import { page } from '../queries/page'
import { createFolderStore } from './folder-store'
import { openPreparedFiles } from './open-prepared-files'
import { PreparedQuestionError, pickPreparedRows } from './pick-rows'
import type { PreparedFiles } from './prepared-files'
import { createPreparedLookups } from './prepared-lookups'
import { createPreparedTexts, type PreparedTexts, shardOfRow } from './prepared-texts'
import { readEarlyView } from './prepared-totals'
import { DIRECT_DECODER } from './row-decoder'
import { buildPrepared, type PreparedFolder } from './test-prepared'

const EXAMPLES = randomExamples(150, createRandom(21))
const PREPARED = buildPrepared(EXAMPLES, 40)
const live = new AbortController().signal

let database: FixtureDatabase
let files: PreparedFiles
let texts: PreparedTexts

async function open(folder: PreparedFolder): Promise<PreparedFiles> {
  const blobs = new Map([...folder].map(([path, bytes]) => [path, new Blob([bytes])]))
  return openPreparedFiles(createFolderStore(blobs), { revision: null, retries: { tries: 1, firstWaitMs: 1 } }, live)
}

beforeAll(async () => {
  database = await openFixtureDatabase(EXAMPLES, 40)
})

beforeEach(async () => {
  files = await open(PREPARED)
  texts = createPreparedTexts(files, DIRECT_DECODER)
})

afterEach(() => texts.end())

describe('rows of a prepared dataset', () => {
  test('are those of the database, cell by cell', async () => {
    const asked = [0, 149, 39, 40, 41, 7, 7, 120]
    const rows = await texts.readRows(asked, live)
    expect(rows.map(({ rowNumber }) => rowNumber)).toEqual(asked)
    expect(rows.map(({ example }) => example)).toEqual(asked.map((row) => EXAMPLES[row]))
    const all = await texts.readPageRows(
      Array.from({ length: 150 }, (_, row) => row),
      live,
    )
    const sort = { key: 'row_number', descending: false } as const
    expect(all).toEqual(database.ask(page({ filter: EVERY_ROW, sort }, 0, 150)))
  })

  test('outside the dataset are refused', async () => {
    for (const row of [-1, 150, 1.5]) await expect(texts.readRows([row], live)).rejects.toThrow(RangeError)
    expect([0, 39, 40, 149].map((row) => shardOfRow(files.manifest.shards, row))).toEqual([0, 0, 1, 3])
  })

  test.each<[string, (folder: PreparedFolder) => void, RegExp]>([
    [
      'one flipped bit',
      (folder) => change(folder, 'text/00000.pack', (bytes) => (bytes[20] = (bytes[20] ?? 0) ^ 4)),
      /checksum|JSON/,
    ],
    ['another row in its place', (folder) => change(folder, 'text/00000.pack', (bytes) => bytes.fill(0)), /checksum/],
    ['lengths that do not fill the pack', (folder) => folder.set('text/00000.pack', new Uint8Array(10)), /bytes/],
  ])('with %s are an error that names the file', async (_name, spoil, message) => {
    const folder = new Map([...PREPARED].map(([path, bytes]) => [path, bytes.slice()]))
    spoil(folder)
    const spoiled = createPreparedTexts(await open(folder), DIRECT_DECODER)
    const reading = spoiled.readRows([0, 1, 2], live)
    await expect(reading).rejects.toThrow(message)
    await expect(reading).rejects.toThrow(/text\//)
    expect((await spoiled.readRows([45], live))[0]?.example).toEqual(EXAMPLES[45])
  })

  test('are found by their hash, copies in order', async () => {
    const lookups = createPreparedLookups(files)
    for (const row of [0, 3, 77, 149]) {
      const { hash = '' } = database.rows[row] ?? {}
      const same = database.rows.flatMap((other, at) => (other.hash === hash ? [at] : []))
      expect(await lookups.rowsOfHash(hash, live)).toEqual(same)
    }
    expect(await lookups.rowsOfHash('0'.repeat(32), live)).toEqual([])
  })
})

describe('conditions that the index does not know', () => {
  const filters: Filter[] = [
    { kind: 'words', query: 'tea' },
    { kind: 'words', query: 'TEA grüße' },
    { kind: 'words', query: 'nowhere' },
    { kind: 'words', query: 'tea nowhere' },
    { kind: 'not', filter: { kind: 'words', query: 'Grün' } },
    {
      kind: 'any',
      filters: [
        { kind: 'words', query: '文' },
        { kind: 'run', run: 'r', from: null, to: 1 },
      ],
    },
    {
      kind: 'all',
      filters: [
        { kind: 'words', query: 'cat' },
        { kind: 'not', filter: { kind: 'selection', selection: 's' } },
      ],
    },
    { kind: 'any', filters: [] },
    { kind: 'all', filters: [] },
  ]
  test.each(filters.map((filter): [string, Filter] => [JSON.stringify(filter), filter]))(
    '%s',
    async (_name, filter) => {
      const hashes = database.rows.map(({ hash }) => hash)
      const context = { rowsOfRun: () => hashes.slice(0, 9), rowsOfSelection: () => hashes.slice(20, 90) }
      const mask = await pickPreparedRows(filter, { lookups: createPreparedLookups(files), rows: 150, context }, live)
      const picked = database.rows.flatMap((_, row) => (((mask[row >> 3] ?? 0) >> (row & 7)) & 1 ? [row] : []))
      expect(picked).toEqual(database.rows.flatMap((row, at) => (meetsFilter(filter, row, context) ? [at] : [])))
      expect((mask.at(-1) ?? 0) >> (150 % 8)).toBe(0)
    },
  )

  test('inside texts are refused with what to do instead', async () => {
    const picking = pickPreparedRows(
      { kind: 'text', query: 'ea', fields: ['prompt'] },
      { lookups: createPreparedLookups(files), rows: 150 },
      live,
    )
    await expect(picking).rejects.toThrow(PreparedQuestionError)
    await expect(picking).rejects.toThrow(/whole words/)
  })
})

describe('the first view', () => {
  test('is that of the database', () => {
    const early = readEarlyView(new TextDecoder().decode(PREPARED.get('totals.json')), files.manifest)
    expect(early.count).toBe(150)
    expect(early.rows).toHaveLength(50)
    for (const { facet, min, max, known } of database.ask(facetRanges(EVERY_ROW))) {
      const histogram = early.summaries.histograms.get(facet)
      expect(histogram).toMatchObject({ min, max })
      expect(histogram?.bars.reduce((sum, bar) => sum + bar.count, 0)).toBe(known)
    }
    expect(early.summaries.missing.get('direction')).toBe(
      EXAMPLES.filter(({ direction }) => direction === null).length / 150,
    )
  })

  test('of another dataset is refused', () => {
    const text = new TextDecoder().decode(buildPrepared(EXAMPLES.slice(0, 10), 40).get('totals.json'))
    expect(() => readEarlyView(text, files.manifest)).toThrow(PreparedFormatError)
  })
})

test('the words of the fixture are those of the rule', () => {
  expect(wordsOf('Grüße, TEA')).toEqual(['grüße', 'tea'])
})

function change(folder: PreparedFolder, path: string, edit: (bytes: Uint8Array) => unknown): void {
  edit(folder.get(path) ?? new Uint8Array())
}
