'use client'
import { Play } from 'lucide-react'
import { useSearchParams } from 'next/navigation'
import { useState } from 'react'
import { CONDITIONS } from '@/lib/core/conditions'
import type { RunReport } from '@/lib/core/run-report'
import { Button } from '../ui/button'
import { formatCount } from '../ui/format'
import { Notice } from '../ui/notice'
import { requestNothing } from '../ui/request'

/** A prepared run: what will happen, and the button that makes it happen. */
export function StartRun({ run, onStarted }: { run: RunReport; onStarted: () => void }) {
  const [problem, setProblem] = useState<string | null>(null)
  const [isBusy, setIsBusy] = useState(false)
  const asked = Number(useSearchParams().get('asked') ?? 0)
  const condition = CONDITIONS.find((candidate) => candidate.key === run.config?.condition)
  const scores = run.total * (run.config?.control ? 4 : 2)

  async function start() {
    setIsBusy(true)
    setProblem(null)
    try {
      await requestNothing(`/api/v1/runs/${run.id}/start`, { method: 'POST', body: { rows: run.total } })
      onStarted()
    } catch (cause) {
      setProblem(cause instanceof Error ? cause.message : String(cause))
      setIsBusy(false)
    }
  }

  return (
    <section className="flex flex-col gap-3 rounded-md border bg-raised p-4" aria-label="Prepared run">
      <p className="text-read">
        {formatCount(run.total)} rows are on the server, nothing is scored yet. The policy will see{' '}
        <strong>{condition?.label}</strong> ({condition?.explanation}). That makes {formatCount(scores)} scores
        {run.config?.control && ', the shuffled-persona control included'}. Look at the prompts below first.
      </p>
      {asked > run.total && (
        <Notice
          tone="info"
          title={`Asked for ${formatCount(asked)} rows, there are ${formatCount(run.total)} different ones`}
        >
          Copies of a row count once, so the run has every different row under the filter.
        </Notice>
      )}
      {problem && (
        <Notice tone="fault" title="The run did not start">
          {problem}
        </Notice>
      )}
      <Button variant="primary" disabled={isBusy || run.total === 0} onClick={start} className="self-start">
        <Play aria-hidden /> {isBusy ? 'Starting…' : `Score ${formatCount(run.total)} rows`}
      </Button>
    </section>
  )
}
