'use client'
import { ArrowDown, ArrowUp } from 'lucide-react'
import { useMemo, useState } from 'react'
import { Button } from '../ui/button'
import { classNames } from '../ui/class-names'
import { formatCount } from '../ui/format'
import { ScrollRegion } from '../ui/scroll-region'
import { type ChartTable, type SortedBy, sortTable } from './chart-table'

/** Rows that are shown at once; a button shows as many more. */
const PAGE = 200

/** A chart's numbers as a table that can be sorted by any column. */
export function TableTwin({ table, caption }: { table: ChartTable; caption: string }) {
  const [sorted, setSorted] = useState<SortedBy | null>(null)
  const [shown, setShown] = useState(PAGE)
  const rows = useMemo(() => sortTable(table, sorted), [table, sorted])
  return (
    <ScrollRegion label={`${caption}, table`} className="max-h-96 overflow-auto">
      <table className="w-full border-collapse text-body">
        <caption className="sr-only">{caption}</caption>
        <thead>
          <tr className="border-b">
            {table.columns.map((column) => {
              const isSorted = sorted?.key === column.key
              const Arrow = sorted?.descending ? ArrowDown : ArrowUp
              return (
                <th
                  key={column.key}
                  scope="col"
                  aria-sort={isSorted ? (sorted.descending ? 'descending' : 'ascending') : undefined}
                  className={classNames('font-medium text-ink-soft', column.isNumber ? 'text-right' : 'text-left')}
                >
                  <button
                    type="button"
                    onClick={() =>
                      setSorted({ key: column.key, descending: isSorted ? !sorted.descending : column.isNumber })
                    }
                    className="inline-flex min-h-6 items-center gap-1 px-2 py-1 hover:text-ink"
                  >
                    {column.label}
                    {isSorted && <Arrow aria-hidden className="size-3" />}
                  </button>
                </th>
              )
            })}
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, shown).map((row, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows have no name, and keep no state.
            <tr key={at} className="border-b last:border-0">
              {table.columns.map((column) => (
                <td key={column.key} className={classNames('px-2 py-1', column.isNumber && 'text-right')}>
                  {formatCell(row[column.key] ?? null)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length > shown && (
        <Button size="small" className="m-2" onClick={() => setShown(shown + PAGE)}>
          Showing {formatCount(shown)} of {formatCount(rows.length)} rows: show {PAGE} more
        </Button>
      )}
    </ScrollRegion>
  )
}

function formatCell(value: string | number | null): string {
  if (value === null) return '–'
  if (typeof value === 'string') return value
  return Number.isInteger(value) ? value.toLocaleString('en-US') : value.toFixed(4)
}
