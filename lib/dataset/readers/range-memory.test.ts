import { expect, test } from 'vitest'
import { createRangeMemory } from './range-memory'
import { sourceOf } from './test-shards'

function countReads(isLocal: boolean) {
  const file = sourceOf('0123456789', 'a.parquet')
  const reads: string[] = []
  const readRange = (from: number, to: number) => {
    reads.push(`${from}-${to}`)
    return file.readRange(from, to)
  }
  const memory = createRangeMemory({ ...file, isLocal, readRange })
  const read = async (from: number, to: number) => new TextDecoder().decode(await memory.source.readRange(from, to))
  return { reads, memory, read }
}

test('a range behind an address is transferred once between keep and forget', async () => {
  const { reads, memory, read } = countReads(false)
  await read(0, 3)
  memory.keep()
  expect([await read(0, 3), await read(0, 3), await read(2, 5)]).toEqual(['012', '012', '234'])
  expect(reads).toEqual(['0-3', '0-3', '2-5'])
  memory.forget()
  expect(await read(2, 5)).toBe('234')
  expect(reads).toHaveLength(4)
})

test('a file of this computer is read again', async () => {
  const { reads, memory, read } = countReads(true)
  memory.keep()
  expect([await read(0, 3), await read(0, 3)]).toEqual(['012', '012'])
  expect(reads).toHaveLength(2)
})
