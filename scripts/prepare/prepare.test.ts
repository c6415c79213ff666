import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { createServer, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { DuckDBInstance } from '@duckdb/node-api'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { FACETS } from '@/lib/core/columns'
import { MANIFEST_FILE, PREPARED_FILES, parseManifest, TOTALS_FILE } from '@/lib/core/prepared/manifest'
import { parseTotals, TOTALS_BYTES } from '@/lib/core/prepared/totals'
import { hashDataset } from '@/lib/dataset/dataset-hash'
import { ALIGNX_ARGUMENTS, runAlignx } from '@/tests/setup/run-alignx'
import { plainExamples, writeLines, writeParquet } from './test-shards'

// Each command starts the program and its threads, on a busy machine in tens of seconds.
vi.setConfig({ testTimeout: 900_000, hookTimeout: 300_000 })

const KILLS = 8
const SHARDS = ['a.parquet', 'b.jsonl', 'c.parquet']
const ROWS_OF_SHARD = 300

let folder = ''
let shards = ''
let whole = ''

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'alignx-prepare-'))
  shards = join(folder, 'shards')
  whole = join(folder, 'whole')
  mkdirSync(shards)
  for (const [place, name] of SHARDS.entries()) {
    const examples = plainExamples(ROWS_OF_SHARD, 10 + place)
    if (name.endsWith('.jsonl')) writeLines(shards, name, examples)
    else await writeParquet(writeLines(folder, `${name}.jsonl`, examples), join(shards, name))
  }
  expect(await runAlignx('prepare', '--in', shards, '--out', whole)).toMatchObject({ status: 0 })
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const read = (out: string, path: string) => readFileSync(join(out, path))
const manifestOf = (out: string) => parseManifest(read(out, MANIFEST_FILE).toString())

/** All files by path but the database, whose bytes DuckDB does not promise, and the manifest's entry of it. */
function contents(out: string): Map<string, string> {
  const paths = readdirSync(out, { recursive: true, encoding: 'utf8' }).filter((path) =>
    statSync(join(out, path)).isFile(),
  )
  return new Map(
    paths.flatMap((path): [string, string][] => {
      if (path === PREPARED_FILES.database || /^manifest\.json\.(br|gz)$/.test(path)) return []
      if (path !== MANIFEST_FILE) return [[path, read(out, path).toString('base64')]]
      const { [PREPARED_FILES.database]: _, ...files } = manifestOf(out).files
      return [[path, JSON.stringify({ ...manifestOf(out), files })]]
    }),
  )
}

async function tableOf(out: string): Promise<unknown> {
  const instance = await DuckDBInstance.create(join(out, PREPARED_FILES.database), { access_mode: 'READ_ONLY' })
  const connection = await instance.connect()
  const reader = await connection.runAndReadAll('SELECT * FROM examples ORDER BY row_number')
  const rows = reader.getRowObjectsJson()
  connection.closeSync()
  instance.closeSync()
  return rows
}

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
    const { status, stderr } = await runAlignx('prepare', '--check', whole, '--in', shards)
    expect(stderr).toContain('900 of 900 rows are those of the shards')
    expect(stderr).toContain('all counts are those of the shards')
    expect(status).toBe(0)
  })

  it('does nothing where it is done already', async () => {
    const before = statSync(join(whole, MANIFEST_FILE)).mtimeMs
    expect(await runAlignx('prepare', '--in', shards, '--out', whole)).toMatchObject({
      status: 0,
      stderr: expect.stringContaining('holds these 3 shards already'),
    })
    expect(statSync(join(whole, MANIFEST_FILE)).mtimeMs).toBe(before)
  })

  it('gives the same dataset by shares and a merge', async () => {
    const out = join(folder, 'shares')
    expect(await runAlignx('prepare', '--in', shards, '--out', out, '--shard', '2/2')).toMatchObject({ status: 0 })
    const early = await runAlignx('prepare', '--merge', '--out', out)
    expect(early).toMatchObject({ status: 2, stderr: expect.stringContaining('2 of 3 shards are not prepared') })
    expect(await runAlignx('prepare', '--in', shards, '--out', out, '--shard', '1/2')).toMatchObject({ status: 0 })
    expect(await runAlignx('prepare', '--merge', '--out', out)).toMatchObject({ status: 0 })
    expect(contents(out)).toEqual(contents(whole))
    expect(await tableOf(out)).toEqual(await tableOf(whole))
  })

  it('fetches shards from other servers', async () => {
    const server = serveFolder(shards)
    await once(server.listen(0, '127.0.0.1'), 'listening')
    const address = server.address()
    const port = typeof address === 'object' ? address?.port : 0
    const out = join(folder, 'remote')
    const inputs = SHARDS.flatMap((name) => ['--in', `http://127.0.0.1:${port}/${name}`])
    expect(await runAlignx('prepare', ...inputs, '--out', out)).toMatchObject({ status: 0 })
    server.close()
    const files = (folderOf: string) =>
      Object.entries(manifestOf(folderOf).files).filter(([path]) => path !== PREPARED_FILES.database)
    expect(files(out)).toEqual(files(whole))
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
    const { status, stderr } = await runAlignx('prepare', '--check', copy)
    expect(stderr).toContain(message)
    expect(status).toBe(2)
  })

  it('names shards that have changed since', async () => {
    const changed = join(folder, 'changed')
    cpSync(shards, changed, { recursive: true })
    appendFileSync(join(changed, 'b.jsonl'), '\n')
    const { status, stderr } = await runAlignx('prepare', '--check', whole, '--in', changed)
    expect([status, stderr]).toEqual([2, expect.stringContaining('b.jsonl has')])
  })

  it('ends with one line for wrong use', async () => {
    for (const [args, message] of [
      [['prepare'], 'needs --out'],
      [['prepare', '--out', join(folder, 'x')], 'needs --in'],
      [['prepare', '--out', join(folder, 'x'), '--in', join(folder, 'nowhere')], 'there is no such file or folder'],
      [['prepare', '--out', join(folder, 'x'), '--in', shards, '--shard', '0/3'], '--shard must be K/N'],
    ] as const) {
      const { status, stderr } = await runAlignx(...args)
      expect(status).toBe(2)
      expect(stderr).toContain(message)
      expect(stderr.trim().split('\n').length).toBe(1)
    }
  })
})

describe('a run that is killed at any point', () => {
  it('goes on to the same dataset without doing a finished shard again', async () => {
    const out = join(folder, 'killed')
    const args = ['prepare', '--in', shards, '--out', out, '--jobs', '1']
    const startedMs = performance.now()
    await runAlignx('prepare', '--in', shards, '--out', join(folder, 'timed'), '--jobs', '1')
    const runMs = performance.now() - startedMs
    let kills = 0
    for (let round = 0; kills < KILLS; round++) {
      const child = spawn(process.execPath, [...ALIGNX_ARGUMENTS, ...args], { stdio: 'ignore' })
      await killAfter(child, ((round % 19) + 1) * 0.05 * runMs)
      if (child.signalCode === 'SIGKILL') kills++
      // A run that came to its end makes room for the next ones.
      else rmSync(out, { recursive: true, force: true })
    }
    const before = finishedParts(out)
    expect(await runAlignx(...args, '--no-merge')).toMatchObject({ status: 0 })
    if (!existsSync(join(out, MANIFEST_FILE)))
      for (const [name, identity] of before) expect(finishedParts(out).get(name)).toBe(identity)
    expect(await runAlignx(...args)).toMatchObject({ status: 0 })
    expect(contents(out)).toEqual(contents(whole))
    expect(await tableOf(out)).toEqual(await tableOf(whole))
  })
})

async function killAfter(child: ChildProcess, delayMs: number): Promise<void> {
  const timer = setTimeout(() => child.kill('SIGKILL'), delayMs)
  await once(child, 'exit')
  clearTimeout(timer)
}

/** Finished parts with the number and the time of change of their packs. */
function finishedParts(out: string): Map<string, string> {
  const parts = join(out, 'parts')
  const names = existsSync(parts) ? readdirSync(parts).filter((name) => existsSync(join(parts, name, 'part.json'))) : []
  return new Map(
    names
      .filter((name) => !name.includes('.partial-'))
      .map((name) => {
        const { ino, mtimeMs } = statSync(join(parts, name, 'text.pack'))
        return [name, `${ino} ${mtimeMs}`]
      }),
  )
}

function flipBit(path: string, at: number): void {
  const bytes = readFileSync(path)
  bytes[at] = (bytes[at] ?? 0) ^ 4
  writeFileSync(path, bytes)
}

function setVersion(copy: string, version: number): void {
  writeFileSync(join(copy, MANIFEST_FILE), JSON.stringify({ ...manifestOf(copy), version }))
}

/** A server of a folder's files with byte ranges. */
function serveFolder(root: string): Server {
  return createServer((request, response) => {
    const bytes = readFileSync(join(root, decodeURIComponent(request.url ?? '/').slice(1)))
    const [, from, to] = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? '') ?? []
    if (from === undefined) {
      response.writeHead(200, { 'content-length': bytes.length, 'accept-ranges': 'bytes', etag: `"${bytes.length}"` })
      response.end(bytes)
      return
    }
    const part = bytes.subarray(Number(from), Number(to) + 1)
    response.writeHead(206, {
      'content-length': part.length,
      'content-range': `bytes ${from}-${Number(from) + part.length - 1}/${bytes.length}`,
      etag: `"${bytes.length}"`,
    })
    response.end(part)
  })
}
