import type { Filter } from '@/lib/core/filter'
import { type FilterContext, UnresolvedRunError, UnresolvedSelectionError } from '@/lib/core/filter-sql'
import type { RowMask } from '@/lib/core/row-mask'
import type { PreparedLookups } from './prepared-lookups'

/** A condition that a prepared dataset cannot answer in the browser. */
export class PreparedQuestionError extends Error {
  override name = 'PreparedQuestionError'
  readonly code = 'prepared-question'
}

/**
 * The rows that meet the part of a filter which the direction index does not know. `pickTexts` searches inside texts;
 * without it that is a `PreparedQuestionError`, since it would read every pack. Throws that, what the lookups throw, and as `filterToSql` for a run or a selection
 * that nobody looked up.
 */
export async function pickPreparedRows(
  filter: Filter,
  {
    lookups,
    rows,
    context = {},
    pickTexts = null,
  }: {
    readonly lookups: PreparedLookups
    readonly rows: number
    readonly context?: FilterContext | undefined
    readonly pickTexts?: ((filter: Filter, signal: AbortSignal) => Promise<RowMask>) | null
  },
  signal: AbortSignal,
): Promise<RowMask> {
  const bytes = Math.ceil(rows / 8)
  const pick = (part: Filter) => pickPreparedRows(part, { lookups, rows, context, pickTexts }, signal)
  switch (filter.kind) {
    case 'all':
    case 'any': {
      const isAll = filter.kind === 'all'
      const mask = isAll ? invert(new Uint8Array(bytes), rows) : new Uint8Array(bytes)
      for (const part of filter.filters) {
        const other = await pick(part)
        for (let at = 0; at < bytes; at++) {
          const byte = other[at] ?? 0
          mask[at] = isAll ? (mask[at] ?? 0) & byte : (mask[at] ?? 0) | byte
        }
      }
      return mask
    }
    case 'not':
      return invert(await pick(filter.filter), rows)
    case 'words':
      return lookups.maskOfWords(filter.query, signal)
    case 'run': {
      if (!context.rowsOfRun) throw new UnresolvedRunError(filter.run)
      return lookups.maskOfHashes(context.rowsOfRun(filter), signal)
    }
    case 'selection': {
      if (!context.rowsOfSelection) throw new UnresolvedSelectionError(filter.selection)
      return lookups.maskOfHashes(context.rowsOfSelection(filter.selection), signal)
    }
    case 'text':
      if (pickTexts) return widen(await pickTexts(filter, signal), bytes)
      throw new PreparedQuestionError(
        'A prepared dataset cannot be searched for a part of a text in the browser: that would read every row. Search for whole words of the post instead.',
      )
    default:
      throw new PreparedQuestionError(`The direction index answers ${filter.kind} conditions.`)
  }
}

/** A mask that ends with its last row, as one of all rows. */
function widen(mask: RowMask, bytes: number): RowMask {
  const wide = new Uint8Array(bytes)
  wide.set(mask.subarray(0, bytes))
  return wide
}

/** All other rows. */
function invert(mask: RowMask, rows: number): RowMask {
  const other = new Uint8Array(Math.ceil(rows / 8))
  for (let at = 0; at < other.length; at++) other[at] = ~(mask[at] ?? 0)
  if (rows % 8 !== 0) other[other.length - 1] = (other.at(-1) ?? 0) & ((1 << (rows % 8)) - 1)
  return other
}
