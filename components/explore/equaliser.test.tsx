// @vitest-environment happy-dom
import { fireEvent, render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { useState } from 'react'
import { expect, test, vi } from 'vitest'
import { DIMENSIONS } from '@/lib/core/dimensions'
import { allOf, type Filter } from '@/lib/core/filter'
import type { EqualiserOrderKey } from '@/lib/core/view'
import { Equaliser } from './equaliser'
import { type PoleTotals, prepareEqualiser } from './prepare-equaliser'

function poles(withDirection: number, positive: number, negative: number): PoleTotals {
  return { withDirection, positive: DIMENSIONS.map(() => positive), negative: DIMENSIONS.map(() => negative) }
}

interface SceneProps {
  readonly conditions?: readonly Filter[]
  readonly onGesture?: (gesture: string) => void
  readonly totals?: PoleTotals
  readonly counts?: PoleTotals | null
}

/** The equaliser as a page holds it: order and search are kept, gestures reported as words. */
function Scene({ conditions = [], onGesture, totals = poles(1000, 200, 100), counts = poles(100, 60, 5) }: SceneProps) {
  const [order, setOrder] = useState<EqualiserOrderKey>('index')
  const [search, setSearch] = useState('')
  return (
    <>
      <button type="button">Before</button>
      <Equaliser
        data={prepareEqualiser({ counts, totals, filter: allOf(conditions), order, search })}
        order={order}
        search={search}
        onOrder={setOrder}
        onSearch={setSearch}
        onGesture={(dimension, pole, gesture) => onGesture?.(`${gesture} ${dimension.key} ${pole}`)}
        onClear={(dimension) => onGesture?.(`clear ${dimension.key}`)}
      />
    </>
  )
}

/** All poles in their order. Read from the page itself: to work out 180 roles takes long. */
function allPoles(): readonly HTMLButtonElement[] {
  return [...screen.getByLabelText('Poles').querySelectorAll('button')]
}

function pole(name: RegExp): HTMLButtonElement {
  const found = allPoles().find((button) => name.test(button.getAttribute('aria-label') ?? ''))
  if (!found) throw new Error(`No pole is called ${name}`)
  return found
}

const YOUNG = /^Age: Young/
const OLDER = /^Age: Older/

test('every pole is a button that says its dimension, its rows and its share', () => {
  render(<Scene />)
  expect(allPoles()).toHaveLength(180)
  expect(pole(YOUNG).getAttribute('aria-label')).toBe('Age: Young, 60 rows, 60.0 %')
  expect(pole(OLDER).getAttribute('aria-label')).toBe('Age: Older, 5 rows, 5.0 %')
  expect(screen.getByText('full = 20 %')).toBeTruthy()
})

test('before the count a pole says so', () => {
  render(<Scene counts={null} />)
  expect(pole(YOUNG).getAttribute('aria-label')).toBe('Age: Young, not counted yet')
})

test('a click requires, with Shift excludes, with Alt asks for the history', async () => {
  const user = userEvent.setup()
  const onGesture = vi.fn()
  render(<Scene onGesture={onGesture} />)
  await user.click(pole(YOUNG))
  await user.keyboard('{Shift>}')
  await user.click(pole(OLDER))
  await user.keyboard('{/Shift}{Alt>}')
  await user.click(pole(YOUNG))
  await user.keyboard('{/Alt}')
  expect(onGesture.mock.calls.flat()).toEqual([
    'require age-group positive',
    'exclude age-group negative',
    'history age-group positive',
  ])
})

test('a pole with a condition is pressed and names it', () => {
  const own: Filter = { kind: 'direction', dimension: 'age-group', pole: 'positive' }
  render(<Scene conditions={[own, { kind: 'history', dimension: 'gender', pole: 'negative', quantifier: 'some' }]} />)
  expect(pole(/^Age: Young.*, required$/).getAttribute('aria-pressed')).toBe('true')
  expect(pole(/^Gender: Male.*, required in some history item$/).getAttribute('aria-pressed')).toBe('true')
  expect(pole(OLDER).getAttribute('aria-pressed')).toBe('false')
  expect(allPoles().filter((button) => button.getAttribute('aria-pressed') === 'true')).toHaveLength(2)
})

test('one pole is in the tab order, arrow keys, Home and End reach the others and stop at the ends', async () => {
  const user = userEvent.setup()
  render(<Scene />)
  pole(OLDER).focus()
  for (const [key, name] of [
    ['{ArrowRight}', YOUNG],
    ['{ArrowDown}', /^Gender: Female/],
    ['{ArrowLeft}', /^Gender: Male/],
    ['{ArrowUp}', OLDER],
    ['{ArrowUp}', OLDER],
    ['{ArrowLeft}', OLDER],
  ] as const) {
    await user.keyboard(key)
    expect(document.activeElement).toBe(pole(name))
  }
  expect(allPoles().filter((button) => button.tabIndex === 0)).toEqual([pole(OLDER)])
  const last = pole(/^Fashion: Likes/)
  await user.keyboard('{End}')
  expect(document.activeElement).toBe(last)
  await user.keyboard('{ArrowDown}{ArrowRight}')
  expect(document.activeElement).toBe(last)
  await user.keyboard('{Home}')
  expect(document.activeElement).toBe(pole(OLDER))
})

test('+, - and 0 act on the dimension in focus', async () => {
  const user = userEvent.setup()
  const onGesture = vi.fn()
  render(<Scene onGesture={onGesture} />)
  pole(/^Gender: Male/).focus()
  await user.keyboard('+=-0x')
  await user.keyboard('{Control>}+{/Control}')
  expect(onGesture.mock.calls.flat()).toEqual([
    'require gender positive',
    'require gender positive',
    'require gender negative',
    'clear gender',
  ])
})

test('the pointer does not take the keys away from the dimension in focus', async () => {
  const user = userEvent.setup()
  const onGesture = vi.fn()
  render(<Scene onGesture={onGesture} />)
  pole(/^Gender: Male/).focus()
  await user.hover(pole(YOUNG))
  await user.keyboard('+')
  await user.unhover(screen.getByLabelText('Poles'))
  await user.keyboard('-')
  expect(onGesture.mock.calls.flat()).toEqual(['require gender positive', 'require gender negative'])
})

test('what the pointer or the focus is on stands below in numbers', async () => {
  const user = userEvent.setup()
  render(<Scene />)
  expect(screen.getByText(/Click requires a pole/)).toBeTruthy()
  await user.hover(pole(YOUNG))
  expect(screen.getByText('60 rows · 60.0 % here, 20.0 % of all · lift 3.00')).toBeTruthy()
  expect(screen.getByText('value 1 = Young')).toBeTruthy()
  fireEvent.pointerLeave(screen.getByLabelText('Poles'))
  expect(screen.getByText(/Click requires a pole/)).toBeTruthy()
  fireEvent.focus(pole(/^Openness: Low/))
  expect(screen.getByText('5 rows · 5.0 % here, 10.0 % of all · lift 0.50')).toBeTruthy()
  expect(screen.queryByText(/value 1/)).toBeNull()
})

test('a lift that is undefined is left out of the reading', async () => {
  const user = userEvent.setup()
  render(<Scene totals={poles(1000, 0, 10)} counts={poles(0, 0, 0)} />)
  await user.hover(pole(YOUNG))
  expect(screen.getByText('0 rows · – here, 0.0 % of all')).toBeTruthy()
})

test('a search keeps the dimensions that match; what remains can be reached by keyboard', async () => {
  const user = userEvent.setup()
  render(<Scene />)
  pole(OLDER).focus()
  await user.type(screen.getByRole('searchbox', { name: 'Find a dimension' }), 'openness')
  expect(allPoles().map((button) => button.getAttribute('aria-label'))).toEqual([
    'Openness: Low Openness, 5 rows, 5.0 %',
    'Openness: High Openness, 60 rows, 60.0 %',
  ])
  expect(allPoles().filter((button) => button.tabIndex === 0)).toHaveLength(1)
})

test('a search without a match says so', async () => {
  const user = userEvent.setup()
  render(<Scene />)
  await user.type(screen.getByRole('searchbox', { name: 'Find a dimension' }), 'xyz')
  expect(screen.getByText('No dimension contains “xyz”.')).toBeTruthy()
})

test('the order is chosen by name and shows as sections', async () => {
  const user = userEvent.setup()
  render(<Scene />)
  expect(screen.getByRole('heading', { name: 'By index' })).toBeTruthy()
  await user.click(screen.getByRole('radio', { name: 'Group' }))
  expect(screen.getAllByRole('heading')).toHaveLength(5)
  await user.click(screen.getByRole('radio', { name: 'Lift' }))
  expect(screen.getByRole('heading', { name: 'By the larger lift over all rows' })).toBeTruthy()
})

test('data without directions says why nothing is counted', () => {
  render(<Scene totals={poles(0, 0, 0)} counts={poles(0, 0, 0)} />)
  expect(screen.getByText('These rows have no directions')).toBeTruthy()
})
