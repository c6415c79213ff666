// @vitest-environment happy-dom
import { fireEvent, render, screen } from '@testing-library/react'
import { createElement } from 'react'
import { expect, test, vi } from 'vitest'
import PageError from './error'

test.each([
  ['Error', 1, 0],
  ['ChunkLoadError', 0, 1],
])(
  'after an error by the name of %s, another try draws the page again %i times and loads it anew %i times',
  (name, draws, loads) => {
    const reload = vi.spyOn(window.location, 'reload').mockImplementation(() => undefined)
    const reset = vi.fn()
    const error = Object.assign(new Error('what happened'), { name })
    render(createElement(PageError, { error, reset }))
    expect(screen.getByText('what happened').tagName).toBe('PRE')
    fireEvent.click(screen.getByRole('button', { name: 'Try again' }))
    expect(reset).toHaveBeenCalledTimes(draws)
    expect(reload).toHaveBeenCalledTimes(loads)
  },
)
