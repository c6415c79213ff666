import { DIMENSIONS } from '@/lib/core/dimensions'
import type { Direction } from '@/lib/core/direction'
import type { LeakageRefusal, LeakageVerdict, ProfileFit } from '@/lib/core/profile-leakage'

/** A pole label of either profile: in both, in the given one alone, or in the inferred one alone. */
export interface LabelChange {
  readonly key: string
  readonly label: string
  readonly in: 'both' | 'given' | 'inferred'
}

/** The labels of two profiles in dimension order; where the poles differ, the given one first. */
export function diffProfiles(given: Direction, inferred: Direction): readonly LabelChange[] {
  return DIMENSIONS.flatMap(({ index, key, positive, negative }): LabelChange[] => {
    const [left, right] = [given[index] ?? 0, inferred[index] ?? 0]
    const label = (sign: number) => (sign > 0 ? positive : negative)
    if (left === right) return left === 0 ? [] : [{ key, label: label(left), in: 'both' }]
    return [
      ...(left === 0 ? [] : [{ key: `${key} given`, label: label(left), in: 'given' as const }]),
      ...(right === 0 ? [] : [{ key: `${key} inferred`, label: label(right), in: 'inferred' as const }]),
    ]
  })
}

/** What a verdict on a given profile means, in a title and a sentence. */
export const VERDICT_WORDS: Readonly<
  Record<LeakageVerdict, { readonly tone: 'info' | 'warn'; readonly title: string; readonly text: string }>
> = {
  'only-with-target': {
    tone: 'warn',
    title: 'The given profile fits only with the target pair in it',
    text: 'The label of this row leaks into PBA: what is scored stands in the profile. Recompute profiles before you compare “P” accuracies.',
  },
  'only-without-target': {
    tone: 'info',
    title: 'The given profile fits the history alone',
    text: 'No sign of the target pair’s own direction.',
  },
  either: {
    tone: 'info',
    title: 'The given profile fits with and without the target pair',
    text: 'Here the target pair changes nothing, so this row cannot tell whether it was counted.',
  },
  neither: {
    tone: 'info',
    title: 'No known recipe gives the given profile',
    text: 'It was made by another rule, or from items that this row does not hold. The closest recipe is named below.',
  },
}

/** Why there is no verdict. */
export const REFUSAL_WORDS: Readonly<Record<LeakageRefusal, string>> = {
  'no-profile': 'This row has no profile text, so there is nothing to check or to compare with.',
  'no-direction': 'The target pair has no direction in this file, so its leak into the profile cannot be checked.',
}

/** A recipe in words: `UGC and pairs with the target pair, mean ≥ 0.51`. */
export function describeFit({ parts, percent, withTarget }: ProfileFit): string {
  const from = { both: 'UGC and pairs', ugc: 'UGC', pairs: 'pairs' }[parts]
  return `${from} ${withTarget ? 'with' : 'without'} the target pair, mean ≥ ${(percent / 100).toFixed(2)}`
}
