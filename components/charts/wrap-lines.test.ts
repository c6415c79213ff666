import { expect, test } from 'vitest'
import { wrapLines } from './wrap-lines'

test('breaks at spaces, keeps every word and stays within the width', () => {
  const line = 'Filter: Openness: high AND not Humor: dislikes AND post length 200 to 900 characters'
  const wrapped = wrapLines([line, 'short'], 30)
  expect(wrapped.every((part) => part.length <= 30)).toBe(true)
  expect(wrapped.slice(0, -1).join(' ')).toBe(line)
  expect(wrapped.at(-1)).toBe('short')
})

test('cuts a word that is longer than a line', () => {
  expect(wrapLines(['a'.repeat(50)], 20)).toEqual(['a'.repeat(20), 'a'.repeat(20), 'a'.repeat(10)])
})
