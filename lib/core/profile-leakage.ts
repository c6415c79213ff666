import type { Direction } from './direction'
import type { Example } from './example'
import { type HistoryParts, historyDirections } from './profile'
import { inferDirection, PUBLISHED_PERCENT, TEST_SET_PERCENT } from './profile-rule'
import { parseProfile } from './profile-text'

/** One way in which a given profile may have been made, by the published rule. */
export interface ProfileRecipe {
  readonly parts: HistoryParts
  readonly percent: number
  /** Whether the direction of the target pair counts as one more item. */
  readonly withTarget: boolean
}

/** A recipe with the number of dimensions, 0 to 90, in which its profile differs from the given one. */
export interface ProfileFit extends ProfileRecipe {
  readonly differing: number
}

/** Which recipes give the profile exactly: only those with the target pair (a leak), only those without, some of both, none. */
export type LeakageVerdict = 'only-with-target' | 'only-without-target' | 'either' | 'neither'

/** What recomputing a given profile says about its origin. */
export interface LeakageReport {
  readonly verdict: LeakageVerdict
  /** Every recipe that could be tried, the best fit first. */
  readonly fits: readonly ProfileFit[]
  /** Dimensions where the given profile holds the target pair's pole and no item of the history votes at all. */
  readonly targetOnly: readonly number[]
  /** Pieces of the given text that are no published label. */
  readonly leftover: readonly string[]
}

/** Why a profile cannot be checked: the row has none, or its target pair has no direction. */
export type LeakageRefusal = 'no-profile' | 'no-direction'

const PARTS = ['both', 'ugc', 'pairs'] as const satisfies readonly HistoryParts[]

/**
 * Recomputes the given profile by the published rule from each part of the history, with and without the target pair's
 * direction, at the published threshold and at that of AlignX-test, and compares all 90 dimensions.
 * A profile that fits only with the target leaks the label into PBA. Ignores which items a screen has left out.
 * Source: AlignX train/profile_utils.py get_profile; the recipes of AlignX-test are a third party's finding, not verified.
 */
export function checkLeakage(
  example: Pick<Example, 'direction' | 'ugc' | 'pairs' | 'profile'>,
): LeakageReport | LeakageRefusal {
  const { direction: target, profile } = example
  if (profile === null || profile === '') return 'no-profile'
  if (target === null) return 'no-direction'
  const given = parseProfile(profile)
  const history = historyDirections(example, 'both') ?? []
  const fits = listRecipes(example).flatMap((recipe): ProfileFit[] => {
    const items = historyDirections(example, recipe.parts) ?? []
    const made = inferDirection(recipe.withTarget ? [...items, target] : items, {
      kind: 'published',
      percent: recipe.percent,
    })
    return made === null ? [] : [{ ...recipe, differing: countDifferences(made, given.direction) }]
  })
  return {
    verdict: judge(fits),
    fits: fits.toSorted((a, b) => a.differing - b.differing),
    targetOnly: given.direction.flatMap((sign, index) =>
      sign !== 0 && sign === target[index] && history.every((item) => item[index] === 0) ? [index] : [],
    ),
    leftover: given.leftover,
  }
}

/** True for the refusal side of `checkLeakage`. */
export function isLeakageRefusal(outcome: LeakageReport | LeakageRefusal): outcome is LeakageRefusal {
  return typeof outcome === 'string'
}

/** A part without a direction makes no recipe of its own; without any, the target pair alone is one. */
function listRecipes(example: Pick<Example, 'ugc' | 'pairs'>): readonly ProfileRecipe[] {
  const parts = PARTS.filter((part) => part === 'both' || historyDirections(example, part) !== null)
  return parts.flatMap((part) =>
    [PUBLISHED_PERCENT, TEST_SET_PERCENT].flatMap((percent) =>
      [false, true].map((withTarget) => ({ parts: part, percent, withTarget })),
    ),
  )
}

function judge(fits: readonly ProfileFit[]): LeakageVerdict {
  const exact = fits.filter(({ differing }) => differing === 0)
  const isWith = exact.some(({ withTarget }) => withTarget)
  const isWithout = exact.some(({ withTarget }) => !withTarget)
  if (isWith && isWithout) return 'either'
  return isWith ? 'only-with-target' : isWithout ? 'only-without-target' : 'neither'
}

function countDifferences(left: Direction, right: Direction): number {
  return left.filter((sign, index) => sign !== right[index]).length
}
