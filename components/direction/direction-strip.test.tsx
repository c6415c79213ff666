// @vitest-environment happy-dom
import { fireEvent, render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, test, vi } from 'vitest'
import { DIMENSION_COUNT } from '@/lib/core/dimensions'
import type { Direction, Sign } from '@/lib/core/direction'
import { DirectionStrip } from './direction-strip'
import { WIDE_STRIP } from './strip-layout'

/** Young, neutral gender, low neuroticism, likes fashion. */
const DIRECTION: Direction = Array.from({ length: DIMENSION_COUNT }, (_, at): Sign => {
  if (at === 0 || at === 89) return 1
  return at === 2 ? -1 : 0
})

function strip(): HTMLElement {
  return screen.getByRole('slider')
}

function said(): string | null {
  return strip().getAttribute('aria-valuetext')
}

test('the strip says whose direction it is and how much of it is active', () => {
  render(<DirectionStrip direction={DIRECTION} of="comment 2" />)
  expect(strip().getAttribute('aria-label')).toContain('Direction of comment 2: 3 of 90 dimensions active')
  expect(screen.getByText('3 of 90 dimensions active')).toBeTruthy()
  expect(said()).toBe('no dimension selected')
})

test('the arrow keys name one dimension after the other, in the order of the figure', async () => {
  const user = userEvent.setup()
  render(<DirectionStrip direction={DIRECTION} of="this row" />)
  await user.tab()
  expect(document.activeElement).toBe(strip())
  const heard: (string | null)[] = []
  for (const key of ['{ArrowRight}', '{ArrowUp}', '{ArrowRight}', '{ArrowLeft}', '{ArrowDown}', '{ArrowDown}']) {
    await user.keyboard(key)
    heard.push(said())
  }
  expect(heard).toEqual([
    'Age: Young',
    'Gender: neutral',
    'Neuroticism: Low Neuroticism',
    'Gender: neutral',
    'Age: Young',
    'Age: Young',
  ])
})

test('the first key to the left begins at the start', async () => {
  const user = userEvent.setup()
  render(<DirectionStrip direction={DIRECTION} of="this row" />)
  await user.tab()
  await user.keyboard('{ArrowLeft}')
  expect(said()).toBe('Age: Young')
})

test('End, Home and the page keys walk in larger steps and stop at the ends', async () => {
  const user = userEvent.setup()
  render(<DirectionStrip direction={DIRECTION} of="this row" />)
  await user.tab()
  const heard: (string | null)[] = []
  for (const key of ['{End}', '{ArrowRight}', '{PageDown}', '{PageUp}', '{Home}', '{PageDown}']) {
    await user.keyboard(key)
    heard.push(strip().getAttribute('aria-valuenow'))
  }
  expect(heard).toEqual(['89', '89', '79', '89', '0', '0'])
  await user.keyboard('{End}')
  expect(said()).toBe('Fashion: Likes fashion')
})

test('other keys stay with the page', async () => {
  render(<DirectionStrip direction={DIRECTION} of="this row" />)
  expect(fireEvent.keyDown(strip(), { key: 'ArrowRight' })).toBe(false)
  expect(fireEvent.keyDown(strip(), { key: 'j' })).toBe(true)
  expect(said()).toBe('Age: Young')
})

test('the pole of the row stands out in the reading; neutral is said', async () => {
  const user = userEvent.setup()
  render(<DirectionStrip direction={DIRECTION} of="this row" />)
  await user.tab()
  await user.keyboard('{ArrowRight}')
  expect(screen.getByText('+ Young').tagName).toBe('STRONG')
  expect(screen.getByText('− Older').tagName).toBe('SPAN')
  await user.keyboard('{ArrowRight}')
  expect(screen.getByText('+ Female').tagName).toBe('SPAN')
  expect(screen.getByText(/neutral here/)).toBeTruthy()
  await user.keyboard('{ArrowRight}')
  expect(screen.getByText('− Low Neuroticism').tagName).toBe('STRONG')
  expect(screen.queryByText(/neutral here/)).toBeNull()
})

test('the reading goes when the focus goes', async () => {
  const user = userEvent.setup()
  render(<DirectionStrip direction={DIRECTION} of="this row" />)
  await user.tab()
  await user.keyboard('{End}')
  await user.tab()
  expect(said()).toBe('no dimension selected')
  expect(screen.getByText('3 of 90 dimensions active')).toBeTruthy()
})

test('the pointer names the cell it is on, at any width of the strip', () => {
  render(<DirectionStrip direction={DIRECTION} of="this row" />)
  const half = WIDE_STRIP.width / 2
  vi.spyOn(strip(), 'getBoundingClientRect').mockReturnValue(new DOMRect(100, 0, half, 20))
  const second = WIDE_STRIP.cells[1]
  if (!second) throw new Error('A strip has cells')
  fireEvent.pointerMove(strip(), { clientX: 100 + (second.x + 1) / 2 })
  expect(said()).toBe('Gender: neutral')
  fireEvent.pointerMove(strip(), { clientX: 100 + half })
  expect(said()).toBe('Fashion: Likes fashion')
  fireEvent.pointerMove(strip(), { clientX: 100 })
  expect(said()).toBe('Age: Young')
  fireEvent.pointerLeave(strip())
  expect(said()).toBe('no dimension selected')
})
