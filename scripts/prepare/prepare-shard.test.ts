import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync, inflateSync } from 'node:zlib'
import { DuckDBInstance } from '@duckdb/node-api'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { decodeRow, encodeRowParts } from '@/lib/core/prepared/row-parts'
import { readPart } from './part'
import { prepareShard, ShardError } from './prepare-shard'
import { readNatively } from './read-natively'
import { RECORD_WORDS, WORD } from './row-record'
import { plainExamples, writeLines, writeParquet } from './test-shards'

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

let folder = ''
const examples = plainExamples(2100, 5)
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'alignx-part-'))
  writeLines(folder, 'plain.jsonl', examples)
  await writeParquet(join(folder, 'plain.jsonl'), join(folder, 'plain.parquet'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

async function prepare(name: string): Promise<string> {
  const part = join(folder, 'parts', name)
  mkdirSync(join(folder, 'parts'), { recursive: true })
  const source = { name, bytes: null, tag: '', place: 0, of: 1 }
  let rows = 0
  await prepareShard({ path: join(folder, name), source, folder: part, memoryLimitMb: 500 }, (count) => {
    rows += count
  })
  expect((await readPart(part))?.rows).toBe(rows)
  return part
}

/** The rows that the native reader takes. */
async function countNatively(name: string): Promise<number> {
  const instance = await DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  let rows = 0
  const addRows = (columns: { readonly length: number }) => {
    rows += columns.length
  }
  expect(await readNatively(connection, join(folder, name), { addRows, addFault: () => undefined })).toBe(false)
  connection.closeSync()
  instance.closeSync()
  return rows
}

function readRows(part: string) {
  const bytes = readFileSync(join(part, 'rows.bin'))
  const records = new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4)
  const pack = readFileSync(join(part, 'text.pack'))
  let at = 0
  const take = (length = 0) => {
    at += length
    return inflateSync(pack.subarray(at - length, at)).toString()
  }
  return Array.from({ length: records.length / RECORD_WORDS }, (_, row) => {
    const record = row * RECORD_WORDS
    return { a: take(records[record + WORD.lengthA]), b: take(records[record + WORD.lengthB]) }
  })
}

describe('a prepared shard', () => {
  it('is the same byte for byte, read natively or as the browser reads it', async () => {
    const natively = await prepare('plain.parquet')
    // Under another ending the browser's readers take it: they go by what a file begins with.
    copyFileSync(join(folder, 'plain.parquet'), join(folder, 'plain.json'))
    const asBrowser = await prepare('plain.json')
    const fromLines = await prepare('plain.jsonl')
    for (const file of ['text.pack', 'rows.bin', 'words-0.run']) {
      const bytes = readFileSync(join(natively, file))
      expect(readFileSync(join(asBrowser, file)).equals(bytes)).toBe(true)
      expect(readFileSync(join(fromLines, file)).equals(bytes)).toBe(true)
    }
  })

  it('is read natively where it is just as AlignX publishes it', async () => {
    expect(await countNatively('plain.parquet')).toBe(examples.length)
  })

  it('is the same byte for byte with columns left out, NULL lists, short and repeated texts, and 32-bit numbers', async () => {
    const select = `* EXCLUDE ("Demographic Information", ground_truth_persona) REPLACE (
      CASE WHEN row_number() OVER () % 5 = 0 THEN NULL ELSE "User-Generated Content" END AS "User-Generated Content",
      CASE WHEN row_number() OVER () % 3 = 0 THEN 'short' ELSE repeat('twelve words ', 12) END AS chosen,
      list_transform("Preference Direction", lambda value: value::FLOAT) AS "Preference Direction")`
    await writeParquet(join(folder, 'plain.jsonl'), join(folder, 'forms.parquet'), select)
    expect(await countNatively('forms.parquet')).toBe(examples.length)
    const natively = await prepare('forms.parquet')
    copyFileSync(join(folder, 'forms.parquet'), join(folder, 'forms.json'))
    const asBrowser = await prepare('forms.json')
    for (const file of ['text.pack', 'rows.bin', 'words-0.run'])
      expect(readFileSync(join(asBrowser, file)).equals(readFileSync(join(natively, file)))).toBe(true)
  })

  it('holds every example', async () => {
    const rows = readRows(join(folder, 'parts', 'plain.parquet'))
    expect(rows.length).toBe(examples.length)
    for (const [row, parts] of rows.entries()) {
      const { hash, example } = decodeRow(parts, 'pack')
      expect(example).toEqual(examples[row])
      expect(encodeRowParts(hash, example)).toEqual(parts)
    }
  })

  it('leaves nothing beside it', () => {
    expect(readdirSync(join(folder, 'parts')).filter((name) => name.includes('partial'))).toEqual([])
  })

  it('leaves faulty rows out and names them, in all forms', async () => {
    const lines = readFileSync(join(folder, 'plain.jsonl'), 'utf8').split('\n').slice(0, 20)
    lines[3] = '{"prompt": "torn'
    lines[7] = JSON.stringify({ ...z.record(z.string(), z.unknown()).parse(JSON.parse(lines[7] ?? '')), chosen: 5 })
    writeFileSync(join(folder, 'faulty.jsonl.gz'), gzipSync(`${lines.join('\n')}\n`))
    const part = await readPart(await prepare('faulty.jsonl.gz'))
    expect(part).toMatchObject({ rows: 18, leftOut: 2 })
    expect(part?.faults).toEqual([
      expect.stringContaining('faulty.jsonl.gz, row 3'),
      expect.stringContaining('faulty.jsonl.gz, row 7, chosen'),
    ])
  })

  it('reads a Parquet shard with a NULL post as the browser does', async () => {
    const select = `* REPLACE (CASE WHEN row_number() OVER () = 5 THEN NULL ELSE prompt END AS prompt)`
    await writeParquet(join(folder, 'plain.jsonl'), join(folder, 'null.parquet'), select)
    const part = await readPart(await prepare('null.parquet'))
    expect(part).toMatchObject({ rows: examples.length - 1, leftOut: 1 })
    expect(part?.faults[0]).toContain('null.parquet, row 4, prompt')
  })

  it('keeps columns that AlignX does not document', async () => {
    await writeParquet(join(folder, 'plain.jsonl'), join(folder, 'extra.parquet'), '*, 7 AS score')
    const [first] = readRows(await prepare('extra.parquet'))
    expect(decodeRow(first ?? { a: '', b: '' }, 'pack').example.extra).toEqual({ score: 7 })
  })

  it.each([
    ['empty.parquet', ''],
    ['torn.parquet', 'PAR1 and no more'],
    ['page.json', '<!doctype html>'],
    ['other.jsonl', '{"a": 1}\n{"b": 2}\n'],
  ])('is not made of %s, and nothing is left', async (name, content) => {
    writeFileSync(join(folder, name), content)
    await expect(prepare(name)).rejects.toThrow(ShardError)
    await expect(prepare(name)).rejects.toThrow(name)
    expect(readdirSync(join(folder, 'parts')).some((entry) => entry.startsWith(name))).toBe(false)
  })
})
