// @vitest-environment happy-dom
import { act, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { CopyButton } from './copy-button'

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

function stubClipboard(writeText: (text: string) => Promise<void>) {
  const spy = vi.fn(writeText)
  Object.defineProperty(navigator, 'clipboard', { value: { writeText: spy }, configurable: true })
  return spy
}

async function press() {
  await act(async () => fireEvent.click(screen.getByRole('button')))
}

test('the text is copied, which is said for a moment', async () => {
  const writeText = stubClipboard(async () => undefined)
  render(<CopyButton text="SELECT 1" label="Copy SQL" />)
  await press()
  expect(writeText.mock.calls).toEqual([['SELECT 1']])
  expect(screen.getByRole('button', { name: 'Copied' })).toBeTruthy()
  act(() => vi.advanceTimersByTime(1600))
  expect(screen.getByRole('button', { name: 'Copy SQL' })).toBeTruthy()
})

test('a text that is made on demand is made by the press', async () => {
  const writeText = stubClipboard(async () => undefined)
  const text = vi.fn(() => 'made')
  render(<CopyButton text={text} label="Copy" />)
  expect(text).not.toHaveBeenCalled()
  await press()
  expect(writeText.mock.calls).toEqual([['made']])
})

test('a browser that refuses is not reported as copied', async () => {
  stubClipboard(() => Promise.reject(new DOMException('Not allowed', 'NotAllowedError')))
  render(<CopyButton text="a" label="Copy" iconOnly />)
  await press()
  expect(screen.getByRole('button', { name: 'The browser refused to copy' })).toBeTruthy()
  act(() => vi.advanceTimersByTime(1600))
  expect(screen.getByRole('button', { name: 'Copy' })).toBeTruthy()
})

test('a second press is said for as long as the first', async () => {
  stubClipboard(async () => undefined)
  render(<CopyButton text="a" label="Copy" />)
  await press()
  act(() => vi.advanceTimersByTime(1000))
  await press()
  act(() => vi.advanceTimersByTime(1000))
  expect(screen.getByRole('button', { name: 'Copied' })).toBeTruthy()
  act(() => vi.advanceTimersByTime(600))
  expect(screen.getByRole('button', { name: 'Copy' })).toBeTruthy()
})
