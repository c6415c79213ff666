import { inflateSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { createRandom } from '@/lib/core/random'
import { CODE_LENGTHS } from './row-codes'
import { RowDeflater } from './row-deflate'

const text = (count: number, alphabet: string, seed: number) => {
  const random = createRandom(seed)
  const letters = Array.from(alphabet)
  return Buffer.from(Array.from({ length: count }, () => letters[Math.floor(random() * letters.length)]).join(''))
}

describe('the deflater of rows', () => {
  const deflater = new RowDeflater()

  it.each<[string, Buffer]>([
    ['nothing', Buffer.alloc(0)],
    ['one byte', Buffer.from('a')],
    ['three bytes', Buffer.from('aaa')],
    ['a long run', Buffer.alloc(100_000, 'x')],
    ['a run of 258 and one more', Buffer.from(`${'ab'.repeat(129)}ab!`)],
    [
      'English',
      Buffer.from('I have been thinking about the garden, and "the garden" has been thinking of me.\\n'.repeat(40)),
    ],
    ['text without repeats', text(5000, 'abcdefghijklmnopqrstuvwxyz ,.', 1)],
    ['two letters', text(70_000, 'ab', 2)],
    ['Chinese', text(3000, '的一是不了人我在有他这为之大来以个中上们', 3)],
    ['emoji', text(2000, '😀😁😂🤣😃😄😅😆😉😊', 4)],
    ['bytes that JSON never holds', Buffer.from(Array.from({ length: 3000 }, (_, place) => (place * 7) % 256))],
    [
      'a repeat 32,768 bytes ago',
      Buffer.concat([Buffer.from('needle in hay'), text(32_755, 'abcdefgh', 5), Buffer.from('needle in hay')]),
    ],
    [
      'a repeat 32,769 bytes ago',
      Buffer.concat([Buffer.from('needle in hay'), text(32_756, 'abcdefgh', 5), Buffer.from('needle in hay')]),
    ],
  ])('gives a zlib stream of %s', (_, input) => {
    const packed = Buffer.from(deflater.deflate(input))
    expect(inflateSync(packed).equals(input)).toBe(true)
    expect(Buffer.from(new RowDeflater().deflate(input)).equals(packed)).toBe(true)
  })

  it('gives the same stream whatever came before, for thousands of texts', () => {
    for (let seed = 0; seed < 3000; seed++) {
      const input = text(seed % 700, 'etaoin shrdlu"\\,.', seed)
      const packed = Buffer.from(deflater.deflate(input))
      expect(inflateSync(packed).equals(input)).toBe(true)
      if (seed % 100 === 0) expect(Buffer.from(new RowDeflater().deflate(input)).equals(packed)).toBe(true)
    }
  })

  it('makes text smaller', () => {
    const english = Buffer.from(
      'Honestly, I would talk to her first. You do not owe anyone an explanation, but a short message is kinder than silence, and it leaves the door open for later. If she is still upset after that, at least you tried, and nobody can say that you walked away without a word. What would you want if it were the other way round?',
    )
    expect(deflater.deflate(english).length).toBeLessThan(english.length * 0.9)
  })

  it('has a complete code', () => {
    for (const digits of Object.values(CODE_LENGTHS)) {
      const lengths = Array.from(digits, (digit) => Number.parseInt(digit, 16))
      expect(lengths.reduce((sum, length) => sum + (length === 0 ? 0 : 2 ** -length), 0)).toBe(1)
    }
    expect(CODE_LENGTHS.literals.length).toBe(286)
    expect(CODE_LENGTHS.distances.length).toBe(30)
  })
})
