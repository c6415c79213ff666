import { readFileSync } from 'node:fs'
import { inflateSync } from 'node:zlib'
import { describe, expect, it, test } from 'vitest'
import wabt from 'wabt'
import { createRandom } from '@/lib/core/random'
import { CODE_LENGTHS } from './row-codes'
import { KERNEL_DATA, RowKernel } from './row-kernel'
import { KERNEL_BASE64 } from './row-kernel-bytes'

test('the compiled kernel is its source', async () => {
  const source = readFileSync(new URL('./row-kernel.wat', import.meta.url), 'utf8')
  const features = { simd: true, bulk_memory: true }
  const compiled = (await wabt()).parseWat('kernel.wat', source, features).toBinary({}).buffer
  expect(KERNEL_BASE64).toBe(Buffer.from(compiled).toString('base64'))
})

const text = (count: number, alphabet: string, seed: number) => {
  const random = createRandom(seed)
  const letters = Array.from(alphabet)
  return Buffer.from(Array.from({ length: count }, () => letters[Math.floor(random() * letters.length)]).join(''))
}

function deflate(kernel: RowKernel, input: Uint8Array): Buffer {
  kernel.reserve(KERNEL_DATA + input.length)
  kernel.bytes.set(input, KERNEL_DATA)
  return Buffer.from(kernel.deflate(KERNEL_DATA, input.length))
}

describe('the compression of rows', () => {
  const kernel = new RowKernel()

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
    const packed = deflate(kernel, input)
    expect(inflateSync(packed).equals(input)).toBe(true)
    expect(deflate(new RowKernel(), input).equals(packed)).toBe(true)
  })

  it('gives the same stream whatever came before, for thousands of texts', () => {
    for (let seed = 0; seed < 3000; seed++) {
      const input = text(seed % 700, 'etaoin shrdlu"\\,.', seed)
      const packed = deflate(kernel, input)
      expect(inflateSync(packed).equals(input)).toBe(true)
      if (seed % 100 === 0) expect(deflate(new RowKernel(), input).equals(packed)).toBe(true)
    }
  })

  it('makes text smaller', () => {
    const english = Buffer.from(
      'Honestly, I would talk to her first. You do not owe anyone an explanation, but a short message is kinder than silence, and it leaves the door open for later. If she is still upset after that, at least you tried, and nobody can say that you walked away without a word. What would you want if it were the other way round?',
    )
    expect(deflate(kernel, english).length).toBeLessThan(english.length * 0.9)
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

function quote(kernel: RowKernel, input: Uint8Array): string {
  const target = KERNEL_DATA + input.length + 16
  kernel.reserve(target + 6 * input.length + 2)
  kernel.bytes.set(input, KERNEL_DATA)
  // What lies behind a text is not part of it.
  kernel.bytes.fill(0x22, KERNEL_DATA + input.length, target)
  return Buffer.from(kernel.bytes.subarray(target, kernel.quote(KERNEL_DATA, input.length, target))).toString()
}

describe('texts as JSON', () => {
  const kernel = new RowKernel()

  it('are those of JSON.stringify, for each character and thousands of texts', () => {
    const ascii = Array.from({ length: 128 }, (_, code) => String.fromCharCode(code))
    for (const character of [...ascii, 'é', '\u2028', '的', '😀'])
      expect(quote(kernel, Buffer.from(character))).toBe(JSON.stringify(character))
    for (let seed = 0; seed < 3000; seed++) {
      const input = text(seed % 100, 'etaoin shrdlu"\\\n\t\u0001\u001fé的😀', seed)
      expect(quote(kernel, input)).toBe(JSON.stringify(input.toString()))
    }
    expect(quote(kernel, Buffer.alloc(200_000, 1))).toBe(JSON.stringify('\u0001'.repeat(200_000)))
  })
})
