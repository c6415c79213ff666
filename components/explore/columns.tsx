import { columnSizingFeature, createColumnHelper, tableFeatures } from '@tanstack/react-table'
import type { Filter } from '@/lib/core/filter'
import type { ViewColumn } from '@/lib/core/view'
import { Cell, HEADERS, type TableRow, widthOf } from './cells'

export const features = tableFeatures({ columnSizingFeature })

const helper = createColumnHelper<typeof features, TableRow>()

/** The columns of Explore in their order. Texts mark what the filter searches for. */
export function createColumns(shown: readonly ViewColumn[], filter: Filter) {
  return helper.columns(
    shown.map((id) =>
      helper.display({
        id,
        header: HEADERS[id].label,
        size: widthOf(id),
        cell: ({ row }) => <Cell id={id} row={row.original} filter={filter} />,
      }),
    ),
  )
}
