'use client'
import { ArrowDown, ArrowUp, X } from 'lucide-react'
import Link from 'next/link'
import { type PointerEvent, useEffect, useRef, useState } from 'react'
import type { Filter } from '@/lib/core/filter'
import { profileAddress } from '@/lib/core/profile-view'
import { DEFAULT_VECTORS_VIEW, formatVectorsView, type VectorsView } from '@/lib/core/vectors-view'
import type { Sort } from '@/lib/core/view'
import { type OpenRow, readOpenRow } from '@/lib/dataset'
import { Button } from '../ui/button'
import { CopyButton } from '../ui/copy-button'
import { Notice } from '../ui/notice'
import { Skeleton } from '../ui/skeleton'
import { useLoad } from '../ui/use-load'
import { usePanelFocus } from '../ui/use-panel-focus'
import { RowDetails } from './row-details'

interface RowDrawerProps {
  readonly hash: string
  readonly filter: Filter
  readonly sort: Sort
  /** Grows when the loaded rows change; `null` until rows can be read. */
  readonly version: number | null
  readonly onOpen: (hash: string) => void
  readonly onClose: () => void
}

const WIDTH = { least: 480, usual: 620, most: 900 }

/** One row beside the table; below 720 px a sheet over it. `[` and `]` walk, Escape closes. */
export function RowDrawer({ hash, filter, sort, version, onOpen, onClose }: RowDrawerProps) {
  const [width, setWidth] = useState(WIDTH.usual)
  const panel = useRef<HTMLElement>(null)
  const load = useLoad<OpenRow | null>(
    version === null ? null : JSON.stringify([hash, filter, sort, version]),
    (signal) => readOpenRow({ hash, filter, sort }, signal),
  )
  const open = load.value
  const previous = open?.previous ?? null
  const next = open?.next ?? null

  usePanelFocus(panel)

  useEffect(() => {
    function onKey(event: KeyboardEvent) {
      const isTyping =
        event.target instanceof HTMLElement && event.target.closest('input, textarea, select, [role="dialog"]')
      if (isTyping || event.metaKey || event.ctrlKey || event.altKey) return
      if (event.key === 'Escape') onClose()
      else if (event.key === '[' && previous) onOpen(previous)
      else if (event.key === ']' && next) onOpen(next)
      else return
      event.preventDefault()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [previous, next, onOpen, onClose])

  function resize(event: PointerEvent<HTMLDivElement>) {
    if (event.buttons !== 1) return
    setWidth(Math.min(WIDTH.most, Math.max(WIDTH.least, window.innerWidth - event.clientX)))
  }

  return (
    <aside
      ref={panel}
      tabIndex={-1}
      aria-label="Open row"
      style={{ width }}
      className="relative flex min-h-0 shrink-0 flex-col border-l bg-ground outline-none max-[1100px]:absolute max-[1100px]:inset-y-0 max-[1100px]:right-0 max-[1100px]:z-30 max-[1100px]:shadow-overlay max-[720px]:fixed max-[720px]:inset-0 max-[720px]:z-40 max-[720px]:w-full!"
    >
      <div
        aria-hidden
        onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
        onPointerMove={resize}
        className="absolute inset-y-0 -left-1 z-10 w-2 cursor-col-resize hover:bg-signal/30 max-[720px]:hidden"
      />
      <header className="flex h-11 shrink-0 items-center gap-1 border-b px-3">
        <h2 className="mr-auto truncate font-medium">
          {open ? (
            <>
              Row{' '}
              <span className="font-mono">
                {open.shard}:{open.shardRow}
              </span>
              {!open.isInFilter && <span className="ml-2 font-normal text-warn">outside the filter</span>}
            </>
          ) : (
            'Row'
          )}
        </h2>
        {open && (
          <Button variant="quiet" size="small" asChild title="All that is known of this person, side by side">
            <Link href={profileAddress(hash)}>Profile</Link>
          </Button>
        )}
        {open?.example.direction && (
          <Button variant="quiet" size="small" asChild title="Rows with the most similar directions">
            <Link href={`/vectors?${formatVectorsView(neighboursOf(hash, filter))}`}>Find neighbours</Link>
          </Button>
        )}
        <CopyButton label="Copy the link to this row" iconOnly text={() => window.location.href} />
        <Button
          variant="quiet"
          size="icon-small"
          disabled={!previous}
          onClick={() => previous && onOpen(previous)}
          aria-label="Previous row"
          title="Previous row  ["
        >
          <ArrowUp aria-hidden />
        </Button>
        <Button
          variant="quiet"
          size="icon-small"
          disabled={!next}
          onClick={() => next && onOpen(next)}
          aria-label="Next row"
          title="Next row  ]"
        >
          <ArrowDown aria-hidden />
        </Button>
        <Button variant="quiet" size="icon-small" onClick={onClose} aria-label="Close the row" title="Close  Esc">
          <X aria-hidden />
        </Button>
      </header>
      <div key={hash} className="min-h-0 flex-1 overflow-y-auto">
        {load.phase === 'failed' && (
          <Notice
            tone="fault"
            title="This row could not be read"
            details={load.error.stack ?? load.error.message}
            className="m-4"
          >
            {load.error.message}
          </Notice>
        )}
        {load.phase === 'ready' && load.value === null && (
          <Notice tone="warn" title="No such row among the loaded data" className="m-4">
            The link names the row with content hash <span className="font-mono">{hash}</span>. Open the data that it
            came from.
          </Notice>
        )}
        {load.phase === 'loading' && !open && <DrawerSkeleton />}
        {open && open.hash === hash && <RowDetails example={open.example} filter={filter} />}
      </div>
    </aside>
  )
}

/** Vectors with the neighbours of a row under the same filter. */
function neighboursOf(hash: string, filter: Filter): VectorsView {
  const { neighbours } = DEFAULT_VECTORS_VIEW
  return {
    ...DEFAULT_VECTORS_VIEW,
    filter,
    tab: 'neighbours',
    neighbours: { ...neighbours, target: { kind: 'row', hash } },
  }
}

function DrawerSkeleton() {
  return (
    <div className="flex flex-col gap-3 p-4">
      <Skeleton className="h-4 w-24" />
      <Skeleton className="h-16 w-full" />
      <Skeleton className="h-40 w-full" />
      <Skeleton className="h-10 w-full" />
    </div>
  )
}
