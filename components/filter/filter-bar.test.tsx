// @vitest-environment happy-dom
import { render, screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { useState } from 'react'
import { expect, test, vi } from 'vitest'
import { allOf, type Filter } from '@/lib/core/filter'
import { FilterBar } from './filter-bar'
import { ALL_TEXT_FIELDS } from './text-terms'

const OPEN: Filter = { kind: 'direction', dimension: 'openness', pole: 'positive' }
const NO_HUMOR: Filter = { kind: 'not', filter: { kind: 'direction', dimension: 'interest-humor', pole: 'negative' } }
const LONG: Filter = { kind: 'range', facet: 'prompt_length', min: 200, max: 900 }

interface SceneProps {
  readonly start?: readonly Filter[]
  readonly problems?: readonly string[]
  readonly onChange?: (conditions: readonly Filter[]) => void
  readonly onEqualiser?: () => void
}

/** The bar as a page holds it: every change becomes the filter. */
function Scene({ start = [], problems = [], onChange, onEqualiser }: SceneProps) {
  const [conditions, setConditions] = useState(start)
  return (
    <FilterBar
      filter={allOf(conditions)}
      problems={problems}
      onChange={(next) => {
        onChange?.(next)
        setConditions(next)
      }}
      onEqualiser={() => onEqualiser?.()}
    />
  )
}

/** The pills, which come after the bar. */
async function pills(): Promise<readonly (string | null)[]> {
  const list = await screen.findByRole('list', { name: 'Filter' })
  return within(list)
    .queryAllByRole('listitem')
    .map((pill) => pill.textContent)
}

test('every condition is a pill in words', async () => {
  render(<Scene start={[OPEN, NO_HUMOR, LONG]} />)
  expect(await pills()).toEqual(['Openness: high', 'not Humor: dislikes', 'post length 200–900 characters'])
})

test('a filter that is one condition is one pill', async () => {
  render(<FilterBar filter={NO_HUMOR} problems={[]} onChange={vi.fn()} onEqualiser={vi.fn()} />)
  expect(await pills()).toEqual(['not Humor: dislikes'])
})

test('a pill goes by its own button, the others stay', async () => {
  const user = userEvent.setup()
  const onChange = vi.fn()
  render(<Scene start={[OPEN, NO_HUMOR, LONG]} onChange={onChange} />)
  await user.click(await screen.findByRole('button', { name: 'Remove the condition: not Humor: dislikes' }))
  expect(onChange.mock.calls).toEqual([[[OPEN, LONG]]])
  expect(await pills()).toHaveLength(2)
})

test('clear all is offered for more than one condition', async () => {
  const user = userEvent.setup()
  const onChange = vi.fn()
  render(<Scene start={[OPEN, LONG]} onChange={onChange} />)
  await user.click(await screen.findByRole('button', { name: 'Clear all' }))
  expect(onChange.mock.calls).toEqual([[[]]])
  expect(screen.queryByRole('button', { name: 'Clear all' })).toBeNull()
})

test('a search adds its trimmed text in every field and empties the box', async () => {
  const user = userEvent.setup()
  const onChange = vi.fn()
  render(<Scene start={[OPEN]} onChange={onChange} />)
  const box = screen.getByRole('searchbox', { name: 'Search all texts' })
  await user.type(box, '  the cat {Enter}')
  expect(onChange.mock.calls).toEqual([[[OPEN, { kind: 'text', query: 'the cat', fields: ALL_TEXT_FIELDS }]]])
  expect(box).toHaveProperty('value', '')
  expect(await pills()).toEqual(['Openness: high', 'text "the cat" in any text'])
})

test('a search for nothing adds nothing', async () => {
  const user = userEvent.setup()
  const onChange = vi.fn()
  render(<Scene onChange={onChange} />)
  await user.type(screen.getByRole('searchbox', { name: 'Search all texts' }), '   {Enter}')
  expect(onChange).not.toHaveBeenCalled()
})

test('the same search twice is two pills, each removed alone', async () => {
  const user = userEvent.setup()
  render(<Scene />)
  await user.type(screen.getByRole('searchbox', { name: 'Search all texts' }), 'cat{Enter}cat{Enter}')
  expect(await pills()).toHaveLength(2)
  const [first] = screen.getAllByRole('button', { name: 'Remove the condition: text "cat" in any text' })
  if (!first) throw new Error('A pill has a button')
  await user.click(first)
  expect(await pills()).toEqual(['text "cat" in any text'])
})

test('the slash key goes to the search, but not from another field', async () => {
  const user = userEvent.setup()
  render(
    <>
      <input aria-label="Elsewhere" />
      <Scene />
    </>,
  )
  const box = screen.getByRole('searchbox', { name: 'Search all texts' })
  await user.keyboard('/')
  expect(document.activeElement).toBe(box)
  expect(box).toHaveProperty('value', '')
  await user.type(screen.getByRole('textbox', { name: 'Elsewhere' }), '/')
  expect(document.activeElement).toBe(screen.getByRole('textbox', { name: 'Elsewhere' }))
  expect(screen.getByRole('textbox', { name: 'Elsewhere' })).toHaveProperty('value', '/')
})

test('what the address asked for in vain is announced', () => {
  render(<Scene problems={['The address asks for sort "x", left out: unknown']} />)
  expect(screen.getByRole('alert').textContent).toBe('The address asks for sort "x", left out: unknown')
})

test('the equaliser is shown and hidden', async () => {
  const user = userEvent.setup()
  const onEqualiser = vi.fn()
  render(<Scene onEqualiser={onEqualiser} />)
  await user.click(screen.getByRole('button', { name: 'Show or hide the equaliser' }))
  expect(onEqualiser).toHaveBeenCalledTimes(1)
})

test('changes of the filter are undone and redone by buttons and keys, but not from a text', async () => {
  const user = userEvent.setup()
  render(<Scene start={[OPEN, NO_HUMOR]} />)
  const undo = screen.getByRole('button', { name: 'Undo the last change of the filter' })
  const redo = screen.getByRole('button', { name: 'Redo the change of the filter' })
  expect([undo, redo].map((button) => button.hasAttribute('disabled'))).toEqual([true, true])
  await user.click(await screen.findByRole('button', { name: 'Remove the condition: Openness: high' }))
  await user.click(await screen.findByRole('button', { name: 'Remove the condition: not Humor: dislikes' }))
  await user.click(undo)
  expect(await pills()).toEqual(['not Humor: dislikes'])
  await user.keyboard('{Control>}z{/Control}')
  expect(await pills()).toEqual(['Openness: high', 'not Humor: dislikes'])
  await user.keyboard('{Control>}{Shift>}z{/Shift}{/Control}')
  expect(await pills()).toEqual(['not Humor: dislikes'])
  await user.click(redo)
  expect(await pills()).toEqual([])
  await user.click(screen.getByRole('searchbox', { name: 'Search all texts' }))
  await user.keyboard('{Control>}z{/Control}')
  expect(await pills()).toEqual([])
})

test('a pill opens the editor at its condition, where it is changed', async () => {
  const user = userEvent.setup()
  render(<Scene start={[OPEN, LONG]} />)
  await user.click(await screen.findByRole('button', { name: 'post length 200–900 characters' }))
  const editor = await screen.findByRole('dialog', { name: 'Filter' })
  await user.clear(within(editor).getByLabelText('To'))
  await user.click(within(editor).getByRole('button', { name: 'Change condition' }))
  await user.click(within(editor).getByRole('button', { name: 'Close' }))
  expect(await pills()).toEqual(['Openness: high', 'post length at least 200 characters'])
  const pill = screen.getByRole('button', { name: 'post length at least 200 characters' })
  await vi.waitFor(() => expect(document.activeElement).toBe(pill))
})

test('ticked conditions become a group that reads aloud', async () => {
  const user = userEvent.setup()
  render(<Scene start={[OPEN, NO_HUMOR, LONG]} />)
  await user.click(await screen.findByRole('button', { name: 'Openness: high' }))
  const editor = await screen.findByRole('dialog', { name: 'Filter' })
  await user.click(within(editor).getByRole('checkbox', { name: 'Tick: Openness: high' }))
  await user.click(within(editor).getByRole('checkbox', { name: 'Tick: not Humor: dislikes' }))
  await user.click(within(editor).getByRole('button', { name: 'Group as any of' }))
  const group = 'Openness: high OR not Humor: dislikes'
  await user.click(within(editor).getByRole('button', { name: `Negate: ${group}` }))
  await user.click(within(editor).getByRole('button', { name: 'Close' }))
  expect(await pills()).toEqual([`not (${group})`, 'post length 200–900 characters'])
})

test('the editor says how many rows meet each condition', async () => {
  const user = userEvent.setup()
  const counter = {
    key: 'x',
    count: async (filter: Filter) => ({ matched: filter.kind === 'all' ? 3 : 40, total: 90 }),
  }
  render(
    <FilterBar filter={allOf([OPEN, LONG])} problems={[]} onChange={vi.fn()} onEqualiser={vi.fn()} counter={counter} />,
  )
  await user.click(await screen.findByRole('button', { name: 'Openness: high' }))
  expect(await screen.findByText('3 of 90 rows')).toBeDefined()
  expect(await screen.findAllByText('40 of 90 rows')).toHaveLength(2)
})

test('a condition of the form joins the others', async () => {
  const user = userEvent.setup()
  const onChange = vi.fn()
  render(<Scene start={[OPEN]} onChange={onChange} />)
  await user.click(screen.getByRole('button', { name: 'Condition' }))
  await user.click(await screen.findByRole('button', { name: 'Add condition' }))
  expect(onChange.mock.calls).toEqual([[[OPEN, { kind: 'direction', dimension: 'age-group', pole: 'positive' }]]])
})
