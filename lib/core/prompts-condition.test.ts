import { describe, expect, test } from 'vitest'
import { CONDITIONS } from './conditions'
import { type Direction, parseSigns } from './direction'
import type { Example } from './example'
import { conditionProfile, renderCondition } from './prompts-condition'
import type { ConditionKey } from './run'

const at = (index: number, sign: '+' | '-'): Direction | null =>
  parseSigns(`${'0'.repeat(index)}${sign}${'0'.repeat(89 - index)}`)

const PERSONA: Example = {
  prompt: 'own post',
  chosen: 'c',
  rejected: 'r',
  direction: at(1, '+'),
  demographics: 'DEMO-TEXT',
  ugc: [{ prompt: 'UGC-POST', comment: 'UGC-TEXT', direction: at(0, '-') }],
  pairs: [{ prompt: 'PAIR-POST', chosen: 'PAIR-YES', rejected: 'PAIR-NO', direction: at(57, '+') }],
  profile: 'Likes pets',
  groundTruthPersona: 'GROUND-TRUTH',
  extra: {},
}
const BARE: Example = { ...PERSONA, direction: null, demographics: null, ugc: [], pairs: [], profile: null }
const POST = { prompt: 'the post' }
const MARKS = ['UGC-TEXT', 'PAIR-YES', 'DEMO-TEXT', 'Likes pets', 'Older, Likes law', 'Female']

const SEEN: Record<ConditionKey, { policy: string[]; reference: string[] }> = {
  ugc: { policy: ['UGC-TEXT'], reference: ['UGC-TEXT'] },
  pair: { policy: ['PAIR-YES'], reference: ['PAIR-YES'] },
  demo: { policy: ['DEMO-TEXT'], reference: ['DEMO-TEXT'] },
  all: { policy: ['UGC-TEXT', 'PAIR-YES', 'DEMO-TEXT'], reference: ['UGC-TEXT', 'PAIR-YES', 'DEMO-TEXT'] },
  'profile-given': { policy: ['Likes pets'], reference: ['UGC-TEXT', 'PAIR-YES', 'DEMO-TEXT'] },
  'profile-published': { policy: ['Older, Likes law'], reference: ['UGC-TEXT', 'PAIR-YES', 'DEMO-TEXT'] },
  'profile-exact': { policy: ['Older, Likes law'], reference: ['UGC-TEXT', 'PAIR-YES', 'DEMO-TEXT'] },
  golden: { policy: ['Female'], reference: ['UGC-TEXT', 'PAIR-YES', 'DEMO-TEXT'] },
}

describe.each(CONDITIONS.map((condition) => condition.key))('condition %s', (condition) => {
  test.each(['policy', 'reference'] as const)('%s sees just its parts, and the post of the row', (role) => {
    const prompt = renderCondition(POST, PERSONA, condition, role)
    expect(MARKS.filter((mark) => prompt.text.includes(mark))).toEqual(SEEN[condition][role])
    expect(prompt.text).toContain('**Post:**\nthe post\n\n')
    expect(prompt.text).not.toContain('GROUND-TRUTH')
    expect(prompt.evidence).toBe('some')
  })

  test('says when the persona has nothing to show', () => {
    for (const role of ['policy', 'reference'] as const)
      expect(renderCondition(POST, BARE, condition, role).evidence).toBe('none')
  })
})

test('the reference always sees the few-shot template, the policy that of its condition', () => {
  for (const { key, template } of CONDITIONS) {
    expect(renderCondition(POST, PERSONA, key, 'policy').template).toBe(template)
    expect(renderCondition(POST, PERSONA, key, 'reference').template).toBe('few-shot')
  }
})

describe('conditionProfile', () => {
  test('is null where nothing can be inferred and for ICA conditions', () => {
    const undirected = { ...PERSONA, pairs: PERSONA.pairs.map((pair) => ({ ...pair, direction: null })), ugc: [] }
    expect(conditionProfile(undirected, 'profile-published')).toBeNull()
    expect(conditionProfile(undirected, 'profile-exact')).toBeNull()
    expect(conditionProfile(PERSONA, 'all')).toBeNull()
  })

  test('an all-neutral history is no evidence by the exact rule, all negative by the published one', () => {
    const neutral = { ...BARE, ugc: [{ prompt: 'p', comment: 'c', direction: parseSigns('0'.repeat(90)) }] }
    expect(conditionProfile(neutral, 'profile-exact')).toBe('')
    expect(renderCondition(POST, neutral, 'profile-exact', 'policy').evidence).toBe('none')
    expect(conditionProfile(neutral, 'profile-published')).toMatch(/^Older, Male, .*Dislikes fashion$/)
  })
})
