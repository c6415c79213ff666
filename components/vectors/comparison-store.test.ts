import { expect, test } from 'vitest'
import { forgetComparison, keepComparison, readComparisons } from './comparison-store'

function storage(initial: Record<string, string> = {}) {
  const kept = new Map(Object.entries(initial))
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  }
}

test('keeps comparisons, the latest first, each name once', () => {
  const browser = storage()
  keepComparison(browser, { name: 'young', query: 'f=1:age-group.positive' })
  keepComparison(browser, { name: 'open', query: 'f=1:openness.positive' })
  keepComparison(browser, { name: 'young', query: 'f=1:age-group.positive&tab=compare' })
  expect(readComparisons(browser).map(({ name }) => name)).toEqual(['young', 'open'])
  expect(readComparisons(browser)[0]?.query).toContain('tab=compare')
  forgetComparison(browser, 'young')
  expect(readComparisons(browser).map(({ name }) => name)).toEqual(['open'])
})

test('has none where the browser kept something else', () => {
  expect(readComparisons(storage())).toEqual([])
  expect(readComparisons(storage({ 'alignx-lens.comparisons': '{"a":' }))).toEqual([])
  expect(readComparisons(storage({ 'alignx-lens.comparisons': '[{"name":1}]' }))).toEqual([])
})
