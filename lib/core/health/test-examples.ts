import type { Sign } from '@/lib/core/direction'
import type { Example } from '@/lib/core/example'

/** A direction with some signs, neutral elsewhere. */
export function directionOf(signs: Readonly<Record<number, Sign>>): readonly Sign[] {
  return Array.from({ length: 90 }, (_, index) => signs[index] ?? 0)
}

/** An example without oddities but for what is given. */
export function exampleOf(given: Partial<Example>): Example {
  return {
    prompt: 'What should I cook on a rainy evening?',
    chosen: 'A soup with leeks and beans.',
    rejected: 'Some toast with jam',
    direction: directionOf({ 4: 1 }),
    demographics: 'Little is known about this person.',
    ugc: [{ prompt: 'Where to walk?', comment: 'Along the river.', direction: directionOf({ 4: 1 }) }],
    pairs: [],
    profile: null,
    groundTruthPersona: null,
    extra: {},
    ...given,
  }
}
