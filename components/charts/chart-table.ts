/** The numbers of a chart as a table: the same for the screen, a screen reader and CSV. `null` is undefined. */
export interface ChartTable {
  readonly columns: readonly { readonly key: string; readonly label: string; readonly isNumber: boolean }[]
  readonly rows: readonly Readonly<Record<string, string | number | null>>[]
}

/**
 * RFC 4180 CSV with provenance as `#` lines first. Numbers keep their full precision; a cell that a spreadsheet would
 * run as a formula gets a leading apostrophe.
 */
export function formatCsv(table: ChartTable, provenance: readonly string[]): string {
  const notes = provenance.map((line) => `# ${line.replace(/[\r\n]+/g, ' ')}`)
  const head = table.columns.map((column) => escapeCell(column.label)).join(',')
  const rows = table.rows.map((row) => table.columns.map((column) => escapeCell(row[column.key] ?? null)).join(','))
  return `${[...notes, head, ...rows].join('\r\n')}\r\n`
}

function escapeCell(value: string | number | null): string {
  if (value === null) return ''
  if (typeof value === 'number') return String(value)
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe
}

/** A column that a table is sorted by. */
export interface SortedBy {
  readonly key: string
  readonly descending: boolean
}

/** The rows in the order of a column, undefined cells last either way; equal ones keep their order. */
export function sortTable(table: ChartTable, sorted: SortedBy | null): ChartTable['rows'] {
  if (sorted === null) return table.rows
  const { key, descending } = sorted
  return table.rows.toSorted((a, b) => {
    const [x, y] = [a[key] ?? null, b[key] ?? null]
    if (x === null || y === null) return Number(x === null) - Number(y === null)
    const order = typeof x === 'number' && typeof y === 'number' ? x - y : String(x).localeCompare(String(y), 'en')
    return descending ? -order : order
  })
}
