// @vitest-environment happy-dom
import { fireEvent, render, renderHook, screen } from '@testing-library/react'
import { beforeEach, expect, test, vi } from 'vitest'
import { DEFAULT_KEYS, remapKey } from './key-map'
import { useKeyActions, useOwnKeys } from './use-keys'

beforeEach(() => localStorage.clear())

function Page({ onAction }: { onAction: (action: string) => boolean }) {
  useKeyActions(DEFAULT_KEYS, onAction)
  return (
    <>
      <input aria-label="text" />
      <input type="radio" aria-label="choice" />
      <button type="button">press</button>
    </>
  )
}

test('keys act on the page, fewer of them while typing, and not in the place of a button', () => {
  const onAction = vi.fn(() => true)
  render(<Page onAction={onAction} />)
  const seen = (target: Element, key: string, more = {}) => {
    onAction.mockClear()
    fireEvent.keyDown(target, { key, ...more })
    return onAction.mock.calls.flat()
  }
  expect(seen(document.body, 's')).toEqual(['skip'])
  expect(seen(screen.getByLabelText('text'), 's')).toEqual([])
  expect(seen(screen.getByLabelText('text'), 'Enter', { ctrlKey: true })).toEqual(['submit-typing'])
  expect(seen(screen.getByLabelText('choice'), 'Enter')).toEqual(['submit'])
  expect(seen(screen.getByRole('button'), 'Enter')).toEqual([])
  expect(seen(screen.getByRole('button'), 'j')).toEqual(['next-question'])
  expect(seen(document.body, 's', { ctrlKey: true })).toEqual(['save'])
})

test('a key that is held down submits once, and walks on', () => {
  const onAction = vi.fn(() => true)
  render(<Page onAction={onAction} />)
  expect(fireEvent.keyDown(document.body, { key: 'Enter', repeat: true })).toBe(false)
  expect(onAction).not.toHaveBeenCalled()
  fireEvent.keyDown(document.body, { key: 'j', repeat: true })
  expect(onAction).toHaveBeenCalledWith('next-question')
})

test('an open dialog keeps its keys', () => {
  const onAction = vi.fn(() => true)
  render(
    <>
      <Page onAction={onAction} />
      <div role="dialog">Keys</div>
    </>,
  )
  fireEvent.keyDown(document.body, { key: 's' })
  expect(onAction).not.toHaveBeenCalled()
})

test('changed keys are kept for the next visit', () => {
  const changed = remapKey(DEFAULT_KEYS, 'skip', 'x')
  if (!changed.ok) throw new Error(changed.reason)
  const { result } = renderHook(() => useOwnKeys())
  result.current.setKeys(changed.keys)
  expect(renderHook(() => useOwnKeys()).result.current.keys.get('skip')).toBe('x')
})
