'use client'
import { ChartNoAxesColumn, Code, Columns3, Download, PenLine, Terminal } from 'lucide-react'
import dynamic from 'next/dynamic'
import Link from 'next/link'
import { useState } from 'react'
import { formatView, type ParsedView, VIEW_COLUMNS, type ViewColumn } from '@/lib/core/view'
import { Button } from '../ui/button'
import { formatCount } from '../ui/format'
import { loadPart } from '../ui/load-part'
import { Popover } from '../ui/popover'
import { HEADERS, USUAL_COLUMNS } from './cells'
import { CopyAs } from './copy-as'
import { ExportRows } from './export-rows'

const SqlConsole = dynamic(() => loadPart(() => import('./sql-console')), { ssr: false })

interface ViewToolsProps {
  readonly view: ParsedView
  readonly matched: number | null
  readonly isSynthetic: boolean
  readonly onColumns: (columns: readonly ViewColumn[] | null) => void
}

/** What can be done with the rows in view: choose columns, take them along, ask SQL, annotate or score them. */
export function ViewTools({ view, matched, isSynthetic, onColumns }: ViewToolsProps) {
  const [isConsoleOpen, setIsConsoleOpen] = useState(false)
  const [hasConsole, setHasConsole] = useState(false)
  const query = formatView({ ...view, row: null })
  return (
    <div className="flex shrink-0 items-center gap-1 max-[720px]:w-full max-[720px]:justify-between">
      <ColumnChoice shown={view.columns ?? USUAL_COLUMNS} onColumns={onColumns} />
      <CopyAs view={view}>
        <Button variant="quiet" size="icon" aria-label="Copy this view as SQL, Python or link" title="Copy as…">
          <Code aria-hidden />
        </Button>
      </CopyAs>
      <ExportRows view={view} matched={matched} isSynthetic={isSynthetic}>
        <Button variant="quiet" size="icon" aria-label="Export the rows in view" title="Export…">
          <Download aria-hidden />
        </Button>
      </ExportRows>
      <Button
        variant="quiet"
        size="icon"
        aria-label="Open the SQL console"
        title="SQL console"
        onClick={() => {
          setHasConsole(true)
          setIsConsoleOpen(true)
        }}
      >
        <Terminal aria-hidden />
      </Button>
      <Button variant="quiet" size="icon" asChild>
        <Link
          prefetch={false}
          href={`/annotate?rows=1${query ? `&${query}` : ''}`}
          aria-label="Annotate these rows"
          title="Annotate these rows"
        >
          <PenLine aria-hidden />
        </Link>
      </Button>
      <Button variant="primary" size="small" asChild={matched !== 0} disabled={matched === 0}>
        {matched === 0 ? (
          'No rows to score'
        ) : (
          <Link prefetch={false} href={`/evaluate/new${query ? `?${query}` : ''}`}>
            <ChartNoAxesColumn aria-hidden />
            <span>Score {matched === null ? 'rows' : `${formatCount(matched)} rows`}</span>
          </Link>
        )}
      </Button>
      {hasConsole && <SqlConsole open={isConsoleOpen} onOpenChange={setIsConsoleOpen} />}
    </div>
  )
}

function ColumnChoice({
  shown,
  onColumns,
}: {
  shown: readonly ViewColumn[]
  onColumns: (columns: readonly ViewColumn[] | null) => void
}) {
  function toggle(column: ViewColumn) {
    const next = VIEW_COLUMNS.filter((candidate) =>
      candidate === column ? !shown.includes(column) : shown.includes(candidate),
    )
    if (next.length > 0) onColumns(next)
  }

  return (
    <Popover
      label="Columns"
      align="end"
      className="w-56"
      trigger={
        <Button variant="quiet" size="icon" aria-label="Choose columns" title="Columns">
          <Columns3 aria-hidden />
        </Button>
      }
    >
      <fieldset className="flex flex-col">
        <legend className="mb-1 text-meta font-medium text-ink-soft">Columns</legend>
        {VIEW_COLUMNS.map((column) => (
          <label key={column} className="flex min-h-7 items-center gap-2">
            <input
              type="checkbox"
              checked={shown.includes(column)}
              onChange={() => toggle(column)}
              className="size-4 accent-(--ink)"
            />
            {HEADERS[column].label}
          </label>
        ))}
      </fieldset>
      <Button size="small" className="mt-2" onClick={() => onColumns(null)}>
        Usual columns
      </Button>
    </Popover>
  )
}
