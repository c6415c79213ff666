'use client'
import { useRouter } from 'next/navigation'
import { useEffect, useState } from 'react'
import type { RunProgress } from '@/lib/core/run-report'
import { isFinished } from '@/lib/core/run-status'
import type { SharePayload } from '@/lib/core/share'
import { loadPart } from '../ui/load-part'
import { RequestError, requestJson } from '../ui/request'

const REFRESH_MS = 2000
const RECONNECT_MS = 3000

/** What keeps a run from being followed: the stream broke, its numbers cannot be read, or it was deleted. */
export type LiveTrouble =
  | { readonly kind: 'disconnected' }
  | { readonly kind: 'unread'; readonly reason: string }
  | { readonly kind: 'deleted' }

/**
 * A run as it moves: progress by server-sent events, and the summary again every two seconds. At its end the page is
 * read again, provenance included. A broken stream is joined again every three seconds until the run is deleted.
 */
export function useLiveRun(runId: string, initial: SharePayload, initialProgress: RunProgress) {
  const router = useRouter()
  const [progress, setProgress] = useState(initialProgress)
  const [payload, setPayload] = useState(initial)
  const [trouble, setTrouble] = useState<LiveTrouble | null>(null)
  const [seen, setSeen] = useState(initialProgress)
  if (seen !== initialProgress) {
    setSeen(initialProgress)
    setProgress(initialProgress)
    setPayload(initial)
    setTrouble(null)
  }
  const isLive = !isFinished(initialProgress.status) && initialProgress.status !== 'collecting'

  useEffect(() => {
    if (!isLive) return
    let readAt = 0
    let reading: AbortController | null = null
    let events: EventSource | null = null
    let reconnect: ReturnType<typeof setTimeout> | undefined
    let isStopped = false

    function stop() {
      isStopped = true
      reading?.abort()
      events?.close()
      clearTimeout(reconnect)
    }

    async function readSummary() {
      reading?.abort()
      const abort = new AbortController()
      reading = abort
      readAt = performance.now()
      try {
        const { runSummarySchema } = await import('@/lib/core/run-summary')
        if (abort.signal.aborted) return
        const summary = await requestJson(runSummarySchema, `/api/v1/runs/${runId}/summary`, { signal: abort.signal })
        if (abort.signal.aborted) return
        setPayload((last) => ({ ...last, summary }))
        setTrouble((last) => (last?.kind === 'unread' ? null : last))
      } catch (cause) {
        if (abort.signal.aborted) return
        if (cause instanceof RequestError && cause.status === 404) {
          stop()
          setTrouble({ kind: 'deleted' })
        } else setTrouble({ kind: 'unread', reason: cause instanceof Error ? cause.message : String(cause) })
      } finally {
        if (reading === abort) reading = null
      }
    }

    function follow() {
      const stream = new EventSource(`/api/v1/runs/${runId}/events`)
      events = stream
      stream.addEventListener('open', () => setTrouble((last) => (last?.kind === 'disconnected' ? null : last)))
      stream.addEventListener('progress', async (event) => {
        const { runProgressSchema } = await loadPart(() => import('@/lib/core/run-report'))
        if (isStopped) return
        const next = runProgressSchema.parse(JSON.parse(event.data))
        setProgress(next)
        if (isFinished(next.status)) {
          stream.close()
          void readSummary()
          router.refresh()
        } else if (reading === null && performance.now() - readAt > REFRESH_MS) void readSummary()
      })
      stream.addEventListener('gone', () => {
        stop()
        setTrouble({ kind: 'deleted' })
      })
      stream.addEventListener('error', () => {
        if (isStopped) return
        setTrouble({ kind: 'disconnected' })
        // After an answer that is no stream the browser gives up: a deleted run shows when its summary is read.
        if (stream.readyState !== EventSource.CLOSED) return
        void readSummary()
        reconnect = setTimeout(follow, RECONNECT_MS)
      })
    }

    follow()
    return stop
  }, [runId, isLive, router])

  return { progress, payload, trouble }
}
