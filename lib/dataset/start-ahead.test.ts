import { afterEach, expect, test, vi } from 'vitest'
import { allowAhead, startAhead } from './start-ahead'

const kept = new Map<string, string>()

function openPage(saveData = false): void {
  vi.stubGlobal('window', {})
  vi.stubGlobal('navigator', { connection: { saveData } })
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
    removeItem: (key: string) => kept.delete(key),
  })
  vi.stubGlobal('requestIdleCallback', (begin: () => void) => begin())
}

afterEach(() => {
  vi.unstubAllGlobals()
  kept.clear()
})

function countStarts(signal = new AbortController().signal): number {
  let starts = 0
  startAhead(async () => {
    starts += 1
  }, signal)
  return starts
}

test('starts while the page idles', () => {
  openPage()
  expect(countStarts()).toBe(1)
})

test('not where data is saved, where it was turned off, after another opening, or outside a page', () => {
  expect(countStarts()).toBe(0)
  openPage(true)
  expect(countStarts()).toBe(0)
  openPage()
  expect(countStarts(AbortSignal.abort())).toBe(0)
  allowAhead(false)
  expect(countStarts()).toBe(0)
  allowAhead(true)
  expect(countStarts()).toBe(1)
})
