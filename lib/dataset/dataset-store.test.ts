import { beforeAll, describe, expect, test } from 'vitest'
import { hashDataset } from './dataset-hash'
import { createDatasetStore } from './dataset-store'
import { QueryError } from './query-error'
import { initParquet, writeParquet } from './readers/test-shards'
import { createDirectLoader, createRecordingSink, createTestEngine, TEST_PREPARED_TOOLS } from './test-parts'

beforeAll(() => initParquet())

async function setUp() {
  const parts = await createTestEngine()
  const sink = createRecordingSink()
  const store = createDatasetStore({
    engine: parts.engine,
    sink,
    createLoader: createDirectLoader,
    prepared: TEST_PREPARED_TOOLS,
  })
  return { ...parts, sink, store }
}

function file(name: string, rows: number, change: (text: string, row: number) => string = (text) => text): File {
  const lines = Array.from({ length: rows }, (_, row) =>
    change(JSON.stringify({ prompt: `${name} ${row}`, chosen: 'c', rejected: 'r' }), row),
  )
  return new File([lines.join('\n')], name)
}

const numbers = 'SELECT row_number, shard, shard_row, prompt FROM examples ORDER BY row_number'

describe('the dataset store', () => {
  test('loads files in natural order, numbers rows through, hashes the whole', async () => {
    const { store, query, sink } = await setUp()
    const parquet = await writeParquet(
      `SELECT 'z' || i AS prompt, 'c' AS chosen, 'r' AS rejected, list_transform(range(90), x -> 1.0::DOUBLE) AS "Preference Direction" FROM range(10) t(i)`,
    )
    await store.openFiles([new File([parquet], 'part-10'), file('part-9', 700)])
    const state = store.getSnapshot()
    expect(state).toMatchObject({ phase: 'ready', rows: 710, error: null, source: { kind: 'files', label: '2 files' } })
    expect(state.progress).toMatchObject({ rowsDone: 710, rowsTotal: 710, bytesDone: state.progress.bytesTotal })
    expect(state.shards.map(({ name, status, rows }) => [name, status, rows])).toEqual([
      ['part-9', 'ready', 700],
      ['part-10', 'ready', 10],
    ])
    const rows = query(numbers)
    expect(rows.map((row) => row.row_number)).toEqual(Array.from({ length: 710 }, (_, row) => row))
    expect(rows[705]).toMatchObject({ shard: 1, shard_row: 5, prompt: 'z5' })
    expect(sink.rows()).toBe(710)
    expect(state.datasetHash).toBe(await hashDataset(query('SELECT hash FROM examples').map((row) => String(row.hash))))
    expect(query('SELECT count(active_count)::INTEGER AS n, max(active_count) AS most FROM examples')).toEqual([
      { n: 10, most: 90 },
    ])
  })

  test('reads while the database starts, and keeps what it read for it', async () => {
    const { engine, query } = await createTestEngine()
    const asked: string[] = []
    const open = createDirectLoader()
    const store = createDatasetStore({
      engine: {
        ...engine,
        async start() {
          while (asked.length === 0) await new Promise((resolve) => setTimeout(resolve, 5))
          asked.push('started')
        },
        async insert(ipc) {
          asked.push('insert')
          await engine.insert(ipc)
        },
      },
      sink: createRecordingSink(),
      createLoader: () => ({
        ...open,
        load(request, handlers, signal) {
          asked.push('load')
          return open.load(request, handlers, signal)
        },
      }),
      prepared: TEST_PREPARED_TOOLS,
    })
    await store.openFiles([file('a', 20)])
    expect(asked).toEqual(['load', 'started', 'insert'])
    expect(store.getSnapshot()).toMatchObject({ phase: 'ready', rows: 20 })
    expect(query('SELECT count(*)::INTEGER AS n FROM examples')).toEqual([{ n: 20 }])
  })

  test('a database that cannot start is named, and can be started again', async () => {
    const { engine } = await createTestEngine()
    let starts = 0
    const store = createDatasetStore({
      engine: {
        ...engine,
        async start() {
          starts++
          if (starts === 1) throw new QueryError('engine', '', 'The database could not start: no wasm')
        },
      },
      sink: createRecordingSink(),
      createLoader: createDirectLoader,
      prepared: TEST_PREPARED_TOOLS,
    })
    await store.openFiles([file('a', 20), file('b', 20)])
    expect(store.getSnapshot()).toMatchObject({
      phase: 'failed',
      rows: 0,
      error: { code: 'engine', message: expect.stringContaining('could not start: no wasm') },
    })
    await store.openFiles([file('a', 20)])
    expect(store.getSnapshot()).toMatchObject({ phase: 'ready', rows: 20, error: null })
  })

  test('has told of every row by the time that all are there', async () => {
    const { store } = await setUp()
    const told: number[] = []
    store.subscribe(() => told.push(store.getSnapshot().rows))
    await store.openFiles(Array.from({ length: 12 }, (_, at) => file(`part-${at}`, 600)))
    expect(told.at(-1)).toBe(7200)
    expect(told).toEqual([...told].sort((a, b) => a - b))
  })

  test('generated files mark the whole, by metadata or by a row, until other files are opened', async () => {
    const { store } = await setUp()
    const plain = `SELECT 'p' AS prompt, 'c' AS chosen, 'r' AS rejected, 'd' AS "Demographic Information"`
    const parquet = new File([await writeParquet(plain, ", KV_METADATA {synthetic: 'true'}")], 'generated')
    await store.openFiles([file('a', 3), parquet])
    const { shards, isSynthetic } = store.getSnapshot()
    expect(isSynthetic).toBe(true)
    expect(shards.map(({ synthetic, columns, url }) => ({ synthetic, columns, url }))).toEqual([
      { synthetic: false, columns: null, url: null },
      { synthetic: true, columns: ['prompt', 'chosen', 'rejected', 'demographics'], url: null },
    ])
    await store.openFiles([file('a', 3)])
    expect(store.getSnapshot().isSynthetic).toBe(false)
    await store.addFiles([file('saved', 600, (text) => text.replace('}', ',"synthetic":true}'))])
    expect(store.getSnapshot()).toMatchObject({
      isSynthetic: true,
      shards: [{ synthetic: false }, { synthetic: true }],
    })
    await store.closeDataset()
    expect(store.getSnapshot().isSynthetic).toBe(false)
  })

  test('a faulty shard leaves the others usable, faulty rows are counted and named', async () => {
    const { store, query } = await setUp()
    await store.openFiles([
      file('a', 30, (text, row) => (row % 3 === 0 ? text.slice(0, 9) : text)),
      new File(['no data'], 'b'),
      file('c', 5, () => '{"question": 1}'),
      file('d', 4),
    ])
    const { shards, phase, rows } = store.getSnapshot()
    expect({ phase, rows }).toEqual({ phase: 'ready', rows: 24 })
    expect(shards.map((shard) => [shard.status, shard.rows, shard.skipped.count, shard.error?.code ?? null])).toEqual([
      ['ready', 20, 10, null],
      ['failed', 0, 0, 'unknown-format'],
      ['failed', 0, 5, 'every-row'],
      ['ready', 4, 0, null],
    ])
    expect(shards[0]?.skipped.first[1]?.place).toEqual({ file: 'a', row: 3, column: '(row)' })
    expect(query(numbers)).toHaveLength(24)
  })

  test('nothing readable is phase failed with the reason', async () => {
    const { store } = await setUp()
    await store.openFiles([new File([''], 'a')])
    expect(store.getSnapshot()).toMatchObject({ phase: 'failed', rows: 0, datasetHash: null, error: { code: 'empty' } })
  })

  test('cancelling keeps what is there and says so; the shard goes on where it stopped', async () => {
    const { store, query, sink } = await setUp()
    const opening = store.openFiles([file('a', 6000), file('b', 10)])
    await new Promise<void>((resolve) => {
      const end = store.subscribe(() => {
        if (store.getSnapshot().rows < 1000) return
        end()
        resolve()
      })
    })
    store.cancelLoading()
    await opening
    await expect.poll(() => store.getSnapshot().datasetHash).not.toBeNull()
    const cancelled = store.getSnapshot()
    expect(cancelled).toMatchObject({ phase: 'ready', notice: { code: 'cancelled' } })
    expect(cancelled.shards.map((shard) => shard.status)).toEqual(['cancelled', 'cancelled'])
    expect(cancelled.rows).toBeLessThan(6000)
    expect(query(numbers)).toHaveLength(cancelled.rows)
    await store.retryShard('a')
    await store.retryShard('b')
    expect(store.getSnapshot()).toMatchObject({ phase: 'ready', rows: 6010, notice: null })
    expect(query(numbers).map((row) => row.row_number)).toEqual(Array.from({ length: 6010 }, (_, row) => row))
    expect(query('SELECT count(DISTINCT prompt)::INTEGER AS n FROM examples')).toEqual([{ n: 6010 }])
    expect(sink.rows()).toBe(6010)
  })

  test('another opening replaces the first, whose late rows do not come', async () => {
    const { store, query, sink } = await setUp()
    void store.openFiles([file('a', 4000)])
    await store.openFiles([file('b', 20)])
    expect(store.getSnapshot()).toMatchObject({ rows: 20, source: { label: 'b' }, phase: 'ready' })
    expect(query(numbers)).toHaveLength(20)
    expect(sink.rows()).toBe(20)
  })

  test('files are added after what is loading, under names of their own', async () => {
    const { store } = await setUp()
    void store.openFiles([file('a', 1500)])
    await store.addFiles([file('a', 5)])
    expect(store.getSnapshot().shards.map(({ name, rows }) => [name, rows])).toEqual([
      ['a', 1500],
      ['a (2)', 5],
    ])
  })

  test('a full database keeps its rows and ends the loading', async () => {
    const { store, failInserts } = await setUp()
    await store.openFiles([file('a', 10)])
    failInserts(new Error('Out of Memory Error: failed to allocate data of size 32 KiB'))
    await store.addFiles([file('b', 10), file('c', 10)])
    const { shards, rows, phase } = store.getSnapshot()
    expect({ rows, phase }).toEqual({ rows: 10, phase: 'ready' })
    expect(shards.map((shard) => [shard.status, shard.error?.code ?? null])).toEqual([
      ['ready', null],
      ['failed', 'memory'],
      ['cancelled', 'memory'],
    ])
  })

  test('after a breakdown everything is read again, and the state says so', async () => {
    const { store, query, sink, breakDown } = await setUp()
    await store.openFiles([file('a', 900)])
    const { version, datasetHash } = store.getSnapshot()
    const notices: unknown[] = []
    store.subscribe(() => notices.push(store.getSnapshot().notice?.code))
    breakDown(new QueryError('memory', '', 'No memory was left.'))
    await expect.poll(() => store.getSnapshot().notice?.code).toBe('reloaded')
    expect(notices).toContain('reloading')
    expect(store.getSnapshot()).toMatchObject({ phase: 'ready', rows: 900, datasetHash })
    expect(store.getSnapshot().version).toBeGreaterThan(version)
    expect(query(numbers)).toHaveLength(900)
    expect(sink.rows()).toBe(900)
  })

  test('closing forgets everything', async () => {
    const { store, query } = await setUp()
    await store.openFiles([file('a', 9)])
    await store.closeDataset()
    expect(store.getSnapshot()).toMatchObject({ phase: 'empty', rows: 0, shards: [], source: null, datasetHash: null })
    expect(query(numbers)).toEqual([])
  })
})
