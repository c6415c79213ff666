import { expect, test } from 'vitest'
import { directionOf } from '@/lib/core/health/test-examples'
import { describeFit, diffProfiles } from './prepare-profile-texts'

test('labels are told apart by the profile that holds them, in dimension order', () => {
  const given = directionOf({ 0: 1, 4: 1, 89: -1 })
  const inferred = directionOf({ 4: -1, 5: 1, 89: -1 })
  expect(diffProfiles(given, inferred).map(({ label, in: side }) => [label, side])).toEqual([
    ['Young', 'given'],
    ['High Openness', 'given'],
    ['Low Openness', 'inferred'],
    ['High Agreeableness', 'inferred'],
    ['Dislikes fashion', 'both'],
  ])
  expect(diffProfiles(directionOf({}), directionOf({}))).toEqual([])
})

test('a recipe is said in words', () => {
  expect(describeFit({ parts: 'both', percent: 51, withTarget: true, differing: 0 })).toBe(
    'UGC and pairs with the target pair, mean ≥ 0.51',
  )
})
