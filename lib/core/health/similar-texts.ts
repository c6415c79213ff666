import { createRandom } from '@/lib/core/random'
import { NumberList } from './number-list'

/** Two texts are similar from this Jaccard index of their 3-word sequences on. */
export const SIMILAR_FROM = 0.8

const BANDS = 16
const BAND_SIZE = 4
const FUNCTIONS = BANDS * BAND_SIZE
const WORDS_TOGETHER = 3
/** Bounds on memory (about 200 MB) and time; beyond them there is no answer rather than a partial one. */
const MOST_TEXTS = 100_000
const MOST_SEQUENCES = 25_000_000
const MOST_COMPARISONS = 5_000_000

const format = (count: number) => count.toLocaleString('en-US')
const random = createRandom(20250319)
const drawWord = () => Math.floor(random() * 0x1_0000_0000)
const FACTORS = Int32Array.from({ length: FUNCTIONS }, () => drawWord() | 1)
const TERMS = Int32Array.from({ length: FUNCTIONS }, drawWord)

/** The clusters of similar texts as lists of text numbers, or why there is no answer. */
export type SimilarTexts =
  | { readonly clusters: readonly (readonly number[])[]; readonly reason: null }
  | { readonly clusters: null; readonly reason: string }

/**
 * Finds texts that share most of their sequences of three words. Deterministic; every reported pair was checked by its
 * exact Jaccard index over 32-bit fingerprints of the sequences. A pair at the threshold is found with 99.98 %.
 * Source: Broder 1997 (MinHash); Leskovec, Rajaraman and Ullman, Mining of Massive Datasets, 3.4 (bands).
 */
export class SimilarTextFinder {
  #sets: Uint32Array[] = []
  #bands = new NumberList()
  #sequences = 0
  #reason: string | null = null

  /** False once a bound was passed: further texts are not kept. */
  get isOpen(): boolean {
    return this.#reason === null
  }

  /** Adds the text with the next number, from 0. */
  add(words: readonly string[]): void {
    if (this.#reason !== null) return
    const set = sequencesOf(words)
    this.#sequences += set.length
    if (this.#sets.length === MOST_TEXTS) this.#giveUp(`there are over ${format(MOST_TEXTS)} texts`)
    else if (this.#sequences > MOST_SEQUENCES)
      this.#giveUp(`the texts have over ${format(MOST_SEQUENCES)} sequences of words`)
    if (this.#reason !== null) return
    this.#sets.push(set)
    addBands(set, this.#bands)
  }

  #giveUp(reason: string): void {
    this.#reason = reason
    this.#sets = []
    this.#bands = new NumberList()
  }

  /** Clusters of two texts or more, joined by similar pairs, the largest first, ties by their first text. */
  read(): SimilarTexts {
    if (this.#reason !== null) return { clusters: null, reason: this.#reason }
    const parents = Uint32Array.from(this.#sets.keys())
    let comparisons = 0
    for (let band = 0; band < BANDS; band++) {
      const buckets = new Map<number, number[]>()
      const bands = this.#bands.read()
      for (const [text, set] of this.#sets.entries()) {
        const key = bands[text * BANDS + band] ?? 0
        const bucket = buckets.get(key)
        if (!bucket) {
          buckets.set(key, [text])
          continue
        }
        for (const other of bucket) {
          const otherSet = this.#sets[other]
          if (!otherSet || rootOf(parents, text) === rootOf(parents, other)) continue
          comparisons += 1
          if (comparisons > MOST_COMPARISONS)
            return {
              clusters: null,
              reason: `over ${format(MOST_COMPARISONS)} pairs would have to be compared`,
            }
          if (jaccard(set, otherSet) >= SIMILAR_FROM) parents[rootOf(parents, text)] = rootOf(parents, other)
        }
        bucket.push(text)
      }
    }
    return { clusters: readClusters(parents), reason: null }
  }
}

/** The Jaccard index of two ascending sets, in [0, 1]; 0 for two empty ones. */
function jaccard(left: Uint32Array, right: Uint32Array): number {
  if (Math.min(left.length, right.length) < SIMILAR_FROM * Math.max(left.length, right.length)) return 0
  let shared = 0
  for (let i = 0, j = 0; i < left.length && j < right.length; ) {
    const [a = 0, b = 0] = [left[i], right[j]]
    if (a === b) shared += 1
    if (a <= b) i += 1
    if (b <= a) j += 1
  }
  const union = left.length + right.length - shared
  return union === 0 ? 0 : shared / union
}

/** Fingerprints of the 3-word sequences, each once, ascending; all words as one where there are fewer than three. */
function sequencesOf(words: readonly string[]): Uint32Array {
  const hashes = words.map(hashWord)
  const size = Math.min(WORDS_TOGETHER, hashes.length)
  const sequences = new Set<number>()
  for (let start = 0; size > 0 && start + size <= hashes.length; start++) {
    let hash = size
    for (let at = start; at < start + size; at++) hash = Math.imul(mix(hash), 31) + (hashes[at] ?? 0)
    sequences.add(mix(hash) >>> 0)
  }
  return Uint32Array.from(sequences).sort()
}

function hashWord(word: string): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < word.length; at++) hash = Math.imul(hash ^ word.charCodeAt(at), 0x01000193)
  return hash
}

function mix(value: number): number {
  let mixed = Math.imul(value ^ (value >>> 16), 2246822507)
  mixed = Math.imul(mixed ^ (mixed >>> 13), 3266489909)
  return mixed ^ (mixed >>> 16)
}

function addBands(set: Uint32Array, bands: NumberList): void {
  const least = new Uint32Array(FUNCTIONS).fill(0xffffffff)
  for (const sequence of set)
    for (let at = 0; at < FUNCTIONS; at++) {
      const value = mix(Math.imul(sequence, FACTORS[at] ?? 1) + (TERMS[at] ?? 0)) >>> 0
      if (value < (least[at] ?? 0)) least[at] = value
    }
  for (let band = 0; band < BANDS; band++) {
    let key = band
    for (let at = band * BAND_SIZE; at < (band + 1) * BAND_SIZE; at++) key = mix(Math.imul(key, 31) + (least[at] ?? 0))
    bands.add(key >>> 0)
  }
}

function rootOf(parents: Uint32Array, text: number): number {
  let root = text
  while (parents[root] !== root) {
    parents[root] = parents[parents[root] ?? root] ?? root
    root = parents[root] ?? root
  }
  return root
}

function readClusters(parents: Uint32Array): readonly (readonly number[])[] {
  const clusters = new Map<number, number[]>()
  for (const text of parents.keys()) {
    const root = rootOf(parents, text)
    const cluster = clusters.get(root)
    if (cluster) cluster.push(text)
    else clusters.set(root, [text])
  }
  return [...clusters.values()]
    .filter((cluster) => cluster.length > 1)
    .sort((left, right) => right.length - left.length || (left[0] ?? 0) - (right[0] ?? 0))
}
