import { expect, test } from 'vitest'
import { TEXT_FIELDS, type TextFieldKey } from '@/lib/core/columns'
import type { Filter } from '@/lib/core/filter'
import { ALL_TEXT_FIELDS, findSearchedTexts } from './text-terms'

function text(query: string, ...fields: TextFieldKey[]): Filter {
  return { kind: 'text', query, fields }
}

test('text search looks in every field that can be searched', () => {
  expect(ALL_TEXT_FIELDS).toEqual(TEXT_FIELDS.map(({ key }) => key))
  expect(ALL_TEXT_FIELDS).toContain('pairs')
})

test('the texts of a field are found through all and any, in the order of the filter', () => {
  const filter: Filter = {
    kind: 'all',
    filters: [
      text('cat', 'prompt', 'chosen'),
      { kind: 'any', filters: [text('dog', 'chosen'), { kind: 'all', filters: [text('owl', 'prompt')] }] },
      { kind: 'missing', column: 'profile' },
    ],
  }
  expect(findSearchedTexts(filter, 'prompt')).toEqual(['cat', 'owl'])
  expect(findSearchedTexts(filter, 'chosen')).toEqual(['cat', 'dog'])
  expect(findSearchedTexts(filter, 'ugc')).toEqual([])
})

test('a text that rows must not hold is nothing to mark', () => {
  const not: Filter = { kind: 'not', filter: text('cat', 'prompt') }
  expect(findSearchedTexts(not, 'prompt')).toEqual([])
  expect(findSearchedTexts({ kind: 'all', filters: [not, text('dog', 'prompt')] }, 'prompt')).toEqual(['dog'])
})

test('a filter may be one text alone', () => {
  expect(findSearchedTexts(text('cat', 'demographics'), 'demographics')).toEqual(['cat'])
})
