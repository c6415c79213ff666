import type { Filter } from '@/lib/core/filter'
import type { Sort } from '@/lib/core/view'
import { findRowPlace, readRowNumbers } from '../count-poles'
import type { ExampleRow } from '../queries/example-row'
import type { PageRow } from '../queries/page'
import type { PreparedSession } from './prepared-session'

interface ListPart {
  readonly filter: Filter
  readonly sort: Sort
  readonly offset: number
  readonly limit: number
}

/** Some complete rows of a list of a prepared dataset. Throws as `countPoles` and `PreparedTexts` do. */
export async function readPreparedRows(
  { texts }: PreparedSession,
  part: ListPart,
  signal: AbortSignal,
): Promise<readonly ExampleRow[]> {
  const { rows } = await readRowNumbers(part, signal)
  return texts.readRows(rows, signal)
}

/** The same rows as the table shows them; throws as `readPreparedRows`. */
export async function readPreparedPage(
  { texts }: PreparedSession,
  part: ListPart,
  signal: AbortSignal,
): Promise<readonly PageRow[]> {
  const { rows } = await readRowNumbers(part, signal)
  return texts.readPageRows(rows, signal)
}

/** A row with the hashes of its neighbours in a list, as `OpenRow` has them. */
export interface PreparedRow extends ExampleRow {
  readonly isInFilter: boolean
  readonly previous: string | null
  readonly next: string | null
}

/** Copies that are passed over in search of a neighbour before giving up. */
const MOST_COPIES = 50

/**
 * The row with this content hash, the first of its copies in the list, and its neighbours; `null` where the dataset has
 * none. Copies of an example count once, so walking on always ends; throws as `readPreparedRows`.
 */
export async function readPreparedRow(
  { texts, lookups }: PreparedSession,
  { hash, ...list }: { readonly hash: string; readonly filter: Filter; readonly sort: Sort },
  signal: AbortSignal,
): Promise<PreparedRow | null> {
  const copies = await lookups.rowsOfHash(hash, signal)
  const [any] = copies
  if (any === undefined) return null
  const first = await firstPlaced(copies)
  const [row] = await texts.readRows([first?.row ?? any], signal)
  if (!row) return null
  if (!first) return { ...row, isInFilter: false, previous: null, next: null }
  const [previous, next] = [await walk(first.previous, 'previous'), await walk(first.next, 'next')]
  return { ...row, isInFilter: true, previous, next }

  /** The copy that comes first in the list. */
  async function firstPlaced(rows: readonly number[]) {
    let best: { row: number; position: number; previous: number | null; next: number | null } | null = null
    for (const row of rows) {
      const { position, previous, next } = await findRowPlace({ ...list, row }, signal)
      if (position !== null && (!best || position < best.position)) best = { row, position, previous, next }
    }
    return best
  }

  /** The hash of the next row that is the first of its copies. */
  async function walk(from: number | null, way: 'previous' | 'next'): Promise<string | null> {
    let at = from
    for (let tries = 0; at !== null && tries < MOST_COPIES; tries++) {
      const [found] = await texts.readRows([at], signal)
      if (!found) return null
      const others = await lookups.rowsOfHash(found.hash, signal)
      if (others.length === 1 || (await firstPlaced(others))?.row === at) return found.hash
      at = (await findRowPlace({ ...list, row: at }, signal))[way]
    }
    return null
  }
}
