// @vitest-environment happy-dom
import { act, renderHook } from '@testing-library/react'
import { afterEach, expect, test, vi } from 'vitest'
import { chooseAnnotator, readCurrentAnnotator, useCurrentAnnotator } from './current-annotator'

afterEach(() => chooseAnnotator('local'))

test('the local administrator works until another is chosen, whom the browser keeps', () => {
  expect(readCurrentAnnotator()).toBe('local')
  chooseAnnotator('ada')
  expect(readCurrentAnnotator()).toBe('ada')
  expect(localStorage.length).toBe(1)
  chooseAnnotator('local')
  expect(localStorage.length).toBe(0)
})

test('everything that shows who works hears of a change, in other tabs too', () => {
  const { result } = renderHook(() => useCurrentAnnotator())
  act(() => chooseAnnotator('ada'))
  expect(result.current).toBe('ada')
  const [key = ''] = Object.keys(localStorage)
  localStorage.setItem(key, 'bob')
  act(() => window.dispatchEvent(new StorageEvent('storage', { key })))
  expect(result.current).toBe('bob')
})

test('a browser that keeps nothing keeps the choice for the page', () => {
  vi.spyOn(Storage.prototype, 'setItem').mockImplementation(() => {
    throw new DOMException('full', 'QuotaExceededError')
  })
  chooseAnnotator('ada')
  expect(readCurrentAnnotator()).toBe('ada')
})
