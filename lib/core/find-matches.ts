import type { TextFieldKey } from './columns'
import type { Example } from './example'
import { splitByQueries } from './split-by-queries'

/** Characters of a text that an excerpt shows before its first hit, and from there on. */
const BEFORE = 80
const AFTER = 240

/**
 * Where a text of an example holds a query. `item` is the 0-based place in UGC or pairs, `null` for a text of the row
 * itself; `part` names the text of the item. The excerpt begins at `start` of the text; marks are [start, end) in the
 * excerpt. All in UTF-16 code units. `count` is the number of hits in the whole text.
 */
export interface TextMatch {
  readonly field: TextFieldKey
  readonly item: number | null
  readonly part: string | null
  readonly count: number
  readonly start: number
  readonly excerpt: string
  readonly marks: readonly (readonly [start: number, end: number])[]
}

interface NamedText {
  readonly field: TextFieldKey
  readonly item: number | null
  readonly part: string | null
  readonly text: string
}

/** Every text of the fields that holds the query, letter case ignored, with its hits marked as the screen marks them. */
export function findMatches(example: Example, query: string, fields: readonly TextFieldKey[]): readonly TextMatch[] {
  return fields
    .flatMap((field) => textsOf(example, field))
    .flatMap(({ text, ...place }) => {
      const hits = splitByQueries(text, [query]).filter(({ isHit }) => isHit)
      const [first] = hits
      if (!first) return []
      const start = Math.max(0, first.start - BEFORE)
      const end = Math.min(text.length, first.start + Math.max(AFTER, first.text.length))
      const marks = hits
        .filter((hit) => hit.start + hit.text.length <= end)
        .map((hit) => [hit.start - start, hit.start + hit.text.length - start] as const)
      return [{ ...place, count: hits.length, start, excerpt: text.slice(start, end), marks }]
    })
}

function textsOf(example: Example, field: TextFieldKey): readonly NamedText[] {
  if (field === 'ugc' || field === 'pairs') {
    const parts: readonly Readonly<Record<string, unknown>>[] = example[field].map(({ direction, ...texts }) => texts)
    return parts.flatMap((texts, item) =>
      Object.entries(texts).map(([part, text]) => ({ field, item, part, text: String(text) })),
    )
  }
  return [{ field, item: null, part: null, text: example[field] ?? '' }]
}
