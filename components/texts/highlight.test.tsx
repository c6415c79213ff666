// @vitest-environment happy-dom
import { render } from '@testing-library/react'
import { expect, test } from 'vitest'
import { splitByQueries } from '@/lib/core/split-by-queries'
import { Highlight } from './highlight'

function hitsIn(text: string, queries: readonly string[]): readonly string[] {
  return splitByQueries(text, queries).flatMap((stretch) => (stretch.isHit ? [stretch.text] : []))
}

test.each([
  ['letter case is ignored and kept', 'Sleep, sLEEP', ['sleep'], ['Sleep', 'sLEEP']],
  ['nothing is a hit without queries', 'sleep', [], []],
  ['an empty query finds nothing', 'sleep', [''], []],
  ['a dot is a dot', 'a.c abc', ['a.c'], ['a.c']],
  ['brackets, stars and backslashes are plain', 'x (a*)[b]\\d{2}', ['(a*)[b]\\d{2}'], ['(a*)[b]\\d{2}']],
  ['a slash, a dash and a caret are plain', '^a-z/$', ['^a-z/$'], ['^a-z/$']],
  ['a bar separates nothing', 'a|b a b', ['a|b'], ['a|b']],
  ['several queries', 'cats and dogs', ['dog', 'cat'], ['cat', 'dog']],
  ['neighbours stay two hits', 'aa', ['a'], ['a', 'a']],
  ['of two that start alike the longer one', 'the posts', ['post', 'posts'], ['posts']],
  ['Greek and Cyrillic letters have two cases', 'ΣΟΦΙΑ ДОМ', ['σοφια', 'дом'], ['ΣΟΦΙΑ', 'ДОМ']],
  ['an emoji of two code units', '🙂😀🙂', ['😀'], ['😀']],
  ['half of an emoji is no hit', '😀', ['\ud83d'], []],
  ['line breaks', 'one\ntwo', ['one\ntwo'], ['one\ntwo']],
])('%s', (_, text, queries, expected) => {
  expect(hitsIn(text, queries)).toEqual(expected)
})

test('the stretches make up the text and start where they say', () => {
  const text = '😀 Cat, cat\r\n(cat) dog'
  const stretches = splitByQueries(text, ['cat', '(', 'dog'])
  expect(stretches.map((stretch) => stretch.text).join('')).toBe(text)
  for (const { text: part, start } of stretches) expect(text.startsWith(part, start)).toBe(true)
  expect(splitByQueries('', ['cat'])).toEqual([])
})

test('hits are marked and the rest is plain text', () => {
  const { container } = render(<Highlight text="<b>Cat</b> and cat" queries={['cat']} />)
  expect(container.textContent).toBe('<b>Cat</b> and cat')
  expect([...container.querySelectorAll('mark')].map((mark) => mark.textContent)).toEqual(['Cat', 'cat'])
})
