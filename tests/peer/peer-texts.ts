import type { Example } from '@/lib/core/example'
import { renderPrompt } from '@/lib/core/prompts'
import { createRandom } from '@/lib/core/random'

const SENTENCES = [
  'The garden was quiet in the morning, and the kettle had just begun to sing.',
  "I'd rather walk along the river than drive; it's slower, but you'll see the herons.",
  'Bread needs flour, water, salt and time — mostly time.',
  'She said “read it twice”, so we read it twice and argued about the ending.',
  'Café, naïve, über, señor: the accents stayed where they were put.',
  '今日は雨です。傘を持って行きましょう。',
  'Thanks so much!! That made my day 😀 🦊 👍🏽',
  'On 12 March 2019 the bridge carried 48,200 people in 24 hours.',
  '1. Warm the pot.\n2. Add the leaves.\n3. Wait four minutes.\n\nThat is all.',
  "Don't worry about the rules: they're there to help, and we'll explain them as we go.",
  'A small house by the sea would suit me well, though the winters are long.',
  'Numbers help: 3.14, 1/2, 50 %, and a price of $9.99.',
]

/** Made-up sentences in several scripts, with emoji, and a prompt in the published frame: what the vocabulary is learnt from. */
export function makeVocabularyTexts(): readonly string[] {
  const { text } = renderPrompt('ica', 'What to bake?', { ugc: [], pairs: [], demographics: null, profile: '' })
  return [...SENTENCES, ...SENTENCES.map((sentence) => sentence.toLowerCase()), text.replaceAll(/<\|\w+\|>/g, ' ')]
}

/** Made-up rows: two own pairs and a comment each, responses of very different lengths. The same seed gives the same rows. */
export function makePeerExamples(count: number, seed: number): Example[] {
  const random = createRandom(seed)
  const some = (least: number, most: number) =>
    Array.from(
      { length: least + Math.floor(random() * (most - least + 1)) },
      () => SENTENCES[Math.floor(random() * SENTENCES.length)],
    ).join(' ')
  return Array.from({ length: count }, () => ({
    prompt: some(1, 2),
    chosen: some(1, 4),
    rejected: some(1, 4),
    direction: null,
    demographics: 'I live in a small town and teach at its school.',
    ugc: [{ prompt: some(1, 1), comment: some(1, 2), direction: null }],
    pairs: Array.from({ length: 2 }, () => ({
      prompt: some(1, 1),
      chosen: some(1, 2),
      rejected: some(1, 2),
      direction: null,
    })),
    profile: null,
    groundTruthPersona: null,
    extra: {},
  }))
}
