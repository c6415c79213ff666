import { expect, test } from 'vitest'
import { createRandom } from '@/lib/core/random'
import { DIFF_LIMIT, type DiffPart, prepareWordDiff } from './prepare-word-diff'

function compare(chosen: string, rejected: string) {
  const diff = prepareWordDiff(chosen, rejected)
  if (!diff) throw new Error('The texts are short enough for a diff')
  return diff
}

function own(parts: readonly DiffPart[]): readonly string[] {
  return parts.filter((part) => part.isOwn).map((part) => part.text)
}

function shared(parts: readonly DiffPart[]): string {
  return parts
    .filter((part) => !part.isOwn)
    .map((part) => part.text)
    .join('')
}

const PIECES = [
  'a',
  'cat',
  'cats',
  ' ',
  '  ',
  '\n',
  '\t',
  '.',
  ',',
  '—',
  '😀',
  'Ünïcode',
  "don't",
  '1,000',
  '猫が好き',
  '',
]

function randomText(random: () => number): string {
  return Array.from({ length: Math.floor(random() * 40) }, () => PIECES[Math.floor(random() * PIECES.length)]).join('')
}

test('the parts make up both texts to the letter and start where they say', () => {
  const random = createRandom(7)
  const pairs = Array.from({ length: 300 }, () => [randomText(random), randomText(random)] as const)
  for (const [chosen, rejected] of [...pairs, ['line\r\nend', 'line\nend'] as const]) {
    const diff = compare(chosen, rejected)
    for (const [text, parts] of [
      [chosen, diff.chosen],
      [rejected, diff.rejected],
    ] as const) {
      expect(parts.map((part) => part.text).join('')).toBe(text)
      expect(parts.every((part) => text.startsWith(part.text, part.start))).toBe(true)
      expect(new Set(parts.map((part) => part.start)).size).toBe(parts.length)
    }
    expect(shared(diff.chosen)).toBe(shared(diff.rejected))
    if (diff.similarity !== null) expect(diff.similarity >= 0 && diff.similarity <= 1).toBe(true)
  }
})

test('each side marks the words that only it has', () => {
  const diff = compare('I like cats very much', 'I like dogs very much')
  expect(own(diff.chosen)).toEqual(['cats'])
  expect(own(diff.rejected)).toEqual(['dogs'])
  expect(diff.similarity).toBe(4 / 6)
})

test('an added word is own on one side only', () => {
  const diff = compare('I really like cats', 'I like cats')
  expect(own(diff.chosen).join('').trim()).toBe('really')
  expect(own(diff.rejected)).toEqual([])
  expect(diff.similarity).toBe(3 / 4)
})

test('letter case is a difference', () => {
  expect(own(compare('Cats', 'cats').chosen)).toEqual(['Cats'])
})

test.each([
  ['equal texts', 'one two', 'one two', 1],
  ['nothing in common', 'one', 'two', 0],
  ['one text empty', 'one two', '', 0],
  ['both empty', '', '', null],
  ['white space alone', ' \n', '\t', null],
])('similarity of %s', (_, chosen, rejected, expected) => {
  expect(compare(chosen, rejected).similarity).toBe(expected)
})

test('texts up to the limit are compared, longer ones are not', () => {
  const half = 'ab '.repeat(DIFF_LIMIT / 6).padEnd(DIFF_LIMIT / 2)
  expect(half.length * 2).toBe(DIFF_LIMIT)
  expect(compare(half, half).similarity).toBe(1)
  expect(prepareWordDiff(`${half}x`, half)).toBeNull()
  expect(prepareWordDiff('', 'x'.repeat(DIFF_LIMIT + 1))).toBeNull()
})
