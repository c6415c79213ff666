import type { Example } from '@/lib/core/example'
import { createRandom, type Random } from '@/lib/core/random'

const WORDS = [
  'we',
  'think',
  'the',
  'considerable',
  'answer',
  'is',
  'cat',
  'you',
  'understandable',
  'and',
  'very',
  'it',
]

function sentence(random: Random, isLively: boolean): string {
  const length = 5 + Math.floor(6 * random())
  const words = Array.from({ length }, () => WORDS[Math.floor(WORDS.length * random())])
  return `${words.join(' ')}${isLively ? '!' : '.'}`
}

/**
 * Made-up rows for tests: even rows prefer exclamation marks, odd rows full stops, and every third row has no history.
 * `postCount` different posts.
 */
export function makeUpRows(count: number, postCount: number, seed: number): Example[] {
  const random = createRandom(seed)
  return Array.from({ length: count }, (_, row): Example => {
    const isLively = row % 2 === 0
    const pair = () => ({
      prompt: `Post ${Math.floor(100 * random())}`,
      chosen: sentence(random, isLively),
      rejected: sentence(random, !isLively),
      direction: null,
    })
    const comment = () => ({ prompt: 'Say', comment: sentence(random, isLively), direction: null })
    const hasHistory = row % 3 !== 2
    return {
      prompt: `What do you think of post ${row % postCount}?`,
      chosen: sentence(random, isLively),
      rejected: sentence(random, !isLively),
      direction: null,
      demographics: null,
      ugc: hasHistory ? Array.from({ length: 6 }, comment) : [],
      pairs: hasHistory ? Array.from({ length: 6 }, pair) : [],
      profile: isLively ? 'High Extraversion, High Openness' : 'Low Extraversion',
      groundTruthPersona: null,
      extra: {},
    }
  })
}
