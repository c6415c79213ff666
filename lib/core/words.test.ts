import { expect, test } from 'vitest'
import { wordsOf } from './words'

test.each<[string, readonly string[]]>([
  ['', []],
  [' — !? ', []],
  ["It's 3.5 km", ['it', 's', '3', '5', 'km']],
  ['Green tea, GREEN tea', ['green', 'tea', 'green', 'tea']],
  ['cafe\u0301 café', ['café', 'café']],
  ['ΟΔΟΣ ὁδός', ['οδοσ', 'ὁδόσ']],
  ['İstanbul', ['istanbul']],
  ['a_b-c\u00a0d\u200be', ['a', 'b', 'c', 'd', 'e']],
  ['文字 ☕x½', ['文字', 'x½']],
  ['\ud800lone', ['lone']],
])('the words of %j', (text, words) => {
  expect(wordsOf(text)).toEqual(words)
})
