import { FACETS, type FacetKey } from './columns'
import { SEGMENT_ROWS } from './direction-index-layout'

/** Stands for a facet that a row does not have: no facet can be this small. */
export const MISSING_FACET = -2_147_483_648

/** What the index knows of each row as one number. */
export type IndexColumn = FacetKey | 'shard'

/** The columns in the order in which they are held. */
export const INDEX_COLUMNS: readonly IndexColumn[] = [...FACETS.map(({ key }) => key), 'shard']

/** The least and the greatest value of a column over all rows, `null` where no row has one. */
export interface ColumnRange {
  readonly min: number | null
  readonly max: number | null
}

/** The facets and the shard of every row: 4 bytes a value, outside of the kernel's memory. */
export interface FacetTable {
  /** The values of a segment's rows, `MISSING_FACET` for none and for rows that are not there. */
  values(column: IndexColumn, segment: number): Int32Array
  range(column: IndexColumn): ColumnRange
  /** Grows with every change of the rows. */
  version(): number
  byteLength(): number
  /** Writes the values of consecutive rows: for each facet, in the order of `FACETS`, one value a row. */
  write(rowStart: number, facets: Int32Array, shard: number): void
  clear(): void
}

/** A table without rows. */
export function createFacetTable(): FacetTable {
  let segments: Int32Array[] = []
  let ranges = emptyRanges()
  let version = 0

  function segmentAt(place: number): Int32Array {
    const known = segments[place]
    if (known) return known
    const added = new Int32Array(INDEX_COLUMNS.length * SEGMENT_ROWS).fill(MISSING_FACET)
    segments[place] = added
    return added
  }

  function write(rowStart: number, facets: Int32Array, shard: number): void {
    const rows = facets.length / FACETS.length
    for (let row = 0; row < rows; ) {
      const place = (rowStart + row) % SEGMENT_ROWS
      const many = Math.min(SEGMENT_ROWS - place, rows - row)
      const segment = segmentAt(Math.floor((rowStart + row) / SEGMENT_ROWS))
      for (let facet = 0; facet < FACETS.length; facet++) {
        const values = facets.subarray(facet * rows + row, facet * rows + row + many)
        segment.set(values, facet * SEGMENT_ROWS + place)
        widen(ranges, facet, values)
      }
      segment.fill(shard, FACETS.length * SEGMENT_ROWS + place, FACETS.length * SEGMENT_ROWS + place + many)
      row += many
    }
    if (rows > 0) widen(ranges, FACETS.length, Int32Array.of(shard))
    version++
  }

  return {
    values: (column, segment) => {
      const start = INDEX_COLUMNS.indexOf(column) * SEGMENT_ROWS
      return segmentAt(segment).subarray(start, start + SEGMENT_ROWS)
    },
    range: (column) => {
      const at = INDEX_COLUMNS.indexOf(column)
      const [min = 0, max = 0] = [ranges.min[at], ranges.max[at]]
      return min > max ? { min: null, max: null } : { min, max }
    },
    version: () => version,
    byteLength: () => segments.reduce((sum, segment) => sum + segment.byteLength, 0),
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

function widen({ min, max }: Ranges, column: number, values: Int32Array): void {
  let [least, greatest] = [min[column] ?? 0, max[column] ?? 0]
  for (let row = 0; row < values.length; row++) {
    const value = values[row] ?? MISSING_FACET
    if (value === MISSING_FACET) continue
    if (value < least) least = value
    if (value > greatest) greatest = value
  }
  min[column] = least
  max[column] = greatest
}
