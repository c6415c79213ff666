import { describe, expect, test } from 'vitest'
import { BytePairTokenizer, pairNumber } from './byte-pair'
import { BytePairHeap } from './byte-pair-heap'
import { trainBytePairs } from './byte-pair-trainer'
import { splitPieces } from './pieces'

const TEXTS = ['low lower lowest', 'new newer newest', "I'm wider, you're wide!", 'Größe 👍 naïve', 'low low low']

function decode(tokenizer: BytePairTokenizer, ids: Int32Array): string {
  return new TextDecoder().decode(
    Uint8Array.from([...ids].flatMap((id) => [...(tokenizer.vocabulary.tokens[id] ?? [])])),
  )
}

function countPairs(words: readonly (readonly number[])[]): Map<number, number> {
  const counts = new Map<number, number>()
  for (const word of words)
    for (let place = 0; place + 1 < word.length; place++) {
      const pair = pairNumber(word[place] ?? 0, word[place + 1] ?? 0)
      counts.set(pair, (counts.get(pair) ?? 0) + 1)
    }
  return counts
}

function join(word: readonly number[], left: number, right: number, joined: number): number[] {
  const place = word.findIndex((id, index) => id === left && word[index + 1] === right)
  if (place < 0) return [...word]
  return [...word.slice(0, place), joined, ...join(word.slice(place + 2), left, right, joined)]
}

describe('BytePairTokenizer', () => {
  const tokenizer = new BytePairTokenizer(trainBytePairs(TEXTS, 300))

  test.each([...TEXTS, '', 'unseen wörds\n\n  42 <|eot_id|>', '日本語 🧑‍🚀'])('gives %j back', (text) => {
    const ids = tokenizer.encode(text)
    expect(decode(tokenizer, ids)).toBe(text)
    expect(tokenizer.count(text)).toBe(ids.length)
    expect(ids).not.toContain(tokenizer.endOfResponse)
  })

  test('has one id for a frequent word', () => {
    expect(tokenizer.encode('low')).toHaveLength(1)
    expect(tokenizer.encode(' low')).toHaveLength(1)
  })
})

describe('trainBytePairs', () => {
  test('joins the most frequent pair first, ties by the smaller ids', () => {
    const [first, second] = trainBytePairs(['abab', 'abab', 'cd cd'], 259).merges
    expect(first).toEqual({ left: 97, right: 98, joined: 256 })
    expect(second).toEqual({ left: 99, right: 100, joined: 257 })
  })

  test('does not depend on the order of the texts', () => {
    expect(trainBytePairs(TEXTS.toReversed(), 300)).toEqual(trainBytePairs(TEXTS, 300))
  })

  test('equals a plain recount of all pairs at every step', () => {
    const { merges } = trainBytePairs(TEXTS, 300)
    let words = TEXTS.flatMap(splitPieces).map((piece) => Array.from(new TextEncoder().encode(piece)))
    for (const { left, right, joined } of merges) {
      const counts = countPairs(words)
      const best = Math.max(...counts.values())
      const ties = [...counts].filter(([, count]) => count === best).map(([pair]) => pair)
      expect(Math.min(...ties)).toBe(pairNumber(left, right))
      words = words.map((word) => join(word, left, right, joined))
    }
  })

  test('stops when no pair occurs twice, and refuses a vocabulary without room for the bytes', () => {
    expect(trainBytePairs(['ab'], 2048).tokens).toHaveLength(257)
    expect(trainBytePairs([], 2048).tokens).toHaveLength(257)
    expect(() => trainBytePairs(['ab'], 256)).toThrow(RangeError)
  })
})

test('BytePairHeap skips counts that are no longer true', () => {
  const heap = new BytePairHeap()
  const counts = new Map([
    [1, 5],
    [2, 9],
    [3, 5],
  ])
  for (const [pair, count] of counts) heap.push(pair, count)
  counts.set(2, 4)
  heap.push(2, 4)
  const countOf = (pair: number) => counts.get(pair) ?? 0
  expect([heap.pop(countOf), heap.pop(countOf), heap.pop(countOf), heap.pop(countOf)]).toEqual([1, 3, 2, null])
})
