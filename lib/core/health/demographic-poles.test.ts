import { describe, expect, test } from 'vitest'
import { findDimension } from '@/lib/core/dimensions'
import { readDemographicPoles } from './demographic-poles'

/** The poles by key, as `+key` and `-key`. */
function polesOf(text: string): readonly string[] {
  return [...readDemographicPoles(text)].map(([index, { sign }]) => `${sign === 1 ? '+' : '-'}${index}`).sort()
}

const index = (key: string) => findDimension(key)?.index ?? -1

describe('readDemographicPoles', () => {
  test('reads lists of likes and dislikes by name', () => {
    const text =
      "**This person's persona is:** This person is young. This person likes Science, gourmet food, art and stationery and planners, dislikes cars, law."
    const expected = [`+${index('interest-science')}`, '+64', '+82', '+83', '-63', '-57'].sort()
    expect(polesOf(text)).toEqual(expected)
  })

  test('reads published labels, the longest one first', () => {
    expect(polesOf('They are not concerned about physical safety, but concerned about honesty.')).toEqual([
      '+42',
      '-12',
    ])
    expect(polesOf('high openness; indifferent to retention (unconcerned about keeping objects)')).toEqual([
      '+4',
      '-24',
    ])
  })

  test.each([
    ['paraphrases and parts of names', 'She enjoys science, likes art history and lawful things.'],
    ['negations', 'He never likes cars. He does not like music. He isn’t concerned about honesty.'],
    ['single words', 'A young woman, older than her male cousin.'],
    ['both poles of one dimension', 'She likes cars. She dislikes cars.'],
    ['nothing', ''],
  ])('leaves out %s', (_, text) => {
    expect(polesOf(text)).toEqual([])
  })
})
