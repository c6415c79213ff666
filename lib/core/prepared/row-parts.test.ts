import { describe, expect, it } from 'vitest'
import { createRandom } from '@/lib/core/random'
import { randomExamples } from '@/lib/core/random-examples'
import { PreparedFormatError } from './prepared-format-error'
import { decodePartA, decodeRow, encodeRowParts } from './row-parts'

const HASH = '0123456789abcdef'.repeat(2)
const FILE = 'text/00000.pack'

describe('the parts of a row', () => {
  it('hold the whole example', () => {
    for (const example of randomExamples(200, createRandom(7))) {
      const parts = encodeRowParts(HASH, example)
      expect(decodeRow(parts, FILE)).toEqual({ hash: HASH, example })
      const { prompt, chosen, rejected } = example
      expect(decodePartA(parts.a, FILE)).toEqual({ hash: HASH, prompt, chosen, rejected })
    }
  })

  it('are JSON that any program reads', () => {
    const example = {
      prompt: 'p',
      chosen: 'c',
      rejected: 'r',
      direction: null,
      demographics: null,
      profile: null,
      groundTruthPersona: 'x',
      ugc: [{ prompt: 'up', comment: 'uc', direction: new Array<0>(90).fill(0) }],
      pairs: [],
      extra: {},
    }
    const { a, b } = encodeRowParts(HASH, example)
    expect(a).toBe(`["${HASH}","p","c","r"]`)
    expect(b).toBe(
      `{"demographics":null,"profile":null,"persona":"x","direction":null,"ugc":[["up","uc","${'0'.repeat(90)}"]],"pairs":[]}`,
    )
  })
})

describe('bad parts of a row', () => {
  const { a, b } = encodeRowParts(HASH, {
    prompt: 'p',
    chosen: 'c',
    rejected: 'r',
    direction: null,
    demographics: null,
    profile: null,
    groundTruthPersona: null,
    ugc: [],
    pairs: [],
    extra: {},
  })

  it.each<[string, string, string]>([
    ['torn', a.slice(0, -1), b],
    ['empty', '', b],
    ['an object for A', '{}', b],
    ['three texts', `["${HASH}","p","c"]`, b],
    ['a hash that is none', '["abc","p","c","r"]', b],
    ['NULL for a text', `["${HASH}",null,"c","r"]`, b],
    ['torn B', a, b.slice(0, -3)],
    ['a list for B', a, '[]'],
    ['signs of another length', a, b.replace('"direction":null', '"direction":"+0-"')],
    ['signs of other characters', a, b.replace('"direction":null', `"direction":"${'x'.repeat(90)}"`)],
    ['an item without a comment', a, b.replace('"ugc":[]', '"ugc":[["p",null,null]]')],
    ['a pair that is short', a, b.replace('"pairs":[]', '"pairs":[["p","c",null]]')],
  ])('are named: %s', (_, badA, badB) => {
    expect(() => decodeRow({ a: badA, b: badB }, FILE)).toThrow(PreparedFormatError)
  })
})
