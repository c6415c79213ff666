import { expect, test } from 'vitest'
import { createRandom } from '@/lib/core/random'
import { SIMILAR_FROM, SimilarTextFinder } from './similar-texts'

function clustersOf(texts: readonly (readonly string[])[]) {
  const finder = new SimilarTextFinder()
  for (const words of texts) finder.add(words)
  return finder.read()
}

/** The Jaccard index by its definition. */
function similarity(left: readonly string[], right: readonly string[]): number {
  const sequences = (words: readonly string[]) =>
    new Set(Array.from({ length: Math.max(words.length - 2, 1) }, (_, at) => words.slice(at, at + 3).join(' ')))
  const [a, b] = [sequences(left), sequences(right)]
  const shared = [...a].filter((sequence) => b.has(sequence)).length
  return shared / (a.size + b.size - shared)
}

test('finds the pairs that a comparison of all pairs finds', () => {
  const random = createRandom(5)
  const word = () => `w${Math.floor(random() * 400)}`
  const texts: string[][] = []
  while (texts.length < 300) {
    const copied = random() < 0.5 ? texts[Math.floor(random() * texts.length)] : undefined
    texts.push(
      copied
        ? copied.map((old) => (random() < 0.02 ? word() : old))
        : Array.from({ length: 1 + Math.floor(random() * 80) }, word),
    )
  }
  const isPaired = texts.map((text, at) =>
    texts.some((other, place) => place !== at && similarity(text, other) >= SIMILAR_FROM),
  )
  const { clusters } = clustersOf(texts)
  const expected = [...texts.keys()].filter((at) => isPaired[at])
  expect(expected.length).toBeGreaterThan(50)
  expect(clusters?.flat().sort((a, b) => a - b)).toEqual(expected)
})

test('the largest cluster comes first, and lone texts are in none', () => {
  const base = Array.from({ length: 40 }, (_, at) => `a${at}`)
  const other = Array.from({ length: 40 }, (_, at) => `b${at}`)
  const texts = [other, base, [...other, 'x'], ['tea'], [...base, 'x'], [...base, 'y']]
  expect(clustersOf(texts)).toEqual({
    clusters: [
      [1, 4, 5],
      [0, 2],
    ],
    reason: null,
  })
  expect(clustersOf([])).toEqual({ clusters: [], reason: null })
})

test('gives up with the reason rather than with part of the answer', () => {
  const finder = new SimilarTextFinder()
  for (let text = 0; text <= 100_000; text++) finder.add([`${text}`])
  expect(finder.isOpen).toBe(false)
  expect(finder.read()).toEqual({ clusters: null, reason: 'there are over 100,000 texts' })
})
