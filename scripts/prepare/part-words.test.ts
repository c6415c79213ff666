import { describe, expect, it } from 'vitest'
import { VarintReader } from '@/lib/core/prepared/varint'
import { createRandom } from '@/lib/core/random'
import { wordsOf } from '@/lib/core/words'
import { textColumn } from '@/lib/dataset/example-columns'
import { PartWords } from './part-words'

/** The words of a run with their rows. */
function readRun(run: Uint8Array): [word: string, rows: number[]][] {
  const reader = new VarintReader(run, 'run')
  const words: [string, number[]][] = []
  while (!reader.isAtEnd) {
    const word = Buffer.from(reader.readBytes(reader.read())).toString()
    const count = reader.read()
    const end = reader.read() + reader.position
    let row = 0
    const rows = Array.from({ length: count }, () => (row += reader.read()))
    expect(reader.position).toBe(end)
    words.push([word, rows])
  }
  return words
}

/** The same by the rule itself. */
function wordsByRule(texts: readonly string[], firstRow: number): [string, number[]][] {
  const rows = new Map<string, number[]>()
  for (const [place, text] of texts.entries())
    for (const word of new Set(wordsOf(text))) rows.set(word, [...(rows.get(word) ?? []), firstRow + place])
  return [...rows].sort(([first], [second]) => Buffer.compare(Buffer.from(first), Buffer.from(second)))
}

describe('the words of a part', () => {
  it('are those of each post, in order of their bytes', () => {
    const random = createRandom(9)
    const letters = Array.from('aabbccABC019 ,.-_éÉıİςΣ的😀e\u0301')
    const ascii = letters.filter((letter) => letter < '\u007f')
    const texts = Array.from({ length: 3000 }, (_, row) => {
      const alphabet = row % 2 === 0 ? ascii : letters
      const length = Math.floor(random() * (row % 100 === 0 ? 900 : 40))
      return Array.from({ length }, () => alphabet[Math.floor(random() * alphabet.length)]).join('')
    })
    const words = new PartWords()
    words.add(textColumn(texts.slice(0, 1000)), 5)
    words.add(textColumn(texts.slice(1000)), 1005)
    expect(readRun(words.takeRun())).toEqual(wordsByRule(texts, 5))
    expect(words.isEmpty).toBe(true)
    words.add(textColumn(['again', '']), 0)
    expect(readRun(words.takeRun())).toEqual([['again', [0]]])
  })
})
