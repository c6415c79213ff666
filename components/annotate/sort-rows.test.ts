import { expect, test } from 'vitest'
import { sortRows } from './sort-rows'

const rows = [
  { name: 'b', value: 2 },
  { name: 'none', value: null },
  { name: 'a', value: 2 },
  { name: 'c', value: -1 },
]
const names = (isDescending: boolean) => sortRows(rows, (row) => row.value, isDescending).map(({ name }) => name)

test('rows without a value come last both ways, equal ones keep their order', () => {
  expect(names(true)).toEqual(['b', 'a', 'c', 'none'])
  expect(names(false)).toEqual(['c', 'b', 'a', 'none'])
})

test('texts are sorted as words', () => {
  expect(sortRows(['b', 'Á', 'a'], (text) => text, false)).toEqual(['a', 'Á', 'b'])
})
