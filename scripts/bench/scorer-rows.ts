import { DIMENSION_COUNT } from '@/lib/core/dimensions'
import type { Direction, Sign } from '@/lib/core/direction'
import type { Example } from '@/lib/core/example'
import { createRandom, type Random } from '@/lib/core/random'

const SYLLABLES = [
  'ba',
  'con',
  'der',
  'el',
  'for',
  'gen',
  'in',
  'ka',
  'lo',
  'men',
  'no',
  'per',
  'ra',
  'sti',
  'ter',
  'un',
]

/**
 * Rows of made-up words for the benchmark, in the shape of the Reddit part: responses of 60 to 140 words, 4 comments
 * and 4 pairs, a direction with 12 active dimensions. Word frequencies follow Zipf's law.
 */
export function makeRows(count: number, seed: number): Example[] {
  const random = createRandom(seed)
  const words = Array.from({ length: 4000 }, (_, rank) => makeWord(random, 1 + Math.floor(Math.log10(rank + 1))))
  const text = (length: number) =>
    Array.from({ length }, () => {
      const word = words[Math.floor(words.length ** random()) - 1] ?? 'the'
      return random() < 0.1 ? `${word}${random() < 0.8 ? '.' : '!'}` : word
    }).join(' ')
  const response = () => text(60 + Math.floor(80 * random()))
  return Array.from({ length: count }, () => ({
    prompt: text(40),
    chosen: response(),
    rejected: response(),
    direction: makeDirection(random),
    demographics: null,
    ugc: Array.from({ length: 4 }, () => ({ prompt: text(40), comment: response(), direction: makeDirection(random) })),
    pairs: Array.from({ length: 4 }, () => ({
      prompt: text(40),
      chosen: response(),
      rejected: response(),
      direction: makeDirection(random),
    })),
    profile: null,
    groundTruthPersona: null,
    extra: {},
  }))
}

function makeWord(random: Random, syllables: number): string {
  return Array.from({ length: syllables }, () => SYLLABLES[Math.floor(random() * SYLLABLES.length)]).join('')
}

function makeDirection(random: Random): Direction {
  return Array.from({ length: DIMENSION_COUNT }, (): Sign => {
    const draw = random()
    return draw < 0.07 ? 1 : draw < 0.13 ? -1 : 0
  })
}
