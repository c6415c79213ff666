import { type IndexedRows, type MaskedFilter, readRowMask, segmentsOf } from './direction-index-counts'
import type { FacetTable } from './direction-index-facets'
import { SEGMENT_ROWS } from './direction-index-layout'
import { MISSING_FACET } from './narrow-column'
import type { RowMask } from './row-mask'
import type { Steps } from './steps'
import type { Sort } from './view'

/** Rows of a list by their numbers. */
export interface RowPage {
  /** Rows of the whole list. */
  readonly matched: number
  readonly rows: Uint32Array
}

/** Where a row stands in a list. */
export interface RowPlace {
  readonly matched: number
  /** 0-based; `null` where the row is not in the list, which then has no neighbours for it. */
  readonly position: number | null
  /** The rows before and after it, `null` at the ends. */
  readonly previous: number | null
  readonly next: number | null
}

/** A list: which rows, and in which order. */
export interface ListQuestion extends MaskedFilter {
  readonly sort: Sort
}

/** All rows in the orders that were asked last. */
export interface RowOrders {
  read(sort: Sort): Steps<Uint32Array>
}

/** Orders kept: 4 bytes a row each. */
const KEPT_ORDERS = 2
const DIGIT = 65_536

/**
 * The orders of a table's rows: by value, rows without one last both ways, and equal ones by row number, as `orderBy` of
 * the database's queries has it. Forgotten when the rows change.
 */
export function createRowOrders(table: FacetTable, rows: () => number): RowOrders {
  const kept = new Map<string, Uint32Array>()
  let version = table.version()

  return {
    *read(sort) {
      if (version !== table.version()) kept.clear()
      version = table.version()
      const key = `${sort.key} ${sort.descending}`
      const order = kept.get(key) ?? (yield* sortRows(table, rows(), sort))
      kept.delete(key)
      kept.set(key, order)
      for (const oldest of kept.keys()) {
        if (kept.size <= KEPT_ORDERS) break
        kept.delete(oldest)
      }
      return order
    },
  }
}

/** Sorts by counting, 16 bits of the values at a time and the low ones first: such a sort leaves equal rows in place. */
function* sortRows(table: FacetTable, rows: number, { key, descending }: Sort): Steps<Uint32Array> {
  const order = new Uint32Array(rows)
  if (key === 'row_number') {
    for (let row = 0; row < rows; row++) order[row] = descending ? rows - 1 - row : row
    return order
  }
  const keys = new Uint32Array(rows)
  const { min, max } = table.range(key)
  const [least, greatest] = [min ?? 0, max ?? 0]
  let known = 0
  const missing: number[] = []
  for (let segment = 0; segment < segmentsOf(rows); segment++) {
    const values = table.values(key, segment)
    const start = segment * SEGMENT_ROWS
    for (let row = start; row < Math.min(rows, start + SEGMENT_ROWS); row++) {
      const value = values[row - start] ?? MISSING_FACET
      if (value === MISSING_FACET) missing.push(row)
      else {
        keys[row] = descending ? greatest - value : value - least
        order[known++] = row
      }
    }
    yield start / rows / 2
  }
  const sorted = order.subarray(0, known)
  yield* sortByDigit(sorted, keys, 0)
  if (greatest - least >= DIGIT) yield* sortByDigit(sorted, keys, 16)
  order.set(missing, known)
  return order
}

function* sortByDigit(order: Uint32Array, keys: Uint32Array, shift: number): Generator<number, void> {
  const places = new Uint32Array(DIGIT + 1)
  for (let at = 0; at < order.length; at++) {
    const after = (((keys[order[at] ?? 0] ?? 0) >>> shift) & 0xffff) + 1
    places[after] = (places[after] ?? 0) + 1
  }
  yield 0.5 + shift / 64
  for (let digit = 0; digit < DIGIT; digit++) places[digit + 1] = (places[digit + 1] ?? 0) + (places[digit] ?? 0)
  const from = order.slice()
  for (let at = 0; at < from.length; at++) {
    const row = from[at] ?? 0
    const digit = ((keys[row] ?? 0) >>> shift) & 0xffff
    const place = places[digit] ?? 0
    order[place] = row
    places[digit] = place + 1
  }
  yield 0.6 + shift / 64
}

/** The rows `offset` to `offset + limit - 1` of a list. */
export function* readRowPage(
  indexed: IndexedRows,
  question: ListQuestion & { readonly offset: number; readonly limit: number },
): Steps<RowPage> {
  const order = yield* indexed.orders.read(question.sort)
  const mask = readRowMask(indexed, question)
  const matched = countRows(mask)
  const found = new Uint32Array(Math.max(0, Math.min(question.limit, matched - question.offset)))
  let [left, taken] = [question.offset, 0]
  for (let at = 0; at < order.length && taken < found.length; at++) {
    const row = order[at] ?? 0
    if (!holds(mask, row)) continue
    if (left > 0) left--
    else found[taken++] = row
  }
  return { matched, rows: found }
}

/** Where a row stands in a list, and what is beside it. */
export function* findRowPlace(
  indexed: IndexedRows,
  question: ListQuestion & { readonly row: number },
): Steps<RowPlace> {
  const order = yield* indexed.orders.read(question.sort)
  const mask = readRowMask(indexed, question)
  const matched = countRows(mask)
  if (!holds(mask, question.row)) return { matched, position: null, previous: null, next: null }
  let [position, previous, next, isPast] = [0, -1, -1, false]
  for (let at = 0; at < order.length && next < 0; at++) {
    const row = order[at] ?? 0
    if (!holds(mask, row)) continue
    if (isPast) next = row
    else if (row === question.row) isPast = true
    else {
      previous = row
      position++
    }
  }
  return { matched, position, previous: previous < 0 ? null : previous, next: next < 0 ? null : next }
}

function holds(mask: RowMask, row: number): boolean {
  return ((mask[row >>> 3] ?? 0) & (1 << (row & 7))) !== 0
}

function countRows(mask: RowMask): number {
  let rows = 0
  for (let at = 0; at < mask.length; at++) for (let byte = mask[at] ?? 0; byte !== 0; byte &= byte - 1) rows++
  return rows
}
