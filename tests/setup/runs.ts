import { hashExample } from '@/lib/core/content-hash'
import type { Example } from '@/lib/core/example'
import { createRandom } from '@/lib/core/random'
import type { RunConfig, RunExample } from '@/lib/core/run'
import { createContentHasher } from '@/lib/store/content-hasher'

const WORDS = 'the a tea garden music quiet long walk city paint read stone river light warm night'.split(' ')

/** Made-up rows: one post for each two rows, two own pairs. The same seed gives the same rows. */
export function makeExamples(count: number, seed = 1): readonly RunExample[] {
  const random = createRandom(seed)
  const hasher = createContentHasher()
  const text = (words: number) =>
    Array.from({ length: words }, () => WORDS[Math.floor(random() * WORDS.length)]).join(' ')
  return Array.from({ length: count }, (_, idx) => {
    const example: Example = {
      prompt: `Post ${Math.floor(idx / 2)}`,
      chosen: text(3 + Math.floor(random() * 20)),
      rejected: text(3 + Math.floor(random() * 20)),
      direction: null,
      demographics: null,
      ugc: [],
      pairs: Array.from({ length: 2 }, () => ({
        prompt: text(5),
        chosen: text(8),
        rejected: text(6),
        direction: null,
      })),
      profile: null,
      groundTruthPersona: null,
      extra: {},
    }
    return { idx, hash: hashExample(example, hasher), example }
  })
}

/** The configuration of a run over such rows, scored by the built-in scorer. */
export function makeConfig(change: Partial<RunConfig> = {}): RunConfig {
  return {
    name: 'Made-up rows',
    condition: 'pair',
    policyBackend: 'built-in',
    referenceBackend: 'built-in',
    control: false,
    seed: 7,
    source: { label: 'made up', view: '', filter: '', synthetic: true, available: 100, datasetHash: '0'.repeat(64) },
    ...change,
  }
}
