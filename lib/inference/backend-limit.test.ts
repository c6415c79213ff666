import { describe, expect, test } from 'vitest'
import { createBackendLimit, retryDelay } from './backend-limit'

describe('createBackendLimit', () => {
  test('halves when the backend is busy, never below one', () => {
    const limit = createBackendLimit(8)
    const allowed = Array.from({ length: 5 }, () => {
      limit.onBusy()
      return limit.allowed()
    })
    expect(allowed).toEqual([4, 2, 1, 1, 1])
  })

  test('grows by one for twenty scores, never above its slots', () => {
    const limit = createBackendLimit(4)
    limit.onScored(1000)
    expect(limit.allowed()).toBe(4)
    limit.onBusy()
    limit.onScored(19)
    expect(limit.allowed()).toBe(2)
    limit.onScored(1)
    expect(limit.allowed()).toBe(3)
    limit.onScored(500)
    expect(limit.allowed()).toBe(4)
  })
})

describe('retryDelay', () => {
  test('doubles its range up to the cap, uniformly', () => {
    const most = (attempts: number) => retryDelay(attempts, 0, 100, 1000, () => 0.5)
    expect([0, 1, 2, 3, 4, 20].map(most)).toEqual([50, 100, 200, 400, 500, 500])
    expect(retryDelay(3, 0, 100, 1000, () => 0)).toBe(0)
  })

  test('is never shorter than what the backend asked for', () => {
    expect(retryDelay(0, 7000, 100, 1000, () => 0.9)).toBe(7000)
  })
})
