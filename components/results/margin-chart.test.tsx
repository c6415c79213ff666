// @vitest-environment happy-dom
import { render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, test, vi } from 'vitest'
import MarginChart from './margin-chart'
import { prepareMargins } from './prepare-margins'

const BARS = prepareMargins([
  { from: -1, to: 0, count: 1, ties: 0, controlCount: 2 },
  { from: 0, to: 1, count: 0, ties: 0, controlCount: 1 },
  { from: 1, to: 2, count: 1500, ties: 0, controlCount: 0 },
])

test('every bar with rows opens by click and by key, and says what it holds', async () => {
  const user = userEvent.setup()
  const onOpen = vi.fn()
  render(<MarginChart bars={BARS} onOpen={onOpen} />)
  expect(screen.getAllByRole('button').map((button) => button.getAttribute('aria-label'))).toEqual([
    '−1 to 0 nats: 1 rows',
    '0 to 1 nats: 0 rows',
    '1 to 2 nats: 1,500 rows',
  ])
  await user.click(screen.getByRole('button', { name: '−1 to 0 nats: 1 rows' }))
  await user.tab()
  expect(screen.getByText('1,500 rows, control 0')).toBeTruthy()
  await user.keyboard('{Enter}')
  expect(onOpen.mock.calls).toEqual([[BARS[0]], [BARS[2]]])
})

test('on a frozen page no bar opens, the pointer still shows what it holds', async () => {
  const user = userEvent.setup()
  render(<MarginChart bars={BARS} />)
  expect(screen.queryAllByRole('button')).toEqual([])
  const bar = screen.getAllByRole('listitem')[1]
  if (!bar) throw new Error('The bar is there')
  await user.hover(bar)
  expect(screen.getByText('0 rows, control 1')).toBeTruthy()
})
