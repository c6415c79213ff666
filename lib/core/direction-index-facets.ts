import { FACETS, type FacetKey } from './columns'
import { SEGMENT_ROWS } from './direction-index-layout'
import { createNarrowColumn, MISSING_FACET, type NarrowColumn } from './narrow-column'

/** What the index knows of each row as one number. */
export type IndexColumn = FacetKey | 'shard'

/** The columns in the order in which they are held. */
export const INDEX_COLUMNS: readonly IndexColumn[] = [...FACETS.map(({ key }) => key), 'shard']

/** The least and the greatest value of a column over all rows, `null` where no row has one. */
export interface ColumnRange {
  readonly min: number | null
  readonly max: number | null
}

/** The facets and the shard of every row, 1 to 4 bytes a value, outside of the kernel's memory. */
export interface FacetTable {
  /** The values of a segment's rows, `MISSING_FACET` for none and for rows that are not there; good until the next call. */
  values(column: IndexColumn, segment: number): Int32Array
  range(column: IndexColumn): ColumnRange
  /** Grows with every change of the rows. */
  version(): number
  byteLength(): number
  /** Writes the values of consecutive rows; `missing` and `MISSING_FACET` stand for none. */
  write(column: IndexColumn, rowStart: number, values: ArrayLike<number>, missing: number | null): void
  clear(): void
}

/** A table without rows. */
export function createFacetTable(): FacetTable {
  const read = new Int32Array(SEGMENT_ROWS)
  let segments: (readonly NarrowColumn[])[] = []
  let ranges = emptyRanges()
  let version = 0

  function columnAt(column: IndexColumn, place: number): NarrowColumn {
    segments[place] ??= INDEX_COLUMNS.map(() => createNarrowColumn(SEGMENT_ROWS))
    const found = segments[place][INDEX_COLUMNS.indexOf(column)]
    if (!found) throw new RangeError(`The index has no column ${column}`)
    return found
  }

  function write(column: IndexColumn, rowStart: number, values: ArrayLike<number>, missing: number | null): void {
    const at = INDEX_COLUMNS.indexOf(column)
    let [least, greatest] = [ranges.min[at] ?? 0, ranges.max[at] ?? 0]
    for (let row = 0; row < values.length; row++) {
      const value = values[row] ?? MISSING_FACET
      if (value === missing || value === MISSING_FACET) continue
      if (value < least) least = value
      if (value > greatest) greatest = value
    }
    ranges.min[at] = least
    ranges.max[at] = greatest
    for (let start = 0; start < values.length; ) {
      const place = (rowStart + start) % SEGMENT_ROWS
      const end = Math.min(values.length, start + SEGMENT_ROWS - place)
      columnAt(column, Math.floor((rowStart + start) / SEGMENT_ROWS)).write(place, values, start, end, missing)
      start = end
    }
    version++
  }

  return {
    values: (column, segment) => {
      columnAt(column, segment).readInto(read)
      return read
    },
    range: (column) => {
      const at = INDEX_COLUMNS.indexOf(column)
      const [min = 0, max = 0] = [ranges.min[at], ranges.max[at]]
      return min > max ? { min: null, max: null } : { min, max }
    },
    version: () => version,
    byteLength: () => segments.flat().reduce((sum, column) => sum + column.byteLength(), 0),
    write,
    clear: () => {
      segments = []
      ranges = emptyRanges()
      version++
    },
  }
}

interface Ranges {
  readonly min: Int32Array
  readonly max: Int32Array
}

function emptyRanges(): Ranges {
  const many = INDEX_COLUMNS.length
  return { min: new Int32Array(many).fill(2_147_483_647), max: new Int32Array(many).fill(MISSING_FACET) }
}
