import { expect, test } from 'vitest'
import type { Direction } from './direction'
import { directionOf, exampleOf } from './health/test-examples'
import { publishedProfile } from './profile'
import { checkLeakage, isLeakageRefusal, type LeakageReport } from './profile-leakage'
import { formatProfile } from './profile-text'

const TARGET = directionOf({ 4: 1, 31: 1 })
const HISTORY = [directionOf({ 39: 1 }), directionOf({ 39: 1, 73: -1 })]
const UGC = HISTORY.map((direction) => ({ prompt: 'p', comment: 'c', direction }))

function report(profile: string, ugc = UGC): LeakageReport {
  const outcome = checkLeakage(exampleOf({ direction: TARGET, ugc, profile }))
  if (isLeakageRefusal(outcome)) throw new Error(outcome)
  return outcome
}

const made = (history: readonly Direction[], percent = 60) =>
  formatProfile(publishedProfile(history, { positive: percent / 100, negative: (100 - percent) / 100 }))

test('a profile that holds the target pair only fits with it', () => {
  const leaked = report(made([...HISTORY, TARGET], 51))
  expect(leaked.verdict).toBe('only-with-target')
  expect(leaked.targetOnly).toEqual([4, 31])
  expect(leaked.fits[0]).toMatchObject({ differing: 0, withTarget: true })
})

test('a profile of the history alone is clean', () => {
  const clean = report(made(HISTORY))
  expect(clean.verdict).toBe('only-without-target')
  expect(clean.targetOnly).toEqual([])
})

test('a target that changes nothing leaves it open', () => {
  const same = [TARGET, TARGET].map((direction) => ({ prompt: 'p', comment: 'c', direction }))
  expect(report(made([TARGET]), same).verdict).toBe('either')
})

test('a profile by other rules fits no recipe, and foreign pieces are named', () => {
  const other = report('Likes weddings, likes tea')
  expect(other.verdict).toBe('neither')
  expect(other.leftover).toEqual(['likes tea'])
  expect(other.fits[0]?.differing).toBeGreaterThan(0)
})

test('without a history the target pair alone can be the source', () => {
  const alone = report(formatProfile(TARGET), [])
  expect(alone.verdict).toBe('only-with-target')
  expect(alone.fits).toHaveLength(2)
})

test('without a profile or a direction there is nothing to check', () => {
  expect(checkLeakage(exampleOf({ profile: null }))).toBe('no-profile')
  expect(checkLeakage(exampleOf({ profile: '' }))).toBe('no-profile')
  expect(checkLeakage(exampleOf({ profile: 'Young', direction: null }))).toBe('no-direction')
})
