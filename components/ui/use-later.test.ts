// @vitest-environment happy-dom
import { renderHook, waitFor } from '@testing-library/react'
import { afterEach, expect, test, vi } from 'vitest'
import { useLater } from './use-later'

afterEach(() => {
  vi.unstubAllGlobals()
})

/** A part that the server, which answers, gives at the second try. */
function secondTry() {
  const load = vi.fn(async () => {
    if (load.mock.calls.length === 1) throw new Error('Failed to load chunk')
    return { name: 'the part' }
  })
  vi.stubGlobal('fetch', async () => ({ ok: true }))
  return load
}

test.each([
  ['wanted', true],
  ['only fetched ahead', false],
])('a part that is %s and fails once is asked for again', async (_, isWanted) => {
  const load = secondTry()
  const { result } = renderHook(() => useLater(load, isWanted))
  expect(result.current).toBeNull()
  await waitFor(() => expect(result.current).toEqual({ name: 'the part' }))
  expect(load).toHaveBeenCalledTimes(2)
})

test('a part of a screen that has gone is not waited for', async () => {
  const looks = vi.fn(async () => Promise.reject(new TypeError('Failed to fetch')))
  vi.stubGlobal('fetch', looks)
  const load = vi.fn(async () => Promise.reject(new Error('Failed to load chunk')))
  const { unmount } = renderHook(() => useLater(load, true))
  await waitFor(() => expect(looks).toHaveBeenCalledTimes(1))
  unmount()
  await new Promise((resolve) => setTimeout(resolve, 1500))
  expect(load).toHaveBeenCalledTimes(1)
  expect(looks.mock.calls.length).toBeLessThanOrEqual(2)
})
