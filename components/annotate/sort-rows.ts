/** How a table is sorted: by a column, downwards or upwards. */
export interface TableSort {
  readonly column: string
  readonly isDescending: boolean
}

/** The rows in the order of a value of theirs; those without one come last either way, equal ones stay as they were. */
export function sortRows<Row>(
  rows: readonly Row[],
  readOf: (row: Row) => number | string | null,
  isDescending: boolean,
): readonly Row[] {
  const sign = isDescending ? -1 : 1
  return rows
    .map((row) => ({ row, value: readOf(row) }))
    .sort((a, b) => {
      if (a.value === null || b.value === null) return Number(a.value === null) - Number(b.value === null)
      if (typeof a.value === 'number' && typeof b.value === 'number') return sign * (a.value - b.value)
      return sign * String(a.value).localeCompare(String(b.value), 'en')
    })
    .map(({ row }) => row)
}
