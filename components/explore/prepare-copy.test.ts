import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { describe, expect, test } from 'vitest'
import { DEFAULT_VIEW, type View } from '@/lib/core/view'
import type { DatasetState, ShardState } from '@/lib/dataset'
import { prepareCopy } from './prepare-copy'

const PAGE = 'http://127.0.0.1:3000/explore'
const ALL_TEXT = ['prompt', 'chosen', 'rejected'] as const

function shard(change: Partial<ShardState>): ShardState {
  return {
    name: 'a.parquet',
    url: null,
    synthetic: false,
    columns: ALL_TEXT,
    bytes: 9,
    status: 'ready',
    rows: 2,
    rowsTotal: 2,
    bytesDone: 9,
    error: null,
    skipped: { count: 0, first: [] },
    ...change,
  }
}

function open(shards: readonly ShardState[], change: Partial<DatasetState> = {}): DatasetState {
  return {
    source: { kind: 'files', label: 'a.parquet' },
    isSynthetic: false,
    phase: 'ready',
    answers: { by: 'tab', choice: null, reason: null, canServer: false, searchesTexts: false, bytes: 0 },
    engine: 'ready',
    shards,
    prepared: null,
    rows: 2,
    progress: { bytesDone: 9, bytesTotal: 9, rowsDone: 2, rowsTotal: 2, startedAtMs: 0 },
    datasetHash: null,
    version: 1,
    error: null,
    notice: null,
    ...change,
  }
}

const server = { kind: 'server', id: 'hub/x', label: 'X', synthetic: false } as const
const missing = (column: 'profile' | 'persona' | 'direction'): View => ({
  ...DEFAULT_VIEW,
  filter: { kind: 'missing', column },
})

describe('the code of a view', () => {
  test('a column that any shard has is asked for, one that none has is not', () => {
    const state = open([shard({}), shard({ name: 'b', columns: [...ALL_TEXT, 'profile'] })])
    expect(prepareCopy('sql', missing('profile'), state, PAGE)).toMatchObject({
      ok: true,
      text: expect.stringMatching(/\['a.parquet', 'b'\], union_by_name = true[\s\S]*WHERE .*"profile"/),
      hint: expect.stringContaining('relative'),
      warning: null,
    })
    for (const column of ['persona', 'direction'] as const)
      expect(prepareCopy('sql', missing(column), state, PAGE)).toMatchObject({
        text: expect.stringMatching(/WHERE TRUE\n/),
      })
  })

  test('runs over files of which only one has a column', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'alignx-copy-'))
    const instance = await DuckDBInstance.create(':memory:')
    const connection = await instance.connect()
    try {
      const [plain, told] = ['plain', 'told'].map((name) => join(folder, `${name}.parquet`))
      const texts = "'c' AS chosen, 'r' AS rejected"
      await connection.run(`COPY (SELECT 'p0' AS prompt, ${texts}) TO '${plain}'`)
      const profiles = "(VALUES ('p1', 'a nurse'), ('p2', ''), ('p3', NULL)) t(prompt, profile)"
      await connection.run(`COPY (SELECT prompt, ${texts}, profile FROM ${profiles}) TO '${told}'`)
      const state = open([
        shard({ name: plain ?? '' }),
        shard({ name: told ?? '', columns: [...ALL_TEXT, 'profile'], synthetic: true }),
      ])
      const promptsOf = async (view: View) => {
        const copy = prepareCopy('sql', view, { ...state, isSynthetic: true }, PAGE)
        const read = await connection.runAndReadAll(copy.ok ? copy.text : copy.reason)
        return read.getRowObjectsJson().map((row) => row.prompt)
      }
      expect(await promptsOf(DEFAULT_VIEW)).toEqual(['p0', 'p1', 'p2', 'p3'])
      expect(await promptsOf(missing('profile'))).toEqual(['p0', 'p2', 'p3'])
      expect(await promptsOf(missing('direction'))).toEqual(['p0', 'p1', 'p2', 'p3'])
    } finally {
      connection.closeSync()
      instance.closeSync()
      rmSync(folder, { recursive: true })
    }
  })

  test('reads served shards by their address and begins with the mark of generated data', () => {
    const state = open([shard({ url: `${PAGE}/a` })], { source: server, isSynthetic: true })
    const sql = prepareCopy('sql', DEFAULT_VIEW, state, PAGE)
    expect(sql).toMatchObject({
      text: expect.stringMatching(/^-- Synthetic data\nSELECT[\s\S]*'http:\/\/127.0.0.1:3000\/explore\/a'/),
      hint: expect.not.stringContaining('relative'),
    })
    expect(prepareCopy('python', DEFAULT_VIEW, state, PAGE)).toMatchObject({
      text: expect.stringMatching(/^# Synthetic data\nimport duckdb/),
    })
  })

  test.each([
    ['still loading', shard({ status: 'loading' })],
    ['still loading', shard({ status: 'waiting', columns: null })],
    ['not loaded whole', shard({ status: 'failed' })],
    ['not loaded whole', shard({ status: 'cancelled' })],
    ['not Parquet', shard({ columns: null })],
    ['benchmark file', shard({ columns: [] })],
  ])('is refused where it would give other rows: %s', (reason, second) => {
    expect(prepareCopy('sql', DEFAULT_VIEW, open([shard({}), second]), PAGE)).toEqual({
      ok: false,
      reason: expect.stringContaining(reason),
    })
  })

  test('warns of rows that were left out', () => {
    const state = open([shard({ skipped: { count: 3, first: [] } })])
    expect(prepareCopy('python', DEFAULT_VIEW, state, PAGE)).toMatchObject({
      ok: true,
      warning: expect.stringContaining('3 faulty rows'),
    })
  })
})

describe('the link of a view', () => {
  test('is an address alone that names the open source', () => {
    const state = open([shard({ url: `${PAGE}/a` })], { source: server })
    expect(prepareCopy('url', DEFAULT_VIEW, state, PAGE)).toEqual({
      ok: true,
      text: `${PAGE}?source=hub/x`,
      hint: null,
      warning: null,
    })
  })

  test('says beside it that own files must be opened there too', () => {
    expect(prepareCopy('url', DEFAULT_VIEW, open([shard({})]), PAGE)).toMatchObject({
      text: `${PAGE}?source=files`,
      hint: '1 of the open files is of this computer: open it where the link is opened.',
    })
  })
})
