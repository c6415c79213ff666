import { createHash } from 'node:crypto'
import { createSHA256 } from 'hash-wasm'
import { describe, expect, test } from 'vitest'
import { createContentHasher } from '@/lib/store/content-hasher'
import { type ContentHasher, hashExample, updateCount, updateText } from './content-hash'
import { parseSigns } from './direction'
import type { Example } from './example'

const BARE: Example = {
  prompt: 'P1',
  chosen: 'yes',
  rejected: 'no',
  direction: null,
  demographics: null,
  ugc: [],
  pairs: [],
  profile: null,
  groundTruthPersona: null,
  extra: {},
}
const direction = parseSigns(`+${'0'.repeat(88)}-`)
const FULL: Example = {
  ...BARE,
  prompt: 'Größe 👍',
  chosen: '',
  rejected: 'no\n',
  demographics: 'D.',
  direction,
  ugc: [
    { prompt: 'q1', comment: 'c1', direction },
    { prompt: 'q2', comment: 'c2', direction: null },
  ],
  pairs: [{ prompt: 'a', chosen: 'b', rejected: 'c', direction: parseSigns('0'.repeat(90)) }],
}

// Made by Python's hashlib and struct from the layout in the docstring of `hashExample`.
const VECTORS = [
  [BARE, 'de4e6e4629ff24db53708cc48d9be5f6'],
  [FULL, '7e6f0654fd13304aeb3ab5638c9036f0'],
] as const

describe('hashExample', () => {
  test.each(VECTORS)('equals the Python vector %#', async (example, expected) => {
    const browser: ContentHasher = await createSHA256()
    expect(hashExample(example, browser)).toBe(expected)
    expect(hashExample(example, createContentHasher())).toBe(expected)
  })

  test('reuses a hasher without carrying anything over', () => {
    const hasher = createContentHasher()
    hashExample(FULL, hasher)
    expect(hashExample(BARE, hasher)).toBe(VECTORS[0][1])
  })

  test('leaves out profile, persona and extra columns', () => {
    const said = { ...BARE, profile: 'Young', groundTruthPersona: 'x', extra: { source: 'reddit' } }
    expect(hashExample(said, createContentHasher())).toBe(VECTORS[0][1])
  })

  test('tells apart what plain concatenation would not', () => {
    const hasher = createContentHasher()
    const one = hashExample({ ...BARE, prompt: 'ab', chosen: 'c' }, hasher)
    expect(hashExample({ ...BARE, prompt: 'a', chosen: 'bc' }, hasher)).not.toBe(one)
    expect(hashExample({ ...BARE, direction: parseSigns('0'.repeat(90)) }, hasher)).not.toBe(VECTORS[0][1])
  })
})

describe('the byte layout', () => {
  test('a text is its byte length, little-endian, then its UTF-8', () => {
    const expected = createHash('sha256')
      .update(Uint8Array.from([3, 0, 0, 0, 0xe2, 0x82, 0xac]))
      .digest('hex')
    const hasher = createContentHasher()
    hasher.init()
    updateText(hasher, '€')
    expect(hasher.digest()).toBe(expected)
  })

  test.each([-1, 0.5, 2 ** 32, Number.NaN])('refuses the count %d', (count) => {
    expect(() => updateCount(createContentHasher(), count)).toThrow(RangeError)
  })
})
