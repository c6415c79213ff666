import { columnSizingFeature, createColumnHelper, tableFeatures } from '@tanstack/react-table'
import type { ViewColumn } from '@/lib/core/view'
import { Cell, HEADERS, type TableRow, widthOf } from './cells'

export const features = tableFeatures({ columnSizingFeature })

const helper = createColumnHelper<typeof features, TableRow>()

/** The columns of Explore in their order. A cell's function is its component: another one would draw every cell anew. */
export function createColumns(shown: readonly ViewColumn[]) {
  return helper.columns(
    shown.map((id) =>
      helper.display({
        id,
        header: HEADERS[id].label,
        size: widthOf(id),
        cell: ({ row }) => <Cell id={id} {...row.original} />,
      }),
    ),
  )
}
