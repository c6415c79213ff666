import { classNames } from '../ui/class-names'
import { ScrollRegion } from '../ui/scroll-region'
import type { ChartTable } from './chart-table'

/** A chart's numbers as a table. */
export function TableTwin({ table, caption }: { table: ChartTable; caption: string }) {
  return (
    <ScrollRegion label={`${caption}, table`} className="max-h-96 overflow-auto">
      <table className="w-full border-collapse text-body">
        <caption className="sr-only">{caption}</caption>
        <thead>
          <tr className="border-b">
            {table.columns.map((column) => (
              <th
                key={column.key}
                scope="col"
                className={classNames(
                  'px-2 py-1 font-medium text-ink-soft',
                  column.isNumber ? 'text-right' : 'text-left',
                )}
              >
                {column.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.map((row, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the rows of a chart keep their order.
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
    </ScrollRegion>
  )
}

function formatCell(value: string | number | null): string {
  if (value === null) return '–'
  if (typeof value === 'string') return value
  return Number.isInteger(value) ? value.toLocaleString('en-US') : value.toFixed(4)
}
