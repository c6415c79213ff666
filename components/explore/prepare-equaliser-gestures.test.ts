import { expect, test } from 'vitest'
import type { Pole } from '@/lib/core/direction'
import { allOf, conditionsOf, type Filter } from '@/lib/core/filter'
import { formatFilter, parseFilter } from '@/lib/core/filter-url'
import { clearDimension, type PoleGesture, togglePole } from './prepare-equaliser'

function own(dimension: string, pole: Pole): Filter {
  return { kind: 'direction', dimension, pole }
}

function history(dimension: string, pole: Pole): Filter {
  return { kind: 'history', dimension, pole, quantifier: 'some' }
}

function not(filter: Filter): Filter {
  return { kind: 'not', filter }
}

const OPEN = own('openness', 'positive')
const CLOSED = own('openness', 'negative')
const PAST = history('openness', 'positive')
const OTHERS: readonly Filter[] = [
  own('sleep', 'negative'),
  { kind: 'text', query: 'cat', fields: ['prompt'] },
  { kind: 'any', filters: [OPEN, CLOSED] },
]
const GESTURES = { require: OPEN, exclude: not(OPEN), history: PAST } as const
const NAMES: readonly PoleGesture[] = ['require', 'exclude', 'history']

test.each(NAMES)('to %s a pole adds its condition at the end, again takes it back', (gesture) => {
  const after = togglePole(OTHERS, 'openness', 'positive', gesture)
  expect(after).toEqual([...OTHERS, GESTURES[gesture]])
  expect(togglePole(after, 'openness', 'positive', gesture)).toEqual(OTHERS)
})

test.each(
  NAMES.flatMap((before) => NAMES.filter((after) => after !== before).map((after) => [before, after] as const)),
)('after %s, to %s the same pole replaces the condition', (before, after) => {
  const conditions = togglePole([GESTURES[before], ...OTHERS], 'openness', 'positive', after)
  expect(conditions).toEqual([...OTHERS, GESTURES[after]])
})

test('to require a pole drops the requirement of its opposite, which no row meets as well', () => {
  expect(togglePole([CLOSED, ...OTHERS], 'openness', 'positive', 'require')).toEqual([...OTHERS, OPEN])
})

test('to require a pole drops the requirement to be neutral, which no row meets as well', () => {
  const neutral: Filter = { kind: 'neutral', dimension: 'openness' }
  expect(togglePole([neutral, ...OTHERS], 'openness', 'positive', 'require')).toEqual([...OTHERS, OPEN])
  expect(togglePole([not(neutral)], 'openness', 'positive', 'require')).toEqual([not(neutral), OPEN])
  expect(togglePole([neutral], 'openness', 'positive', 'exclude')).toEqual([neutral, not(OPEN)])
})

test('what a row can meet beside a pole stays: the opposite excluded or in its history', () => {
  const kept = [not(CLOSED), history('openness', 'negative')]
  expect(togglePole(kept, 'openness', 'positive', 'require')).toEqual([...kept, OPEN])
  expect(togglePole([CLOSED], 'openness', 'positive', 'exclude')).toEqual([CLOSED, not(OPEN)])
  expect(togglePole([CLOSED], 'openness', 'positive', 'history')).toEqual([CLOSED, PAST])
})

test('a condition that was read from an address is taken back as well', () => {
  for (const gesture of NAMES) {
    const read = conditionsOf(parseFilter(formatFilter(allOf([GESTURES[gesture]]))).filter)
    expect(read).toHaveLength(1)
    expect(togglePole(read, 'openness', 'positive', gesture)).toEqual([])
  }
})

test('a list of conditions is not changed in place', () => {
  const conditions = Object.freeze([CLOSED])
  expect(togglePole(conditions, 'openness', 'positive', 'require')).toEqual([OPEN])
  expect(conditions).toEqual([CLOSED])
})

test('clearing a dimension drops every condition on it and no other', () => {
  const onOpenness = [OPEN, not(CLOSED), PAST, not(not(OPEN)), { kind: 'neutral', dimension: 'openness' } as const]
  expect(clearDimension([...onOpenness, ...OTHERS], 'openness')).toEqual(OTHERS)
  expect(clearDimension(OTHERS, 'openness')).toEqual(OTHERS)
})
