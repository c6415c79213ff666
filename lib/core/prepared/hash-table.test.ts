import { describe, expect, it } from 'vitest'
import { encodeHeader } from './file-header'
import { checkHashFile, findHash, findHashesIn, HASH_CHUNK_BYTES, type HashTable } from './hash-table'
import { PreparedFormatError } from './prepared-format-error'
import { buildHashes, sortEntries } from './test-files'

function tableOf(data: Uint8Array, rows: number): HashTable & { readonly reads: number[] } {
  const reads: number[] = []
  return {
    rows,
    file: 'hashes.bin',
    reads,
    readChunk: async (chunk) => {
      reads.push(chunk)
      return data.subarray(chunk * HASH_CHUNK_BYTES, (chunk + 1) * HASH_CHUNK_BYTES)
    },
  }
}

function rowsWith(hashes: readonly string[], hash: string): number[] {
  return hashes.flatMap((other, row) => (other === hash ? [row] : []))
}

describe('the table of hashes', () => {
  const { hashes, data } = buildHashes(50_000)

  it('finds the rows of a hash with one or two chunks', async () => {
    let reads = 0
    for (let row = 0; row < hashes.length; row += 97) {
      const hash = hashes[row] ?? ''
      const table = tableOf(data, hashes.length)
      expect(await findHash(hash, table)).toEqual(row % 5 > 2 ? [row - (row % 5) + 3, row - (row % 5) + 4] : [row])
      reads += table.reads.length
    }
    expect(reads / Math.ceil(hashes.length / 97)).toBeLessThan(1.5)
  })

  it('finds nothing for a hash that is not there', async () => {
    for (const hash of ['0'.repeat(32), 'f'.repeat(32), `${(hashes[7] ?? '').slice(0, 31)}x`.replace('x', '0')])
      if (!hashes.includes(hash)) expect(await findHash(hash, tableOf(data, hashes.length))).toEqual([])
    expect(await findHash('a'.repeat(32), tableOf(new Uint8Array(0), 0))).toEqual([])
    await expect(findHash('XY', tableOf(data, hashes.length))).rejects.toThrow(RangeError)
  })

  it('finds a run of equal hashes that spans chunks', async () => {
    const same = [
      ...new Array<string>(3000).fill('1'.repeat(32)),
      ...new Array<string>(6000).fill('8'.repeat(32)),
      'f'.repeat(32),
    ]
    const table = tableOf(sortEntries(same), same.length)
    expect(await findHash('8'.repeat(32), table)).toEqual(rowsWith(same, '8'.repeat(32)))
    expect(await findHash('f'.repeat(32), table)).toEqual([9000])
  })

  it('finds skewed hashes all the same', async () => {
    const skewed = Array.from({ length: 20_000 }, (_, row) => `ffff${row.toString(16).padStart(28, '0')}`)
    const table = tableOf(sortEntries(skewed), skewed.length)
    for (const row of [0, 1, 4095, 4096, 10_000, 19_999])
      expect(await findHash(skewed[row] ?? '', table)).toEqual([row])
  })

  it('finds many hashes in the whole table', () => {
    const wanted = [hashes[11] ?? '', '0'.repeat(32), hashes[3] ?? '']
    expect(findHashesIn(data, wanted)).toEqual([11, 3, 4])
    expect(() => findHashesIn(data, ['no'])).toThrow(RangeError)
  })
})

describe('a bad table of hashes', () => {
  const { hashes, data } = buildHashes(5000)
  const swapped = data.slice()
  swapped.copyWithin(20, 40, 60)
  swapped.set(data.subarray(20, 40), 40)
  const beyond = sortEntries([hashes[0] ?? ''])
  beyond[16] = 9

  it.each<[string, Uint8Array, number]>([
    ['out of order', swapped, 5000],
    ['cut short', data.subarray(0, 4000 * 20), 5000],
    ['a row past the end', beyond, 1],
    ['the same row twice', Buffer.concat([beyond, beyond]), 2],
  ])('is named: %s', async (_, bad, rows) => {
    await expect(findHash(rows > 2 ? `00${'0'.repeat(30)}` : (hashes[0] ?? ''), tableOf(bad, rows))).rejects.toThrow(
      PreparedFormatError,
    )
  })

  it('is named by its header and length', () => {
    const head = encodeHeader('hashes', { rows: 5000, fields: [] })
    expect(() => checkHashFile(head, 64 + 100_000, 5000, 'hashes.bin')).not.toThrow()
    expect(() => checkHashFile(head, 64 + 99_999, 5000, 'hashes.bin')).toThrow(PreparedFormatError)
    expect(() => checkHashFile(head, 64 + 100_000, 4999, 'hashes.bin')).toThrow(PreparedFormatError)
  })
})
