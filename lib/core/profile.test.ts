import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { hasShared, readShared } from '@/tests/setup/shared-data'
import { type Direction, formatSigns, parseSigns, type Sign } from './direction'
import { exactProfile, historyDirections, publishedProfile } from './profile'
import { formatProfile } from './profile-text'

const goldenSchema = z.object({ cases: z.array(z.object({ history: z.array(z.string()), profile: z.string() })) })
const FIXTURE = new URL('../../tests/fixtures/core/profile-golden.json', import.meta.url)
const GOLDEN = 'goldens/profile-golden.json'
const NEUTRAL = direction({})

function direction(signs: Record<number, Sign>): Direction {
  return Array.from({ length: 90 }, (_, index): Sign => signs[index] ?? 0)
}

/** `votes[i]` positive (or, below 0, negative) items of `of` on dimension i. */
function history(of: number, votes: Record<number, number>): Direction[] {
  return Array.from({ length: of }, (_, item) =>
    direction(
      Object.fromEntries(
        Object.entries(votes).map(([index, net]) => [index, item < Math.abs(net) ? (net > 0 ? 1 : -1) : 0]),
      ),
    ),
  )
}

function parseHistory(texts: readonly string[]): Direction[] {
  return texts.map((text) => {
    const parsed = parseSigns(text)
    if (!parsed) throw new Error(`no signs: ${text}`)
    return parsed
  })
}

describe('publishedProfile', () => {
  const fixture = goldenSchema.parse(JSON.parse(readFileSync(FIXTURE, 'utf8')))

  test.each(fixture.cases)('equals the released get_profile %#', (golden) => {
    expect(formatProfile(publishedProfile(parseHistory(golden.history)))).toBe(golden.profile)
  })

  test.skipIf(!hasShared(GOLDEN))('equals get_profile on all 400 cases (../shared)', () => {
    const { cases } = goldenSchema.parse(readShared(GOLDEN))
    expect(cases).toHaveLength(400)
    for (const golden of cases)
      expect(formatProfile(publishedProfile(parseHistory(golden.history)))).toBe(golden.profile)
  })

  test('keeps the float32 asymmetry of five items', () => {
    expect(formatSigns(publishedProfile(history(5, { 0: 1, 1: -1, 2: -2 }))).slice(0, 3)).toBe('+0-')
  })

  test('keeps only the extremes when nothing passes, the negative side on a draw', () => {
    expect(publishedProfile(history(16, { 3: 3, 4: 2, 5: -2 }))).toEqual(direction({ 3: 1 }))
    expect(publishedProfile(history(16, { 3: 2, 4: -3, 5: -3 }))).toEqual(direction({ 4: -1, 5: -1 }))
    expect(publishedProfile(history(16, { 3: 3, 4: -3 }))).toEqual(direction({ 4: -1 }))
  })

  test('makes an all-neutral history negative everywhere', () => {
    expect(formatSigns(publishedProfile([NEUTRAL, NEUTRAL]))).toBe('-'.repeat(90))
  })

  test('refuses an empty history', () => {
    expect(() => publishedProfile([])).toThrow(RangeError)
  })
})

describe('exactProfile', () => {
  test('treats both poles alike', () => {
    for (const of of [1, 2, 3, 4, 5, 7, 8, 10, 12, 15, 16, 33])
      for (let net = 1; net <= of; net++) {
        const profile = exactProfile(history(of, { 0: of, 1: net, 2: -net }))
        expect([profile[1], profile[2]]).toEqual(net * 5 >= of ? [1, -1] : [0, 0])
      }
  })

  test('differs from the published rule where float32 decides', () => {
    expect(formatSigns(exactProfile(history(5, { 0: 1, 1: -1, 2: -2 }))).slice(0, 3)).toBe('+--')
  })

  test('gives the empty profile for a neutral or empty history', () => {
    expect(exactProfile([NEUTRAL, NEUTRAL])).toEqual(NEUTRAL)
    expect(exactProfile([])).toEqual(NEUTRAL)
  })

  test('keeps the extremes when nothing passes, as published', () => {
    expect(exactProfile(history(16, { 3: 3, 4: 2, 5: -2 }))).toEqual(direction({ 3: 1 }))
    expect(exactProfile(history(16, { 3: 3, 4: -3 }))).toEqual(direction({ 4: -1 }))
  })

  test('takes another share: 0.51 and 0.49 are one net vote of fifty', () => {
    expect(exactProfile(history(16, { 3: 3, 4: -1 }), { votes: 1, of: 50 })).toEqual(direction({ 3: 1, 4: -1 }))
    expect(() => exactProfile([NEUTRAL], { votes: 0, of: 5 })).toThrow(RangeError)
  })

  test('agrees with the published rule on every history without a mean of 0.4 and some evidence', () => {
    const { cases } = goldenSchema.parse(JSON.parse(readFileSync(FIXTURE, 'utf8')))
    const comparable = cases
      .map((golden) => parseHistory(golden.history))
      .filter((items) => items.length % 5 !== 0 && items.some((item) => item.some((sign) => sign !== 0)))
    expect(comparable.length).toBeGreaterThan(20)
    for (const items of comparable) expect(exactProfile(items)).toEqual(publishedProfile(items))
  })
})

describe('historyDirections', () => {
  const one = direction({ 1: 1 })
  const two = direction({ 2: -1 })
  const example = {
    ugc: [
      { prompt: '', comment: '', direction: one },
      { prompt: '', comment: '', direction: null },
    ],
    pairs: [{ prompt: '', chosen: '', rejected: '', direction: two }],
  }

  test('puts UGC before pairs and leaves out items without a direction', () => {
    expect(historyDirections(example, 'both')).toEqual([one, two])
    expect(historyDirections(example, 'ugc')).toEqual([one])
    expect(historyDirections(example, 'pairs')).toEqual([two])
  })

  test('is null when there is nothing to infer from', () => {
    expect(historyDirections({ ugc: [], pairs: [] }, 'both')).toBeNull()
    expect(historyDirections({ ...example, ugc: example.ugc.slice(1) }, 'ugc')).toBeNull()
  })
})
