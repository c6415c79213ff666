import { expect, test } from 'vitest'
import { BytePairTokenizer } from './byte-pair'
import { trainBytePairs } from './byte-pair-trainer'
import { CLASS_COUNT, classifyToken, classifyVocabulary, TOKEN_CLASSES } from './token-classes'

test.each([
  ['!\n', 'line break'],
  ['?!', 'exclamation mark'],
  ['?', 'question mark'],
  [' "', 'quotation mark'],
  [',', 'comma'],
  ['...', 'full stop'],
  [' -', 'other punctuation'],
  [' ', 'other punctuation'],
  ['42', 'number'],
  [' #', '# or @'],
  ['é', 'emoji or non-ASCII'],
  [' you', 'I, you, we, contractions'],
  ["'re", 'I, you, we, contractions'],
  [' the', 'short word (1–3)'],
  [' cats', 'medium word (4–6)'],
  [' because', 'long word (7–9)'],
  [' considerable', 'very long word (10+)'],
  ['ed', 'word piece (1–2)'],
  ['tion', 'word piece (3+)'],
  [' The', 'capitalised word'],
] as const)('%j is %s', (text, expected) => {
  expect(classifyToken(text)).toBe(expected)
})

test('every id has a class, the end of the response one of its own', () => {
  const tokenizer = new BytePairTokenizer(trainBytePairs(['the cat sat on the mat'], 280))
  const classes = classifyVocabulary(tokenizer)
  expect(CLASS_COUNT).toBe(19)
  expect(classes).toHaveLength(tokenizer.size)
  expect(Math.max(...classes)).toBeLessThan(CLASS_COUNT)
  const ends = [...classes.keys()].filter((id) => classes[id] === TOKEN_CLASSES.indexOf('end of response'))
  expect(ends).toEqual([tokenizer.endOfResponse])
})
