'use client'
import { useEffect, useState } from 'react'
import { isFinished, type RunProgress, runProgressSchema } from '@/lib/core/run-report'
import { runSummarySchema } from '@/lib/core/run-summary'
import type { SharePayload } from '@/lib/core/share'
import { requestJson } from '../ui/request'

const REFRESH_MS = 2000

/** A run as it moves: progress by server-sent events, and the summary again every two seconds and at the end. */
export function useLiveRun(runId: string, initial: SharePayload, initialProgress: RunProgress) {
  const [progress, setProgress] = useState(initialProgress)
  const [payload, setPayload] = useState(initial)
  const [seen, setSeen] = useState(initialProgress)
  if (seen !== initialProgress) {
    setSeen(initialProgress)
    setProgress(initialProgress)
    setPayload(initial)
  }
  const isLive = !isFinished(initialProgress.status) && initialProgress.status !== 'collecting'

  useEffect(() => {
    if (!isLive) return
    const abort = new AbortController()
    let readAt = 0

    async function readSummary() {
      readAt = performance.now()
      const summary = await requestJson(runSummarySchema, `/api/v1/runs/${runId}/summary`, { signal: abort.signal })
      setPayload((last) => ({ ...last, summary }))
    }

    const events = new EventSource(`/api/v1/runs/${runId}/events`)
    events.addEventListener('progress', (event) => {
      const next = runProgressSchema.parse(JSON.parse(event.data))
      setProgress(next)
      const isOver = isFinished(next.status)
      if (isOver) events.close()
      if (isOver || performance.now() - readAt > REFRESH_MS) readSummary().catch(() => undefined)
    })
    events.addEventListener('gone', () => events.close())
    return () => {
      abort.abort()
      events.close()
    }
  }, [runId, isLive])

  return { progress, payload }
}
