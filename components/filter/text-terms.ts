import { TEXT_FIELDS, type TextFieldKey } from '@/lib/core/columns'
import type { Filter } from '@/lib/core/filter'
import { wordsOf } from '@/lib/core/words'

/** Every field that text search can look in. */
export const ALL_TEXT_FIELDS: readonly TextFieldKey[] = TEXT_FIELDS.map((field) => field.key)

/** The texts that the filter asks for in a field, for highlighting. Texts under a `not` are left out. */
export function findSearchedTexts(filter: Filter, field: TextFieldKey): readonly string[] {
  switch (filter.kind) {
    case 'all':
    case 'any':
      return filter.filters.flatMap((part) => findSearchedTexts(part, field))
    case 'text':
      return filter.fields.includes(field) ? [filter.query] : []
    case 'words':
      return field === 'prompt' ? wordsOf(filter.query) : []
    default:
      return []
  }
}
