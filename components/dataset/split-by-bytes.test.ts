import { expect, test } from 'vitest'
import type { RunExample } from '@/lib/core/run'
import { MAX_CHUNK_BYTES, MAX_CHUNK_ROWS } from '@/lib/core/run-limits'
import { examplesChunkSchema } from '@/lib/core/run-requests'
import { splitByBytes } from './split-by-bytes'

function row(idx: number, prompt: string): RunExample {
  return {
    idx,
    hash: idx.toString(16).padStart(32, '0'),
    example: {
      prompt,
      chosen: 'yes',
      rejected: 'no',
      direction: null,
      demographics: null,
      ugc: [],
      pairs: [],
      profile: null,
      groundTruthPersona: null,
      extra: {},
    },
  }
}

function bodySize(rows: readonly RunExample[]): number {
  return new TextEncoder().encode(JSON.stringify({ examples: rows })).byteLength
}

const MEBIBYTE = 1024 * 1024

test('few small rows are one chunk with their bytes', () => {
  const rows = [row(0, 'a'), row(1, 'ü')]
  const chunks = splitByBytes(rows)
  expect(chunks.map((chunk) => chunk.rows)).toEqual([rows])
  const bytes = rows.reduce((sum, each) => sum + new TextEncoder().encode(JSON.stringify(each)).byteLength, 0)
  expect(chunks[0]?.bytes).toBe(bytes)
})

test('no rows are no chunk', () => {
  expect(splitByBytes([])).toEqual([])
})

test('large rows are spread over bodies that the API takes, in their order', () => {
  const rows = Array.from({ length: 10 }, (_, at) => row(at, 'x'.repeat(MEBIBYTE)))
  const chunks = splitByBytes(rows)
  expect(chunks.map((chunk) => chunk.rows.length)).toEqual([3, 3, 3, 1])
  expect(chunks.flatMap((chunk) => chunk.rows)).toEqual(rows)
  for (const chunk of chunks) expect(bodySize(chunk.rows)).toBeLessThan(MAX_CHUNK_BYTES)
})

test('letters of several bytes and escapes count as what they take on the way', () => {
  for (const letter of ['猫', '😀', '\u0001', '"']) {
    const rows = Array.from({ length: 8 }, (_, at) => row(at, letter.repeat(MEBIBYTE / 4)))
    for (const chunk of splitByBytes(rows)) expect(bodySize(chunk.rows)).toBeLessThan(MAX_CHUNK_BYTES)
  }
})

test('a row above the limit is alone, its neighbours are not held up', () => {
  const rows = [row(0, 'a'), row(1, 'x'.repeat(5 * MEBIBYTE)), row(2, 'b'), row(3, 'c')]
  expect(splitByBytes(rows).map((chunk) => chunk.rows.map(({ idx }) => idx))).toEqual([[0], [1], [2, 3]])
})

test('a chunk has no more rows than the API takes', () => {
  const rows = Array.from({ length: 2 * MAX_CHUNK_ROWS + 1 }, (_, at) => row(at, 'a'))
  const chunks = splitByBytes(rows)
  expect(chunks.map((chunk) => chunk.rows.length)).toEqual([MAX_CHUNK_ROWS, MAX_CHUNK_ROWS, 1])
  expect(examplesChunkSchema.safeParse({ examples: chunks[0]?.rows }).error).toBeUndefined()
})
