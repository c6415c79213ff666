'use client'
import Link from 'next/link'
import { readRowsByNumber } from '@/lib/dataset'
import { DirectionStrip } from '../../direction/direction-strip'
import { classNames } from '../../ui/class-names'
import { useLoad } from '../../ui/use-load'

interface RowCardProps {
  readonly id: string
  readonly rowsKey: string
  readonly row: number | null
  readonly place: string
  readonly hrefOf: (hash: string, row: number) => string
  readonly className?: string
}

/** A pointer that crosses rows on its way asks for none of them. */
const PAUSE_MS = 70

/** The row that is pointed at: where it lies, its post and its direction. */
export function RowCard({ id, rowsKey, row, place, hrefOf, className }: RowCardProps) {
  const load = useLoad(row === null ? null : `${rowsKey} ${row}`, async (signal) => {
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS))
    signal.throwIfAborted()
    return (await readRowsByNumber([row ?? 0], signal))[0] ?? null
  })
  const read = row !== null && load.value?.rowNumber === row ? load.value : null
  return (
    <section aria-label="Row pointed at" className={classNames('min-h-36', className)}>
      <div id={id} aria-live="polite">
        {row === null ? (
          <p className="text-ink-soft">
            Point at a row, or walk there with the arrow keys, to read it. A click opens it.
          </p>
        ) : load.phase === 'failed' ? (
          <p className="text-fault">The row could not be read: {load.error.message}</p>
        ) : (
          <p>
            {read ? (
              <Link href={hrefOf(read.hash, read.rowNumber)} className="font-medium hover:underline">
                Row{' '}
                <span className="font-mono">
                  {read.shard}:{read.shardRow}
                </span>
              </Link>
            ) : (
              'Reading the row …'
            )}
            <span className="ml-2 tabular-nums text-ink-soft">{place}</span>
          </p>
        )}
        {read && <p className="mt-1 line-clamp-4 text-ink-soft [overflow-wrap:anywhere]">{read.prompt}</p>}
      </div>
      {read?.direction && (
        <div className="mt-2">
          <DirectionStrip direction={read.direction} of="this row" />
        </div>
      )}
    </section>
  )
}
