import { expect, test } from 'vitest'
import { DIMENSIONS } from '@/lib/core/dimensions'
import { findDimensions } from './find-dimensions'

const all = DIMENSIONS.map(({ key }) => key)

function found(text: string, offered: readonly string[] = all): readonly string[] {
  return findDimensions(text, offered).map(({ key }) => key)
}

test('nothing typed finds everything that is offered, in index order', () => {
  expect(found('')).toEqual(all)
  expect(found(' ', ['openness', 'age-group'])).toEqual(['age-group', 'openness'])
})

test('names that start with it come first, then words of the name, then of the poles', () => {
  expect(found('ope')[0]).toBe('openness')
  expect(found('food').slice(0, 2)).toEqual(['food', 'interest-gourmet-food'])
  expect(found('knowledge')[0]).toBe('interest-knowledge')
  expect(found('conflict')[0]).toBe('conflict-handling')
})

test('poles are searched too, and what is not there is not found', () => {
  expect(found('concise')).toContain('communication-style')
  expect(found('qqq')).toEqual([])
  expect(found('openness', ['age-group'])).toEqual([])
})
