import { filterInWords } from '@/lib/core/filter-words'
import { parseView } from '@/lib/core/view'
import { Notice } from '../ui/notice'

/** Says which rows of Explore wait for a project; `query` is their address. */
export function RowsToAdd({ query }: { query: string }) {
  return (
    <Notice tone="info" title="Which project asks about these rows?">
      {filterInWords(parseView(new URLSearchParams(query)).filter)}. Choose a project to add a queue of them, or make
      one.
    </Notice>
  )
}
