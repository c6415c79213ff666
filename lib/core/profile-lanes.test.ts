import { describe, expect, test } from 'vitest'
import { DIMENSION_COUNT } from './dimensions'
import { directionOf, exampleOf } from './health/test-examples'
import { directionsOf, listHistory, votesOn } from './profile-history'
import { compareLanes, readLanes, sortLanes } from './profile-lanes'
import type { ProfileRule } from './profile-rule'

const RULE: ProfileRule = { kind: 'published', percent: 60 }
const PERSON = exampleOf({
  direction: directionOf({ 4: 1, 31: 1 }),
  demographics: 'This person likes anime, dislikes cars.',
  profile: 'Low Openness, Likes humor',
  ugc: [
    { prompt: 'Where?', comment: 'There.', direction: directionOf({ 4: 1, 39: 1 }) },
    { prompt: 'When?', comment: 'Now.', direction: null },
  ],
  pairs: [{ prompt: 'Why?', chosen: 'So.', rejected: 'No.', direction: directionOf({ 39: -1, 73: 1 }) }],
})
const HISTORY = listHistory(PERSON)

describe('listHistory', () => {
  test('names items by part and place, UGC first', () => {
    expect(HISTORY.map(({ key }) => key)).toEqual(['u1', 'u2', 'p1'])
    expect(HISTORY[2]?.texts).toEqual([
      { name: 'Chosen', text: 'So.' },
      { name: 'Rejected', text: 'No.' },
    ])
  })

  test('an item without a direction has no vote', () => {
    expect(directionsOf(HISTORY)).toHaveLength(2)
    const votes = votesOn(HISTORY, 39)
    expect([votes.positive, votes.negative].map((items) => items.map(({ key }) => key))).toEqual([['u1'], ['p1']])
  })
})

describe('lanes', () => {
  const lanes = readLanes(PERSON, HISTORY, RULE)
  const rows = compareLanes(lanes, HISTORY, RULE)
  const row = (index: number) => rows.find((candidate) => candidate.index === index)

  test('every lane is read from its own evidence', () => {
    expect(lanes.own).toEqual(PERSON.direction)
    expect(lanes.ugc).toEqual(directionOf({ 4: 1, 39: 1 }))
    expect(lanes.pairs).toEqual(directionOf({ 39: -1, 73: 1 }))
    expect(lanes.published).toEqual(directionOf({ 4: 1, 73: 1 }))
    expect(lanes.demographics).toEqual(directionOf({ 55: 1, 63: -1 }))
    expect(lanes.profile).toEqual(directionOf({ 4: -1, 73: 1 }))
  })

  test('what is missing is no lane, rather than a neutral one', () => {
    const bare = readLanes({ direction: null, demographics: '', profile: null }, [], RULE)
    expect(Object.values(bare)).toEqual(Array.from({ length: 7 }, () => null))
    expect(compareLanes(bare, [], RULE).every(({ standing }) => standing === 'neutral')).toBe(true)
  })

  test('standings tell conflicts of lanes, split votes, gaps and the rest', () => {
    expect(row(4)?.standing).toBe('conflict')
    expect(row(39)?.standing).toBe('conflict')
    expect(row(31)?.standing).toBe('gap')
    expect(row(55)?.standing).toBe('gap')
    expect(row(73)?.standing).toBe('clear')
    expect(row(0)?.standing).toBe('neutral')
  })

  test('without an item that can vote nothing is a gap', () => {
    const silent = HISTORY.filter(({ key }) => key === 'u2')
    const [row] = compareLanes(readLanes(PERSON, silent, RULE), silent, RULE).filter(({ index }) => index === 55)
    expect(row?.standing).toBe('clear')
  })

  test('votes of one part that cancel are split', () => {
    const items = listHistory({
      ugc: [],
      pairs: [...PERSON.pairs, { prompt: '', chosen: '', rejected: '', direction: directionOf({ 39: 1 }) }],
    })
    const [split] = compareLanes(
      readLanes({ direction: null, demographics: null, profile: null }, items, RULE),
      items,
      RULE,
    ).filter(({ index }) => index === 39)
    expect(split).toMatchObject({ standing: 'split', strength: 0 })
  })

  test('every order keeps all dimensions; conflicts come first, or the strongest, or the figure', () => {
    const standings = sortLanes(rows, 'conflict').map(({ standing }) => standing)
    expect(standings.slice(0, 3)).toEqual(['conflict', 'conflict', 'gap'])
    expect(sortLanes(rows, 'strength')[0]?.strength).toBe(1)
    expect(sortLanes(rows, 'group')[0]?.index).toBe(0)
    for (const order of ['conflict', 'strength', 'group'] as const)
      expect(new Set(sortLanes(rows, order).map(({ index }) => index)).size).toBe(DIMENSION_COUNT)
  })
})
