// @vitest-environment happy-dom
import { render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, test, vi } from 'vitest'
import { AreaForm } from './area-form'

test('a rectangle is chosen by its numbers, and what is none is refused', async () => {
  const onArea = vi.fn()
  render(<AreaForm axes={[1, 3]} box={{ left: -1, right: 2, bottom: -0.5, top: 0.5 }} onArea={onArea} />)
  const user = userEvent.setup()
  const from = screen.getByRole('textbox', { name: 'Component 1 from' })
  const choose = screen.getByRole('button', { name: 'Choose this rectangle' })
  await user.clear(from)
  await user.click(choose)
  expect(screen.getByRole('alert').textContent).toContain('All four are numbers')
  await user.type(from, '3')
  await user.click(choose)
  expect(screen.getByRole('alert').textContent).toContain('less than')
  expect(onArea).not.toHaveBeenCalled()
  await user.clear(from)
  await user.type(from, '−0.25')
  await user.click(choose)
  expect(onArea).toHaveBeenCalledExactlyOnceWith({ left: -0.25, right: 2, bottom: -0.5, top: 0.5 })
})
