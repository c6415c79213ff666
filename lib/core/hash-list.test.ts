import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { nameHashSet } from './content-hash'
import { formatHashList, HashListError, readHashList } from './hash-list'

const A = 'a'.repeat(32)
const B = '0123456789abcdef'.repeat(2)

let hash = createHash('sha256')
const hasher = {
  init: () => {
    hash = createHash('sha256')
  },
  update: (bytes: Uint8Array) => hash.update(bytes),
  digest: () => hash.digest('hex'),
}

test.each([
  ['a hash a line', `${A}\n${B}\n`, [A, B]],
  ['other line ends, spaces, a byte order mark, empty lines', `\ufeff${A}\r\n\r\n  ${B}  `, [A, B]],
  ['JSON lines with more than the hash', `{"hash":"${B}","margin":1}\n{"hash":"${A}"}`, [B, A]],
  ['both kinds', `${A}\n{"hash":"${B}"}`, [A, B]],
  ['repeats once, at their first place', `${B}\n${A}\n${B}`, [B, A]],
])('reads %s', (_, text, hashes) => {
  expect(readHashList(text)).toEqual(hashes)
})

test.each([
  ['', 0, 'holds no content hash'],
  [' \n ', 0, 'holds no content hash'],
  [`${A}\nabc`, 2, 'Line 2 is "abc": a content hash is 32 characters'],
  [A.toUpperCase(), 1, 'Line 1 is'],
  [`\n{"hash":`, 2, 'Line 2 is no JSON'],
  ['{"id":1}', 1, 'has no "hash"'],
  [`{"hash":"${A}0"}`, 1, 'has no "hash"'],
  ['x'.repeat(500), 1, '…'],
])('refuses %j', (text, line, message) => {
  const read = () => readHashList(text)
  expect(read).toThrow(HashListError)
  expect(read).toThrow(message)
  expect(read).toThrow(expect.objectContaining({ line }))
})

test('what is written is read back', () => {
  expect(readHashList(formatHashList([B, A]))).toEqual([B, A])
})

test('a set has one name, another set another', () => {
  const name = nameHashSet([A, B], hasher)
  expect(name).toMatch(/^[0-9a-f]{16}$/)
  expect(nameHashSet([B, A, B], hasher)).toBe(name)
  expect(nameHashSet([A], hasher)).not.toBe(name)
})
