import { gzipSync } from 'node:zlib'
import { beforeAll, describe, expect, test } from 'vitest'
import { initParquet, readShard, sourceOf, writeParquet } from './test-shards'

beforeAll(() => initParquet())

const row = (prompt: string) => ({ prompt, chosen: 'c "]},{[', rejected: 'r \\' })
const ROWS = Array.from({ length: 1500 }, (_, index) => row(`post ${index} é👍\n`))
const LINES = ROWS.map((one) => JSON.stringify(one))

describe('JSON shards', () => {
  test.each([
    ['a list', JSON.stringify(ROWS)],
    ['an indented list', `\uFEFF  ${JSON.stringify(ROWS, null, 2)}\n\n`],
    ['lines', LINES.join('\n')],
    ['lines with blank ones and CRLF', `${LINES.join('\r\n\r\n')}\r\n`],
  ])('%s gives the same rows', async (_, text) => {
    const expected = await readShard(sourceOf(LINES.join('\n'), 'a'))
    const plain = await readShard(sourceOf(text, 'a.json'))
    const packed = await readShard(sourceOf(Uint8Array.from(gzipSync(text)), 'a.json.gz'))
    expect(plain.fault).toBeNull()
    expect(plain.hashes).toHaveLength(1500)
    expect(new Set(plain.hashes).size).toBe(1500)
    expect(plain.hashes).toEqual(expected.hashes)
    expect(packed.hashes).toEqual(expected.hashes)
  })

  test('a torn line is named and the rest kept', async () => {
    const text = [...LINES.slice(0, 3), '{"prompt": "tor', '7', ...LINES.slice(3, 5)].join('\n')
    const shard = await readShard(sourceOf(text, 'a.jsonl'))
    expect(shard.hashes).toHaveLength(5)
    expect(shard.errors).toHaveLength(2)
    expect(shard.errors[0]).toMatch(/^a\.jsonl, row 3, \(row\): is no valid JSON/)
    expect(shard.errors[1]).toMatch(/^a\.jsonl, row 4, \(row\): is number 7/)
  })

  test.each([1, 0.5])('a list torn at %d of its length keeps the rows before the tear', async (share) => {
    const text = JSON.stringify(ROWS)
    const shard = await readShard(sourceOf(text.slice(0, text.length * share - 1), 'a.json'))
    expect(shard.fault).toMatchObject({ code: 'json' })
    expect(shard.hashes.length).toBeGreaterThan(700)
    expect(shard.errors).toEqual([])
  })

  test('text after the list is refused, the rows are kept', async () => {
    const shard = await readShard(sourceOf(`${JSON.stringify(ROWS)} x`, 'a.json'))
    expect(shard.fault).toMatchObject({ code: 'json' })
    expect(shard.hashes).toHaveLength(1500)
  })

  test('a torn gzip keeps the rows before the tear', async () => {
    const packed = gzipSync(LINES.join('\n'), { level: 0 })
    const shard = await readShard(sourceOf(Uint8Array.from(packed.subarray(0, packed.length / 2)), 'a.jsonl.gz'))
    expect(shard.fault).toMatchObject({ code: 'json', message: expect.stringContaining('gzip') })
  })

  test('goes on at a row', async () => {
    const all = await readShard(sourceOf(LINES.join('\n'), 'a'))
    expect((await readShard(sourceOf(LINES.join('\n'), 'a'), 1203)).hashes).toEqual(all.hashes.slice(1203))
  })

  test('an empty list is no error', async () => {
    expect(await readShard(sourceOf('[ ]', 'a.json'))).toMatchObject({ fault: null, hashes: [], errors: [] })
  })
})

describe('files of other kinds are refused by name', () => {
  test.each([
    ['empty', ''],
    ['empty', '  \n '],
    ['unknown-format', 'prompt,chosen,rejected\n1,2,3'],
    ['unknown-format', '<html>'],
    ['unknown-format', 'PARE'],
    ['unknown-format', 'PK\u0003\u0004 zip'],
    ['unknown-format', '"text"'],
    ['unknown-format', '\u0000\u0001\u0002'],
  ])('%s: %j', async (code, text) => {
    const shard = await readShard(sourceOf(text, 'a.parquet'))
    expect(shard.fault).toMatchObject({ name: 'LoadError', code, message: expect.stringMatching(/^a\.parquet /) })
  })

  test('gzipped Parquet, and gzip in gzip', async () => {
    const bytes = await writeParquet(`SELECT 'p' AS prompt, 'c' AS chosen, 'r' AS rejected`)
    const parquet = await readShard(sourceOf(Uint8Array.from(gzipSync(bytes)), 'a.parquet.gz'))
    expect(parquet.fault).toMatchObject({ code: 'parquet-gzip' })
    const twice = await readShard(sourceOf(Uint8Array.from(gzipSync(gzipSync('{}'))), 'a.gz'))
    expect(twice.fault).toMatchObject({ code: 'unknown-format', message: expect.stringContaining('packed twice') })
  })
})
