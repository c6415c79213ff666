import type { Filter } from '@/lib/core/filter'
import type { FilterContext } from '@/lib/core/filter-sql'
import { selectionsOf } from '@/lib/core/filter-terms'
import { resolveRuns } from './run-rows'
import { SelectionError } from './selection-error'
import { selections } from './selections'

/** A filter names a selection that this browser does not keep. */
export class UnknownSelectionError extends SelectionError {
  override name = 'UnknownSelectionError'
  constructor(readonly selection: string) {
    super(
      `This browser has no selection ${selection}. Import its list of hashes under Selections, or remove the condition.`,
    )
  }
}

/**
 * What a filter needs beside the loaded rows: the rows of its runs and of its saved selections. Throws as `resolveRuns`,
 * `UnknownSelectionError` for a selection of another browser, and `SelectionError` where selections cannot be read.
 */
export async function resolveFilter(filter: Filter, signal: AbortSignal): Promise<FilterContext> {
  const context = await resolveRuns(filter, signal)
  const rows = new Map<string, readonly string[]>()
  for (const id of selectionsOf(filter)) {
    const hashes = await selections.readHashes(id)
    signal.throwIfAborted()
    if (hashes === null) throw new UnknownSelectionError(id)
    rows.set(id, hashes)
  }
  return { ...context, rowsOfSelection: (id) => rows.get(id) ?? [] }
}
