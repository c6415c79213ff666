'use client'
import { ChartNoAxesColumn, FileUp, Plus } from 'lucide-react'
import Link from 'next/link'
import { useState } from 'react'
import { CONDITIONS } from '@/lib/core/conditions'
import type { RunReport } from '@/lib/core/run-report'
import { Button } from '../ui/button'
import { EmptyState } from '../ui/empty-state'
import { formatCount } from '../ui/format'
import { SyntheticBadge } from '../ui/synthetic-badge'
import { useLater } from '../ui/use-later'
import { RunState } from './run-state'

const loadDialog = () => import('./import-dialog')

interface EvaluateScreenProps {
  readonly runs: readonly RunReport[]
  /** True when there are older runs than these. */
  readonly hasMore: boolean
}

/** All runs, newest first, and the two ways to make one: score rows, or import finished results. */
export function EvaluateScreen({ runs, hasMore }: EvaluateScreenProps) {
  const [isImporting, setIsImporting] = useState(false)
  const dialog = useLater(loadDialog, isImporting)
  const actions = (
    <>
      <Button variant="primary" asChild>
        <Link href="/evaluate/new">
          <Plus aria-hidden /> New run
        </Link>
      </Button>
      <Button onClick={() => setIsImporting(true)}>
        <FileUp aria-hidden /> Import results
      </Button>
    </>
  )
  return (
    <div className="min-h-0 flex-1 overflow-y-auto">
      {runs.length === 0 ? (
        <EmptyState icon={ChartNoAxesColumn} title="No run yet" action={actions}>
          A run scores chosen and rejected responses with a policy and a reference model, and reads the alignment
          accuracy off the margins. Results of the published scripts can be imported.
        </EmptyState>
      ) : (
        <div className="mx-auto max-w-5xl p-4">
          <div className="mb-3 flex gap-2">{actions}</div>
          <ul className="flex flex-col divide-y rounded-md border">
            {runs.map((run) => (
              <RunLine key={run.id} run={run} />
            ))}
          </ul>
          {hasMore && (
            <p className="mt-2 text-meta text-ink-soft">
              The newest 100 runs are shown. Older ones are under /api/v1/runs.
            </p>
          )}
        </div>
      )}
      {dialog && <dialog.ImportDialog open={isImporting} onOpenChange={setIsImporting} />}
    </div>
  )
}

function RunLine({ run }: { run: RunReport }) {
  const condition = CONDITIONS.find((candidate) => candidate.key === run.config?.condition)
  return (
    <li className="relative flex flex-wrap items-center gap-x-3 gap-y-1 px-3 py-2.5 hover:bg-raised">
      <div className="min-w-52 flex-1">
        <Link href={`/evaluate/${run.id}`} className="font-medium after:absolute after:inset-0">
          {run.name}
        </Link>
        <p className="text-meta text-ink-faint">
          {run.kind === 'import' ? 'imported' : `${condition?.label} · ${run.config?.source.label}`} ·{' '}
          {formatCount(run.total)} rows ·{' '}
          <time dateTime={run.createdAt}>{run.createdAt.slice(0, 16).replace('T', ' ')} UTC</time>
        </p>
      </div>
      {run.config?.source.synthetic && <SyntheticBadge />}
      <RunState status={run.status} />
    </li>
  )
}
