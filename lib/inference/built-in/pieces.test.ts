import { expect, test } from 'vitest'
import { createRandom } from '@/lib/core/random'
import { splitPieces } from './pieces'

/** The pattern that the scanner stands for. Source: the tokenizer of Llama 3. */
const PIECE =
  /'[sS]|'[tT]|'[rR][eE]|'[vV][eE]|'[mM]|'[lL][lL]|'[dD]|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+/gu

const CHARACTERS = [...'aäßZ日ǅ𝒜𐐀019²Ⅷ𝟙 \t\n\r\v\u00a0\u2028\ufeff!.-\'"#@👍🧑\u200d\u0301_$sStTmMdDrRvVeElL']
const HALVES = ['\ud835', '\udc9c', '\ud83d', '\udc4d']

test.each(['', "I'll we've it'S 'tis O'REILLY''d", 'a\n\n  b  c \r\n\t d   ', '12345 ½ x²', '--- \n\n!?\r\n\n.'])(
  'cuts %j as the pattern does',
  (text) => {
    expect(splitPieces(text)).toEqual(text.match(PIECE) ?? [])
  },
)

test('cuts random texts as the pattern does, half characters included', () => {
  const random = createRandom(11)
  const pick = (from: readonly string[]) => from[Math.floor(from.length * random())] ?? ''
  for (let round = 0; round < 3000; round++) {
    const text = Array.from({ length: 1 + Math.floor(30 * random()) }, () =>
      pick(random() < 0.03 ? HALVES : random() < 0.3 ? [' ', '\n', "'"] : CHARACTERS),
    ).join('')
    expect(splitPieces(text)).toEqual(text.match(PIECE))
  }
})

test('knows the kind of every character', () => {
  const wrong: number[] = []
  for (let code = 0; code < 0x110000; code += code < 0x3000 ? 1 : 7) {
    const text = `a${String.fromCodePoint(code)}b1${String.fromCodePoint(code)}`
    if (splitPieces(text).join('|') !== text.match(PIECE)?.join('|')) wrong.push(code)
  }
  expect(wrong).toEqual([])
})
