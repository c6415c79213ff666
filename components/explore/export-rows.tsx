'use client'
import { type ReactNode, useState } from 'react'
import type { ParsedView } from '@/lib/core/view'
import { type ExportFormat, exportView } from '@/lib/dataset'
import { Button } from '../ui/button'
import { Dialog } from '../ui/dialog'
import { formatBytes, formatCount } from '../ui/format'
import { Menu } from '../ui/menu'
import { Notice } from '../ui/notice'
import { Progress } from '../ui/progress'
import { saveBlob } from '../ui/save-file'

interface ExportRowsProps {
  readonly view: ParsedView
  readonly matched: number | null
  readonly isSynthetic: boolean
  readonly children: ReactNode
}

interface Job {
  readonly abort: AbortController
  readonly rows: number
  readonly bytes: number
  readonly problem: string | null
}

const TYPES: Record<ExportFormat, string> = { jsonl: 'application/jsonl', csv: 'text/csv' }

/** Saves every row in view as a file, with progress and a way to stop. */
export function ExportRows({ view, matched, isSynthetic, children }: ExportRowsProps) {
  const [job, setJob] = useState<Job | null>(null)

  async function save(format: ExportFormat) {
    const abort = new AbortController()
    setJob({ abort, rows: 0, bytes: 0, problem: null })
    const parts: Blob[] = []
    try {
      for await (const { text, rows } of exportView(view, format, abort.signal)) {
        const part = new Blob([text])
        parts.push(part)
        setJob((last) => last && { ...last, rows, bytes: last.bytes + part.size })
      }
      const name = `alignx-rows${isSynthetic ? '-synthetic' : ''}.${format}`
      saveBlob(new Blob(parts, { type: `${TYPES[format]};charset=utf-8` }), name)
      setJob(null)
    } catch (cause) {
      if (abort.signal.aborted) return
      const problem = cause instanceof Error ? cause.message : String(cause)
      setJob((last) => last && { ...last, problem })
    }
  }

  function stop() {
    job?.abort.abort()
    setJob(null)
  }

  return (
    <>
      <Menu
        trigger={children}
        label={matched === null ? 'Rows in view' : `${formatCount(matched)} rows in view`}
        items={[
          { label: 'JSONL, whole rows as AlignX', onSelect: () => void save('jsonl') },
          { label: 'CSV, texts and direction', onSelect: () => void save('csv') },
        ]}
      />
      <Dialog open={job !== null} onOpenChange={(open) => !open && stop()} title="Saving rows">
        {job?.problem ? (
          <Notice tone="fault" title="The rows were not saved">
            {job.problem}
          </Notice>
        ) : (
          <div className="flex flex-col gap-3">
            <p>
              {formatCount(job?.rows ?? 0)} of {formatCount(matched)} rows · {formatBytes(job?.bytes ?? 0)}
            </p>
            <Progress share={matched ? (job?.rows ?? 0) / matched : null} label="Saving rows" />
            <Button onClick={stop} className="self-start">
              Cancel
            </Button>
          </div>
        )}
      </Dialog>
    </>
  )
}
