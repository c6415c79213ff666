import { expect, test } from 'vitest'
import { binMargins, type HistogramBin } from '@/lib/core/margin-histogram'
import { prepareMargins, tabulateMargins } from './prepare-margins'

function bin(from: number | null, to: number | null, count = 1, ties = 0, controlCount: number | null = null) {
  return { from, to, count, ties, controlCount } satisfies HistogramBin
}

test.each([
  [bin(0.5, 1), '0.5 to 1 nats'],
  [bin(-1, -0.5), '−1 to −0.5 nats'],
  [bin(-1, 0), '−1 to 0 nats'],
  [bin(null, -20), 'below −20 nats'],
  [bin(null, 0), 'below 0 nats'],
  [bin(20, null), '20 nats and more'],
  [bin(null, null), 'all margins'],
])('the bar %j reads %s', (margins, expected) => {
  expect(prepareMargins([margins])[0]?.label).toBe(expected)
})

test('a bar right of zero is correct but for its ties, one left of it is wrong', () => {
  const [below, wrong, correct, above] = prepareMargins([
    bin(null, -1, 3, 0, 2),
    bin(-1, 0, 5, 1, 0),
    bin(0, 1, 7, 2, 4),
    bin(1, null, 2),
  ])
  expect(below).toMatchObject({ side: 'wrong', count: 3, ties: 0, decided: 3, controlCount: 2, from: null, to: -1 })
  expect(wrong).toMatchObject({ side: 'wrong', count: 5, ties: 1, decided: 4, controlCount: 0 })
  expect(correct).toMatchObject({ side: 'correct', count: 7, ties: 2, decided: 5, controlCount: 4, from: 0, to: 1 })
  expect(above).toMatchObject({ side: 'correct', decided: 2, controlCount: null, from: 1, to: null })
})

test('few bars are all named, an open one by its label alone', () => {
  const bars = prepareMargins([bin(null, -1), bin(-1, 0), bin(0, 1), bin(1, null)])
  expect(bars.map((bar) => bar.tick)).toEqual(['', '−1', '0', '1'])
})

test('of many bars about eight are named, zero always', () => {
  const bars = prepareMargins(Array.from({ length: 40 }, (_, at) => bin(at - 17, at - 16)))
  const ticks = bars.flatMap((bar) => (bar.tick === '' ? [] : [bar.tick]))
  expect(ticks).toEqual(['−15', '−10', '−5', '0', '5', '10', '15', '20'])
  expect(bars.every((bar) => bar.tick === '' || bar.from !== null)).toBe(true)
})

test('margins on one side of zero have ticks as well', () => {
  const bars = prepareMargins(Array.from({ length: 16 }, (_, at) => bin(at + 3, at + 4)))
  expect(bars.flatMap((bar) => (bar.tick === '' ? [] : [bar.tick]))).toEqual([
    '3',
    '5',
    '7',
    '9',
    '11',
    '13',
    '15',
    '17',
  ])
})

test('bars of real margins keep every row once, under different keys', () => {
  const margins = Array.from({ length: 500 }, (_, at) => (at - 200) / 10)
  const bars = prepareMargins(binMargins(margins, margins.slice(0, 100)))
  expect(bars.reduce((sum, bar) => sum + bar.count, 0)).toBe(500)
  expect(bars.reduce((sum, bar) => sum + (bar.controlCount ?? 0), 0)).toBe(100)
  expect(bars.reduce((sum, bar) => sum + bar.ties, 0)).toBe(1)
  expect(bars.filter((bar) => bar.side === 'correct').reduce((sum, bar) => sum + bar.decided, 0)).toBe(299)
  expect(new Set(bars.map((bar) => bar.key)).size).toBe(bars.length)
  expect(bars.some((bar) => bar.tick === '0')).toBe(true)
})

test('no bars for no margins', () => {
  expect(prepareMargins([])).toEqual([])
})

test('the table holds the numbers of the bars', () => {
  const { columns, rows } = tabulateMargins(prepareMargins([bin(null, 0, 5, 1, 0), bin(0, 1, 7)]))
  expect(columns.map(({ key }) => key)).toEqual(['from', 'to', 'count', 'ties', 'control'])
  expect(rows).toEqual([
    { from: null, to: 0, count: 5, ties: 1, control: 0 },
    { from: 0, to: 1, count: 7, ties: 0, control: null },
  ])
})
