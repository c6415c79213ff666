import type { Example } from './example'
import type { Random } from './random'
import { randomDirection } from './random-rows'

const WORDS = [
  'tea',
  'Tea',
  'TEA',
  'Grüße',
  'grün',
  'cat_dog',
  '100%',
  "it's",
  '(a)',
  '☕',
  '𝄞',
  'x,y',
  '~',
  '"q"',
  '\n',
  '文',
]

/** Texts to search random examples for; each occurs in some and, but for the last, not in all. */
export const RANDOM_QUERIES = ['tEA', 'GRÜ', '_', '%', "'", '(A)', '☕ ', '𝄞', ',', '文', 'nowhere', ' '] as const

/** Examples for tests: empty and missing parts, long histories, undocumented columns, and copies of earlier examples. */
export function randomExamples(count: number, random: Random): Example[] {
  const examples: Example[] = []
  const text = (most: number) =>
    Array.from({ length: Math.floor(random() * most) }, () => WORDS[Math.floor(random() * WORDS.length)]).join(' ')
  const maybe = <Value>(value: () => Value): Value | null => (random() < 0.3 ? null : value())
  const list = <Item>(item: () => Item): Item[] =>
    random() < 0.3 ? [] : Array.from({ length: Math.floor(random() * 6) }, item)
  while (examples.length < count) {
    const copied = examples[Math.floor(random() * examples.length * 8)]
    examples.push(
      copied ?? {
        prompt: text(6),
        chosen: text(5),
        rejected: text(5),
        direction: maybe(() => randomDirection(random)),
        demographics: maybe(() => text(3)),
        ugc: list(() => ({ prompt: text(3), comment: text(3), direction: maybe(() => randomDirection(random)) })),
        pairs: list(() => ({
          prompt: text(3),
          chosen: text(3),
          rejected: text(3),
          direction: maybe(() => randomDirection(random)),
        })),
        profile: random() < 0.8 ? null : text(3),
        groundTruthPersona: random() < 0.8 ? null : text(3),
        extra: random() < 0.8 ? {} : { score: Math.floor(random() * 9), tags: ['a', null] },
      },
    )
  }
  return examples
}
