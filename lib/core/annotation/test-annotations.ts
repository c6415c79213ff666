import { DIMENSIONS } from '@/lib/core/dimensions'
import type { Sign } from '@/lib/core/direction'
import { questionsSchema } from './question'

/** Every kind of question, for tests. */
export const TEST_QUESTIONS = questionsSchema.parse([
  { kind: 'direction', key: 'dims', title: 'Which preferences?', dimensions: ['age-group', 'gender', 'neuroticism'] },
  { kind: 'verify', key: 'given', title: 'Is this right?' },
  { kind: 'preference', key: 'prefer', title: 'Which response?' },
  { kind: 'universal', key: 'anyone', title: 'Better for anyone?' },
  { kind: 'consistency', key: 'fits', title: 'Does the profile fit?' },
  { kind: 'flags', key: 'flags', title: 'Flags' },
  { kind: 'note', key: 'note', title: 'Note' },
  {
    kind: 'choice',
    key: 'effort',
    title: 'Effort',
    ordered: true,
    options: [
      { value: 'low', label: 'Low' },
      { value: 'middle', label: 'Middle' },
      { value: 'high', label: 'High' },
    ],
  },
  { kind: 'text', key: 'why', title: 'Why?', required: false, maxLength: 20 },
])

/** A direction that is neutral but for these dimensions. */
export function makeDirection(signs: Readonly<Record<string, Sign>>): Sign[] {
  return DIMENSIONS.map(({ key }) => signs[key] ?? 0)
}
