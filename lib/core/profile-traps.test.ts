import { expect, test } from 'vitest'
import { DIMENSIONS } from './dimensions'
import { polarityTraps } from './profile-traps'

const trapsOf = (key: string) => polarityTraps(DIMENSIONS.find((dimension) => dimension.key === key)?.index ?? -1)

test('a scale that runs against its name is told first', () => {
  expect(trapsOf('interaction-depth')[0]).toMatch(/^INVERTED/)
})

test('indifference and dislike are told apart', () => {
  expect(trapsOf('need-order')).toEqual(['The negative pole is indifference, not opposition; neutral is no evidence.'])
  expect(trapsOf('physical-safety')).toHaveLength(1)
  expect(trapsOf('interest-music')).toEqual([
    'The negative pole is dislike, not a lack of interest; neutral is no evidence.',
  ])
})

test('names alike are named on both sides', () => {
  expect(trapsOf('food')).toEqual(['Not to be taken for “Gourmet food”.'])
  expect(trapsOf('interest-gourmet-food').at(-1)).toBe('Not to be taken for “Food”.')
  expect(trapsOf('interest-art').at(-1)).toBe('Not to be taken for “Creative expression” or “Painting”.')
})
