'use client'
import { ArrowDown, ArrowUp } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { classNames } from '../ui/class-names'
import { ScrollRegion } from '../ui/scroll-region'
import { sortRows, type TableSort } from './sort-rows'

/** A column of a table; the first is the name of its row. */
export interface TableColumn<Row> {
  readonly key: string
  readonly label: string
  /** What the column counts, on hover. */
  readonly hint?: string
  readonly align?: 'right'
  readonly cell: (row: Row) => ReactNode
  /** What the table is sorted by; without it the column cannot sort. `null` comes last. */
  readonly sortBy?: (row: Row) => number | string | null
}

interface DataTableProps<Row> {
  /** What the rows are; the section around it may have the same name. */
  readonly label: string
  readonly columns: readonly TableColumn<Row>[]
  readonly rows: readonly Row[]
  readonly keyOf: (row: Row) => string
  /** Pixels below which the table scrolls sideways. */
  readonly minWidth: number
}

/** A table whose heads sort it, first downwards, then upwards. */
export function DataTable<Row>({ label, columns, rows, keyOf, minWidth }: DataTableProps<Row>) {
  const [sort, setSort] = useState<TableSort | null>(null)
  const sortBy = columns.find(({ key }) => key === sort?.column)?.sortBy
  const shown = sort !== null && sortBy ? sortRows(rows, sortBy, sort.isDescending) : rows
  return (
    <ScrollRegion label={`${label}, table`} className="overflow-x-auto rounded-md border">
      <table className="w-full border-collapse" style={{ minWidth }}>
        <thead>
          <tr className="border-b text-meta text-ink-soft">
            {columns.map((column) => (
              <th
                key={column.key}
                scope="col"
                title={column.hint}
                aria-sort={sort?.column !== column.key ? undefined : sort.isDescending ? 'descending' : 'ascending'}
                className={classNames(
                  'whitespace-nowrap px-2 font-medium first:pl-3',
                  column.align === 'right' ? 'whitespace-nowrap text-right' : 'text-left',
                )}
              >
                {column.sortBy ? (
                  <SortButton
                    column={column}
                    sort={sort}
                    onSort={() =>
                      setSort({
                        column: column.key,
                        isDescending: sort?.column === column.key ? !sort.isDescending : column.align === 'right',
                      })
                    }
                  />
                ) : (
                  column.label
                )}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {shown.map((row) => (
            <tr key={keyOf(row)} className="border-b last:border-0 hover:bg-raised">
              {columns.map((column, place) => {
                const classes = classNames(
                  'px-2 py-1.5 font-normal first:pl-3',
                  column.align === 'right' ? 'whitespace-nowrap text-right' : 'text-left',
                )
                return place === 0 ? (
                  <th key={column.key} scope="row" className={classes}>
                    {column.cell(row)}
                  </th>
                ) : (
                  <td key={column.key} className={classes}>
                    {column.cell(row)}
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  )
}

interface SortButtonProps<Row> {
  readonly column: TableColumn<Row>
  readonly sort: TableSort | null
  readonly onSort: () => void
}

function SortButton<Row>({ column, sort, onSort }: SortButtonProps<Row>) {
  const Arrow = sort?.isDescending ? ArrowDown : ArrowUp
  return (
    <button
      type="button"
      onClick={onSort}
      className={classNames(
        'inline-flex min-h-8 items-center gap-1 font-medium hover:text-ink',
        column.align === 'right' && 'flex-row-reverse',
      )}
    >
      {column.label}
      <Arrow aria-hidden className={classNames('size-3', sort?.column !== column.key && 'invisible')} />
    </button>
  )
}
