'use client'
import Link from 'next/link'
import { readRowsByNumber } from '@/lib/dataset'
import { formatCount } from '../../ui/format'
import { Notice } from '../../ui/notice'
import { ScrollRegion } from '../../ui/scroll-region'
import { useLoad } from '../../ui/use-load'

interface RowsInAreaProps {
  /** The rows that are listed, in their order. */
  readonly rows: readonly number[]
  /** How many there are altogether. */
  readonly total: number
  readonly of: 'view' | 'area'
  readonly axes: readonly [across: number, up: number]
  readonly rowsKey: string
  readonly positions: Float32Array
  readonly hrefOf: (hash: string, row: number) => string
}

/** The rows nearest to the middle of what is seen or chosen: the map as a table. */
export function RowsInArea({ rows, total, of, axes, rowsKey, positions, hrefOf }: RowsInAreaProps) {
  const load = useLoad(rows.length === 0 ? null : `${rowsKey} ${rows.join()}`, (signal) =>
    readRowsByNumber(rows, signal),
  )
  const read = new Map((load.value ?? []).map((row) => [row.rowNumber, row]))
  const name = of === 'view' ? 'in view' : 'chosen'
  if (load.phase === 'failed')
    return (
      <Notice tone="fault" title="The rows could not be read" details={load.error.stack}>
        {load.error.message}
      </Notice>
    )
  return (
    <>
      <p className="px-3 py-2 text-ink-soft">
        {rows.length < total ? `${formatCount(rows.length)} of ${formatCount(total)}` : formatCount(total)} rows {name},
        those nearest to the middle first.
      </p>
      <ScrollRegion label={`Rows ${name}`} className="max-h-96 overflow-auto border-t">
        <table className="w-full text-left">
          <thead className="sticky top-0 bg-ground text-meta text-ink-soft">
            <tr>
              <th className="px-3 py-1.5 font-medium">Row</th>
              <th className="px-3 py-1.5 text-right font-medium">Component {axes[0]}</th>
              <th className="px-3 py-1.5 text-right font-medium">Component {axes[1]}</th>
              <th className="px-3 py-1.5 font-medium">Post</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((number) => {
              const row = read.get(number)
              return (
                <tr key={number} className="border-t align-top">
                  <td className="px-3 py-1.5 font-mono">
                    {row ? (
                      <Link href={hrefOf(row.hash, number)} className="hover:underline">
                        {row.shard}:{row.shardRow}
                      </Link>
                    ) : (
                      '…'
                    )}
                  </td>
                  <td className="px-3 py-1.5 text-right tabular-nums">{(positions[2 * number] ?? 0).toFixed(3)}</td>
                  <td className="px-3 py-1.5 text-right tabular-nums">{(positions[2 * number + 1] ?? 0).toFixed(3)}</td>
                  <td className="px-3 py-1.5">
                    <span className="line-clamp-1 max-w-[80ch] [overflow-wrap:anywhere]">{row?.prompt}</span>
                  </td>
                </tr>
              )
            })}
          </tbody>
        </table>
      </ScrollRegion>
    </>
  )
}
