// @vitest-environment happy-dom
import { render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, test, vi } from 'vitest'
import { filterSchema } from '@/lib/core/filter-schema'
import { AddFilter } from './add-filter'
import { ALL_TEXT_FIELDS } from './text-terms'

const CHOICES = { shards: ['a.parquet', 'b.parquet'], selections: [{ id: 's1', name: 'Tea', rows: 12 }] }

async function open(kind?: string) {
  const user = userEvent.setup()
  const onAdd = vi.fn()
  render(<AddFilter choices={CHOICES} onAdd={onAdd} />)
  await user.click(screen.getByRole('button', { name: 'Condition' }))
  const about = await screen.findByLabelText('About')
  if (kind) await user.selectOptions(about, kind)
  return {
    user,
    add: async () => {
      await user.click(screen.getByRole('button', { name: 'Add condition' }))
      const added: unknown[] = onAdd.mock.calls.flat()
      for (const condition of added) expect(filterSchema.safeParse(condition).error).toBeUndefined()
      return added
    },
  }
}

test('the direction of the row at a pole', async () => {
  const { user, add } = await open()
  await user.selectOptions(screen.getByLabelText('Dimension'), 'Openness')
  await user.selectOptions(screen.getByLabelText('Pole'), '− negative')
  expect(await add()).toEqual([{ kind: 'direction', dimension: 'openness', pole: 'negative' }])
})

test('the direction of the row neutral somewhere', async () => {
  const { user, add } = await open()
  await user.selectOptions(screen.getByLabelText('Dimension'), 'Sleep')
  await user.selectOptions(screen.getByLabelText('Pole'), 'neutral')
  expect(await add()).toEqual([{ kind: 'neutral', dimension: 'sleep' }])
})

test('a pole in some history item, where neutral is no choice', async () => {
  const { user, add } = await open('History items')
  expect(screen.queryByRole('option', { name: 'neutral' })).toBeNull()
  await user.selectOptions(screen.getByLabelText('Dimension'), 'Gender')
  expect(await add()).toEqual([{ kind: 'history', dimension: 'gender', pole: 'positive', quantifier: 'some' }])
})

test('a neutral direction that becomes a history condition has a pole again', async () => {
  const { user, add } = await open()
  await user.selectOptions(screen.getByLabelText('Pole'), 'neutral')
  await user.selectOptions(screen.getByLabelText('About'), 'History items')
  expect(await add()).toEqual([{ kind: 'history', dimension: 'age-group', pole: 'positive', quantifier: 'some' }])
})

test.each([
  ['both ends', '200', '900', 200, 900],
  ['an open end', '200', '', 200, null],
  ['an open start', '', '-5', null, -5],
  ['zero is a value', '0', '0', 0, 0],
])('a length or count: %s', async (_, from, to, min, max) => {
  const { user, add } = await open('Length or count')
  await user.selectOptions(screen.getByLabelText('Measure'), 'Chosen minus rejected length (characters)')
  if (from) await user.type(screen.getByLabelText('From'), from)
  if (to) await user.type(screen.getByLabelText('To'), to)
  expect(await add()).toEqual([{ kind: 'range', facet: 'length_difference', min, max }])
})

test('a range without both ends is refused until one is given', async () => {
  const { user, add } = await open('Length or count')
  expect(await add()).toEqual([])
  expect(screen.getByRole('alert').textContent).toBe('Fill in at least one value.')
  await user.type(screen.getByLabelText('To'), '10')
  expect(await add()).toEqual([{ kind: 'range', facet: 'prompt_length', min: null, max: 10 }])
  expect(screen.queryByRole('alert')).toBeNull()
})

test('a text in the fields that are ticked', async () => {
  const { user, add } = await open('Text')
  await user.type(screen.getByLabelText('Contains'), 'the cat')
  expect(await add()).toEqual([{ kind: 'text', query: 'the cat', fields: ALL_TEXT_FIELDS }])
  await user.click(screen.getByRole('checkbox', { name: 'UGC' }))
  await user.click(screen.getByRole('checkbox', { name: 'post' }))
  expect((await add()).at(-1)).toEqual({
    kind: 'text',
    query: 'the cat',
    fields: ['chosen', 'rejected', 'demographics', 'pairs'],
  })
})

test('a text that is empty or looks nowhere is refused', async () => {
  const { user, add } = await open('Text')
  expect(await add()).toEqual([])
  await user.type(screen.getByLabelText('Contains'), 'cat')
  for (const name of ['post', 'chosen', 'rejected', 'demographics', 'UGC', 'pairs'])
    await user.click(screen.getByRole('checkbox', { name }))
  expect(await add()).toEqual([])
  expect(screen.getByRole('alert').textContent).toBe('Fill in at least one value.')
})

test.each([
  ['every item says', { kind: 'history', dimension: 'age-group', pole: 'positive', quantifier: 'every' }],
  [
    'no item says',
    { kind: 'not', filter: { kind: 'history', dimension: 'age-group', pole: 'positive', quantifier: 'some' } },
  ],
])('%s', async (items, filter) => {
  const { user, add } = await open('History items')
  await user.selectOptions(screen.getByLabelText('Items'), items)
  expect(await add()).toEqual([filter])
})

test('the words of the post, at least one', async () => {
  const { user, add } = await open('Words of the post')
  await user.type(screen.getByLabelText('Every one of these words'), '?!')
  expect(await add()).toEqual([])
  expect(screen.getByRole('alert').textContent).toBe('Fill in at least one word.')
  await user.type(screen.getByLabelText('Every one of these words'), ' green tea')
  expect(await add()).toEqual([{ kind: 'words', query: '?! green tea' }])
})

test('a shard and a saved selection by their names', async () => {
  const { user, add } = await open('Shard')
  await user.selectOptions(screen.getByLabelText('Shard'), '1: b.parquet')
  expect(await add()).toEqual([{ kind: 'shard', shard: 1 }])
  await user.selectOptions(screen.getByLabelText('About'), 'Saved selection')
  expect((await add()).at(-1)).toEqual({ kind: 'selection', selection: 's1' })
})

test('a missing part', async () => {
  const { user, add } = await open('Missing part')
  await user.selectOptions(screen.getByLabelText('Part that is missing or empty'), 'Pairs')
  expect(await add()).toEqual([{ kind: 'missing', column: 'pairs' }])
})

test.each([
  ['Direction of the row', { kind: 'direction', dimension: 'age-group', pole: 'positive' }],
  ['History items', { kind: 'history', dimension: 'age-group', pole: 'positive', quantifier: 'some' }],
  ['Missing part', { kind: 'missing', column: 'direction' }],
])('%s negated', async (kind, filter) => {
  const { user, add } = await open(kind)
  await user.click(screen.getByRole('checkbox', { name: 'Keep the rows that do not meet it' }))
  expect(await add()).toEqual([{ kind: 'not', filter }])
})
