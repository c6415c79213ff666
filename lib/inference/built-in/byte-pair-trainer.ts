import { type BytePairVocabulary, pairNumber } from './byte-pair'
import { BytePairHeap } from './byte-pair-heap'
import { splitPieces } from './pieces'

interface Word {
  ids: number[]
  readonly count: number
}

/** Pairs of neighbouring ids in all words: how often each occurs, and in which words. */
class PairIndex {
  readonly counts = new Map<number, number>()
  readonly #words = new Map<number, Set<number>>()

  add(pair: number, count: number, word: number): void {
    this.counts.set(pair, (this.counts.get(pair) ?? 0) + count)
    const words = this.#words.get(pair)
    if (words === undefined) this.#words.set(pair, new Set([word]))
    else words.add(word)
  }

  subtract(pair: number, count: number): void {
    this.counts.set(pair, (this.counts.get(pair) ?? 0) - count)
  }

  /** The words that may hold a pair. */
  wordsOf(pair: number): readonly number[] {
    return [...(this.#words.get(pair) ?? [])]
  }

  forget(pair: number): void {
    this.counts.delete(pair)
    this.#words.delete(pair)
  }
}

/**
 * Learns a byte-level byte-pair vocabulary of at most `size` ids (256 bytes, joins, the end of the response).
 * Fewer come out when no pair occurs twice any more. The most frequent pair is joined first, ties by the smaller ids,
 * so the same texts give the same vocabulary in any order. Throws `RangeError` for a size below 257.
 * Source: Sennrich et al. 2016, over the pieces of Llama 3's pre-tokenizer.
 */
export function trainBytePairs(texts: readonly string[], size: number): BytePairVocabulary {
  if (size < 257) throw new RangeError(`A byte-pair vocabulary needs 257 ids or more, not ${size}`)
  const words = countWords(texts)
  const index = new PairIndex()
  words.forEach((word, place) => {
    for (const pair of pairsOf(word.ids)) index.add(pair, word.count, place)
  })
  const heap = new BytePairHeap()
  for (const [pair, count] of index.counts) if (count > 1) heap.push(pair, count)

  const tokens = Array.from({ length: 256 }, (_, byte) => Uint8Array.of(byte))
  const idOfToken = new Map(tokens.map((token, id) => [token.join(), id]))
  const merges: { left: number; right: number; joined: number }[] = []
  while (tokens.length < size - 1) {
    const pair = heap.pop((candidate) => index.counts.get(candidate) ?? 0)
    if (pair === null) break
    const left = Math.floor(pair / 0x100000)
    const right = pair % 0x100000
    const token = Uint8Array.of(...(tokens[left] ?? []), ...(tokens[right] ?? []))
    const joined = idOfToken.get(token.join()) ?? tokens.push(token) - 1
    idOfToken.set(token.join(), joined)
    merges.push({ left, right, joined })
    joinEverywhere(words, index, heap, { left, right, joined })
  }
  return { tokens: [...tokens, new Uint8Array()], merges }
}

function countWords(texts: readonly string[]): Word[] {
  const counts = new Map<string, number>()
  for (const text of texts) for (const piece of splitPieces(text)) counts.set(piece, (counts.get(piece) ?? 0) + 1)
  const encoder = new TextEncoder()
  return Array.from(counts, ([piece, count]) => ({ ids: Array.from(encoder.encode(piece)), count }))
}

function pairsOf(ids: readonly number[]): number[] {
  const pairs: number[] = []
  for (let place = 0; place + 1 < ids.length; place++) pairs.push(pairNumber(ids[place] ?? 0, ids[place + 1] ?? 0))
  return pairs
}

function joinEverywhere(
  words: readonly Word[],
  index: PairIndex,
  heap: BytePairHeap,
  merge: { left: number; right: number; joined: number },
): void {
  const merged = pairNumber(merge.left, merge.right)
  const touched = new Set<number>()
  for (const place of index.wordsOf(merged)) {
    const word = words[place]
    if (word === undefined) continue
    for (const pair of pairsOf(word.ids)) {
      index.subtract(pair, word.count)
      touched.add(pair)
    }
    word.ids = joinIn(word.ids, merge)
    for (const pair of pairsOf(word.ids)) {
      index.add(pair, word.count, place)
      touched.add(pair)
    }
  }
  index.forget(merged)
  for (const pair of touched) {
    const count = index.counts.get(pair) ?? 0
    if (count > 1) heap.push(pair, count)
  }
}

function joinIn(ids: readonly number[], merge: { left: number; right: number; joined: number }): number[] {
  const joined: number[] = []
  for (let place = 0; place < ids.length; place++) {
    if (ids[place] === merge.left && ids[place + 1] === merge.right) {
      joined.push(merge.joined)
      place++
    } else joined.push(ids[place] ?? 0)
  }
  return joined
}
