import { afterEach, describe, expect, test } from 'vitest'
import { FACETS } from '@/lib/core/columns'
import { EVERY_ROW } from '@/lib/core/filter'
import { MISSING_FACET } from '@/lib/core/narrow-column'
import { createRandom } from '@/lib/core/random'
import { randomExamples } from '@/lib/core/random-examples'
import { facetsOf } from '@/lib/core/summary-totals'
import { openFixtureDatabase } from '../queries/fixture-database'
import { sampleRows } from '../queries/sample-rows'
import { NO_CACHE } from './byte-cache'
import type { ByteStore } from './byte-store'
import { drawFromHashes } from './draw-prepared-sample'
import { createFolderStore } from './folder-store'
import { type FilledIndex, loadIndexPart } from './load-part'
import { openPrepared } from './open-prepared'
import { createCheckedFiles } from './prepared-files'
import { preparedSession, setPreparedSession } from './prepared-session'
import { findPreparedFiles } from './prepared-source'
import { isListed, isSettled, type PreparedState } from './prepared-state'
import { DIRECT_DECODER } from './row-decoder'
import { buildPrepared, type PreparedFolder, setManifest } from './test-prepared'

const EXAMPLES = randomExamples(300, createRandom(41))
const PREPARED = buildPrepared(EXAMPLES, 110)

afterEach(() => setPreparedSession(null))

/** An index that notes what it is given. */
function recordingIndex() {
  const given: string[] = []
  const columns = new Map<string, number[]>()
  const index: FilledIndex = {
    loadOwn: async ({ rowStart, bytes }, rows) => void given.push(`own ${rowStart} ${rows} ${bytes.length}`),
    loadHistory: async ({ rowStart }, rows) => void given.push(`history ${rowStart} ${rows}`),
    async loadFacets({ rowStart, rows, columns: loaded, shardStarts }) {
      given.push(`facets ${rowStart} ${rows} ${shardStarts}`)
      for (const { facet, values } of loaded) columns.set(facet, Array.from(values))
    },
  }
  return { index, given, columns }
}

interface Held {
  readonly path: string
  /** The state in which the file is let go. */
  readonly until: (state: PreparedState) => boolean
}

async function open(folder: PreparedFolder, signal = new AbortController().signal, held: Held | null = null) {
  const blobs = new Map([...folder].map(([path, bytes]) => [path, new Blob([bytes])]))
  const files = createFolderStore(blobs)
  let letGo: () => void = () => undefined
  const gate = new Promise<void>((resolve) => {
    letGo = resolve
  })
  const { index, given, columns } = recordingIndex()
  const states: PreparedState[] = []
  const store: ByteStore = {
    ...files,
    async *readWhole(path, bytes, reading) {
      if (path === held?.path) await gate
      yield* files.readWhole(path, bytes, reading)
    },
  }
  const opening = openPrepared(
    { store, revision: null },
    {
      cache: NO_CACHE,
      async loadPart(part, manifest, onProgress, until) {
        const opened = createCheckedFiles(store, manifest, NO_CACHE)
        const onBytes = (bytesDone: number) => onProgress({ bytesDone, isCacheFull: false })
        await loadIndexPart(opened, manifest, index, part, onBytes, until)
      },
      createDecoder: () => DIRECT_DECODER,
    },
    {
      onOpened: () => undefined,
      onState(state) {
        states.push(state)
        if (held?.until(state)) letGo()
      },
    },
    signal,
  )
  const error = await opening.then(
    () => null,
    (cause: Error) => cause,
  )
  return { given, columns, states, last: states.at(-1), error }
}

const statusOf = (state: PreparedState | undefined) =>
  Object.fromEntries(state?.parts.map(({ key, status }) => [key, status]) ?? [])

describe('opening a prepared dataset', () => {
  test('shows the totals and fills the index', async () => {
    const { given, last, error, columns } = await open(PREPARED)
    expect(error).toBeNull()
    expect(given).toEqual([`own 0 300 ${184 * 8192}`, 'history 0 300', 'facets 0 300 0,110,220'])
    expect(last?.early).not.toBeNull()
    expect(statusOf(last)).toEqual({ totals: 'ready', directions: 'ready', history: 'ready', facets: 'ready' })
    expect(last && isListed(last) && isSettled(last)).toBe(true)
    for (const { key } of FACETS)
      expect(columns.get(key)).toEqual(EXAMPLES.map((example) => facetsOf(example)[key] ?? MISSING_FACET))
    expect((await preparedSession()?.texts.readRows([299], new AbortController().signal))?.[0]?.example).toEqual(
      EXAMPLES[299],
    )
  })

  test.each<Held>([
    { path: 'directions.bin', until: ({ early }) => early !== null },
    { path: 'totals.json', until: isListed },
  ])('does not wait for $path with what comes beside it', async (held) => {
    const { last, error } = await open(PREPARED, undefined, held)
    expect(error).toBeNull()
    expect(statusOf(last)).toEqual({ totals: 'ready', directions: 'ready', history: 'ready', facets: 'ready' })
  })

  test('counts contradictions where the dataset was prepared without them', async () => {
    const manifest = JSON.parse(new TextDecoder().decode(PREPARED.get('manifest.json')))
    const place = manifest.facets.findIndex(({ key }: { key: string }) => key === 'conflict_count')
    manifest.facets[place].key = 'something_else'
    const { columns } = await open(setManifest(new Map(PREPARED), manifest))
    expect(columns.get('conflict_count')).toEqual(
      EXAMPLES.map((example) => facetsOf(example).conflict_count ?? MISSING_FACET),
    )
  })

  test.each([
    ['totals.json', 'totals'],
    ['history.bin', 'history'],
    ['facets.bin', 'facets'],
  ])('goes on without %s and says so', async (path, key) => {
    const folder = new Map(PREPARED)
    folder.set(path, new Uint8Array(PREPARED.get(path)?.length ?? 0))
    const { last, error } = await open(folder)
    expect(error).toBeNull()
    expect(statusOf(last)).toEqual({
      ...{ totals: 'ready', directions: 'ready', history: 'ready', facets: 'ready' },
      [key]: 'failed',
    })
    const failed = last?.parts.find((part) => part.key === key)
    expect(failed?.error).toMatchObject({ code: 'prepared', message: expect.stringContaining(path) })
  })

  test('cannot go on without directions', async () => {
    const folder = new Map(PREPARED)
    folder.delete('directions.bin')
    const { last, error } = await open(folder)
    expect(error?.message).toMatch(/^directions\.bin is not in the folder/)
    expect(statusOf(last)).toMatchObject({ directions: 'failed', history: 'waiting' })
  })

  test('tells nothing more once it has failed', async () => {
    const folder = new Map(PREPARED)
    folder.delete('directions.bin')
    const until = (state: PreparedState) => statusOf(state).directions === 'failed'
    const { last, error } = await open(folder, undefined, { path: 'totals.json', until })
    expect(error?.message).toMatch(/^directions\.bin is not in the folder/)
    expect(statusOf(last)).toMatchObject({ totals: 'ready', directions: 'failed' })
  })

  test('ends when it is given up', async () => {
    const { error, given } = await open(PREPARED, AbortSignal.abort(new Error('enough')))
    expect(error?.message).toBe('enough')
    expect(given).toEqual([])
  })
})

test('a sample is the one that the database draws', async () => {
  const database = await openFixtureDatabase(EXAMPLES, 110)
  const data = (PREPARED.get('hashes.bin') ?? new Uint8Array()).subarray(64)
  const live = new AbortController().signal
  const all = new Uint8Array(38).fill(255)
  for (const [size, seed] of [
    [10, 1],
    [10, 2],
    [500, 3],
  ] as const) {
    const drawn = await drawFromHashes(data, all, { size, seed }, live)
    expect(drawn).toEqual(database.ask(sampleRows(EVERY_ROW, { size, seed })).map(({ hash }) => hash))
  }
  expect(await drawFromHashes(data, new Uint8Array(38), { size: 5, seed: 1 }, live)).toEqual([])
})

test('a prepared folder is found among files by its manifest', async () => {
  const file = (path: string, content: string) => {
    const made = new File([content], path.split('/').at(-1) ?? path)
    Object.defineProperty(made, 'webkitRelativePath', { value: path })
    return made
  }
  const manifest = new TextDecoder().decode(PREPARED.get('manifest.json'))
  const files = [
    file('x/other/manifest.json', '{}'),
    file('x/all/manifest.json', manifest),
    file('x/all/text/index.bin', 'i'),
    file('x/b.json', '[]'),
  ]
  const found = await findPreparedFiles(files)
  expect(found?.label).toBe('all')
  expect([...(found?.files.keys() ?? [])]).toEqual(['manifest.json', 'text/index.bin'])
  expect(await findPreparedFiles(files.slice(0, 1))).toBeNull()
})
