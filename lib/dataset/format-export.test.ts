import { describe, expect, test } from 'vitest'
import { readExample } from '@/lib/core/read-example'
import { type ExportForm, formatExport } from './format-export'

const rows = [0, 1].map((shard) => ({
  rowNumber: shard,
  shard,
  shardRow: 7,
  hash: `h${shard}`,
  example: readExample({ prompt: 'a, b', chosen: 'c', rejected: 'r', score: 2 }, { file: 'a', row: shard }),
}))
const form = (format: ExportForm['format'], ...shards: number[]): ExportForm => ({
  format,
  syntheticShards: new Set(shards),
})
const EMPTY = 'prompt,chosen,rejected,direction,demographics,profile,ugc,pairs'

describe('formatExport', () => {
  test('only generated rows of JSONL say so, and their other columns stay', () => {
    const lines = formatExport(rows, form('jsonl', 1), true).trimEnd().split('\n')
    const [plain, generated] = lines.map((line): unknown => JSON.parse(line))
    expect(plain).not.toHaveProperty('synthetic')
    expect(plain).toMatchObject({ prompt: 'a, b', score: 2 })
    expect(generated).toMatchObject({ prompt: 'a, b', score: 2, synthetic: true })
    expect(readExample(generated, { file: 'b', row: 0 }).extra.synthetic).toBe(true)
  })

  test('CSV has the column where there are generated rows, and its head once', () => {
    expect(formatExport(rows, form('csv', 1), true)).toBe(
      `shard,row,hash,${EMPTY},synthetic\r\n0,7,h0,"a, b",c,r,,,,0,0,false\r\n1,7,h1,"a, b",c,r,,,,0,0,true\r\n`,
    )
    expect(formatExport(rows, form('csv'), false)).toBe(`0,7,h0,"a, b",c,r,,,,0,0\r\n1,7,h1,"a, b",c,r,,,,0,0\r\n`)
  })
})
