import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { FACETS } from '@/lib/core/columns'
import { MANIFEST_FILE, PREPARED_FILES, TOTALS_FILE } from '@/lib/core/prepared/manifest-files'
import { parseTotals, TOTALS_BYTES } from '@/lib/core/prepared/totals'
import { hashDataset } from '@/lib/dataset/dataset-hash'
import { callAlignx } from '@/tests/setup/run-alignx'
import { checkPrepared } from './check'
import { contentsOf, makeDataset, manifestOf, tableOf } from './test-dataset'

// Commands start threads.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })

let folder = ''
let shards = ''
let whole = ''

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'alignx-prepare-'))
  ;({ shards, whole } = await makeDataset())
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const read = (out: string, path: string) => readFileSync(join(out, path))

describe('alignx prepare', () => {
  it('makes a dataset whose manifest says what is there', async () => {
    const manifest = manifestOf(whole)
    expect(manifest).toMatchObject({ rows: 900, synthetic: false })
    expect(manifest.shards.map(({ name, rows, rowStart }) => [name, rows, rowStart])).toEqual([
      ['a.parquet', 300, 0],
      ['b.jsonl', 300, 300],
      ['c.parquet', 300, 600],
    ])
    expect(existsSync(join(whole, 'parts'))).toBe(false)
    const rows = await tableOf(whole)
    const hashes = Array.isArray(rows) ? rows.map((row: { hash: string }) => row.hash) : []
    expect(manifest.datasetHash).toBe(await hashDataset(hashes))
  })

  it('makes totals for the first paint', () => {
    const text = read(whole, TOTALS_FILE)
    expect(text.length).toBeLessThanOrEqual(TOTALS_BYTES)
    const totals = parseTotals(text.toString())
    expect(totals).toMatchObject({ rows: 900 })
    expect(totals.firstRows.length).toBe(50)
    expect(totals.facets.map(({ key }) => key)).toEqual(FACETS.map(({ key }) => key))
  })

  it('keeps compressed copies of what is read whole', () => {
    for (const path of [PREPARED_FILES.directions, PREPARED_FILES.textIndex, TOTALS_FILE, MANIFEST_FILE]) {
      expect(gunzipSync(read(whole, `${path}.gz`)).equals(read(whole, path))).toBe(true)
      expect(brotliDecompressSync(read(whole, `${path}.br`)).equals(read(whole, path))).toBe(true)
    }
  })

  it('is found whole by its own check, row by row', async () => {
    const { status, stderr } = await callAlignx('prepare', '--check', whole, '--in', shards)
    expect(stderr).toContain('900 of 900 rows are those of the shards')
    expect(stderr).toContain('all counts are those of the shards')
    expect(status).toBe(0)
  })

  it('does nothing where it is done already', async () => {
    const before = statSync(join(whole, MANIFEST_FILE)).mtimeMs
    expect(await callAlignx('prepare', '--in', shards, '--out', whole)).toMatchObject({
      status: 0,
      stderr: expect.stringContaining('holds these 3 shards already'),
    })
    expect(statSync(join(whole, MANIFEST_FILE)).mtimeMs).toBe(before)
  })

  it('gives the same dataset by shares and a merge', async () => {
    const out = join(folder, 'shares')
    expect(await callAlignx('prepare', '--in', shards, '--out', out, '--shard', '2/2')).toMatchObject({ status: 0 })
    const early = await callAlignx('prepare', '--merge', '--out', out)
    expect(early).toMatchObject({ status: 2, stderr: expect.stringContaining('2 of 3 shards are not prepared') })
    expect(await callAlignx('prepare', '--in', shards, '--out', out, '--shard', '1/2')).toMatchObject({ status: 0 })
    expect(await callAlignx('prepare', '--merge', '--out', out)).toMatchObject({ status: 0 })
    expect(contentsOf(out)).toEqual(contentsOf(whole))
    expect(await tableOf(out)).toEqual(await tableOf(whole))
  })

  it.each<[string, (copy: string) => void, string]>([
    [
      'a cut file',
      (copy) => truncateSync(join(copy, PREPARED_FILES.directions), 1000),
      'directions.bin has 1000 bytes',
    ],
    ['a flipped bit', (copy) => flipBit(join(copy, PREPARED_FILES.facets), 100), 'facets.bin has another SHA-256'],
    [
      'a flipped bit in a pack',
      (copy) => flipBit(join(copy, 'text/00001.pack'), 500),
      'text/00001.pack has another SHA-256',
    ],
    ['a missing file', (copy) => rmSync(join(copy, PREPARED_FILES.postings)), 'terms/postings.bin is missing'],
    ['no manifest', (copy) => rmSync(join(copy, MANIFEST_FILE)), 'holds no manifest.json'],
    ['an older version', (copy) => setVersion(copy, 0), 'has format version 0'],
    ['a newer version', (copy) => setVersion(copy, 2), 'update AlignX Lens'],
  ])('names the damage of a dataset: %s', async (name, damage, message) => {
    const copy = join(folder, `bad-${name.replaceAll(' ', '-')}`)
    cpSync(whole, copy, { recursive: true })
    damage(copy)
    const hub = { hubUrl: 'http://127.0.0.1:9', hubToken: null }
    const check = checkPrepared({ folder: copy, inputs: [], sample: 10, hub, tell: () => undefined })
    await expect(check).rejects.toThrow(message)
  })

  it('ends with one line for a damaged dataset', async () => {
    const copy = join(folder, 'bad')
    cpSync(whole, copy, { recursive: true })
    flipBit(join(copy, PREPARED_FILES.history), 100)
    const { status, stderr } = await callAlignx('prepare', '--check', copy)
    expect([status, stderr]).toEqual([2, expect.stringContaining('history.bin has another SHA-256')])
    expect(stderr.trim().split('\n').length).toBe(1)
  })

  it('names shards that have changed since', async () => {
    const changed = join(folder, 'changed')
    cpSync(shards, changed, { recursive: true })
    appendFileSync(join(changed, 'b.jsonl'), '\n')
    const { status, stderr } = await callAlignx('prepare', '--check', whole, '--in', changed)
    expect([status, stderr]).toEqual([2, expect.stringContaining('b.jsonl has')])
  })

  it('ends with one line for wrong use', async () => {
    for (const [args, message] of [
      [['prepare'], 'needs --out'],
      [['prepare', '--out', join(folder, 'x')], 'needs --in'],
      [['prepare', '--out', join(folder, 'x'), '--in', join(folder, 'nowhere')], 'there is no such file or folder'],
      [['prepare', '--out', join(folder, 'x'), '--in', shards, '--shard', '0/3'], '--shard must be K/N'],
    ] as const) {
      const { status, stderr } = await callAlignx(...args)
      expect(status).toBe(2)
      expect(stderr).toContain(message)
      expect(stderr.trim().split('\n').length).toBe(1)
    }
  })
})

function flipBit(path: string, at: number): void {
  const bytes = readFileSync(path)
  bytes[at] = (bytes[at] ?? 0) ^ 4
  writeFileSync(path, bytes)
}

function setVersion(copy: string, version: number): void {
  writeFileSync(join(copy, MANIFEST_FILE), JSON.stringify({ ...manifestOf(copy), version }))
}
