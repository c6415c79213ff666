import { expect, test } from 'vitest'
import { DIMENSIONS } from './dimensions'
import { cueStems, markCues } from './profile-cues'

const indexOf = (key: string) => DIMENSIONS.find((dimension) => dimension.key === key)?.index ?? -1
const cuesIn = (text: string, key: string) =>
  markCues(text, indexOf(key)).flatMap((stretch) => (stretch.isCue ? [stretch.text] : []))

test('every dimension has something to look for', () => {
  for (const { index } of DIMENSIONS) expect(cueStems(index).size).toBeGreaterThan(0)
})

test('words of the labels are found with other endings and in any case', () => {
  expect(cuesIn('We camped out; Camping is fun.', 'interest-camping')).toEqual(['camped', 'Camping'])
  expect(cuesIn('No chaos: it is neat and organised, in ORDER.', 'need-order')).toEqual(['chaos', 'ORDER'])
})

test('the frame of a label is no cue, nor is a part of a word', () => {
  expect(cuesIn('A strong need for others, not indifferent.', 'need-order')).toEqual([])
  expect(cuesIn('The carpet and the scar.', 'interest-cars')).toEqual([])
})

test('the stretches make up the text', () => {
  for (const text of ['', 'music', 'Music, musical chairs; no music.', 'Ärger über Musik']) {
    const stretches = markCues(text, indexOf('interest-music'))
    expect(stretches.map((stretch) => stretch.text).join('')).toBe(text)
    for (const { start, text: part } of stretches) expect(text.startsWith(part, start)).toBe(true)
  }
})
