import { expect, test } from 'vitest'
import { directionOf } from '@/lib/core/health/test-examples'
import { listHistory } from '@/lib/core/profile-history'
import { compareLanes, type Lanes, readLanes } from '@/lib/core/profile-lanes'
import { countStandings, describeSign, keepFirst, nameItem, toggleItem } from './prepare-lanes'

const RULE = { kind: 'exact', percent: 60 } as const
const NOTHING = { direction: null, demographics: null, profile: null }
const item = { prompt: 'p', comment: 'c', direction: null }
const ITEMS = listHistory({ ugc: [item, item], pairs: [{ prompt: 'p', chosen: 'c', rejected: 'r', direction: null }] })

test('a sign is said by its pole, and a missing lane is not neutral', () => {
  expect(([1, -1, 0, null] as const).map((sign) => describeSign(4, sign))).toEqual([
    '+ High Openness',
    '− Low Openness',
    'neutral',
    'nothing to read from',
  ])
})

test('the first items are kept, and single ones taken out and put back', () => {
  expect(keepFirst(ITEMS, 2)).toEqual(['p1'])
  expect(keepFirst(ITEMS, 0)).toEqual(['u1', 'u2', 'p1'])
  expect(keepFirst(ITEMS, 3)).toEqual([])
  expect(toggleItem(['p1'], 'u1')).toEqual(['p1', 'u1'])
  expect(toggleItem(['p1', 'u1'], 'p1')).toEqual(['u1'])
  expect(ITEMS.map(nameItem)).toEqual(['Comment 1', 'Comment 2', 'Pair 1'])
})

test('the standings are counted in a sentence', () => {
  const empty = readLanes(NOTHING, ITEMS, RULE)
  expect(countStandings(compareLanes(empty, ITEMS, RULE))).toBe('No lane holds a pole in any of the 90 dimensions.')
  const lanes: Lanes = { ...empty, own: directionOf({ 0: 1, 1: 1 }), profile: directionOf({ 0: -1 }) }
  const voting = listHistory({ ugc: [{ ...item, direction: directionOf({}) }], pairs: [] })
  expect(countStandings(compareLanes(lanes, voting, RULE))).toBe(
    '2 of 90 dimensions are held by some lane: 1 in conflict, 0 with split votes, 1 without a vote in the history.',
  )
})
