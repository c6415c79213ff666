import { setTimeout as sleep } from 'node:timers/promises'
import { createRateMeter } from '@/lib/core/rate-meter'
import type { RunProgress } from '@/lib/core/run-report'
import { isFinished } from '@/lib/core/run-status'
import { readProgress, StoreError } from '@/lib/store'

const POLL_MS = 500
const PING_MS = 15_000

/** Names a state of a run: a client that has seen it needs no event. */
function versionOf({ status, roles }: RunProgress): string {
  return [status, ...roles.map(({ role, done, failed }) => `${role}:${done}:${failed}`)].join(' ')
}

/**
 * Server-sent events of a run: `progress` events with a `RunProgress`, the first at once (unless it is the one that
 * `lastEventId` names), then one a change; a comment every 15 s; the stream ends after the event of the run's end, or
 * with an event `gone` when the run was deleted. It also ends, without an event, when the run cannot be read: the client
 * is to connect again.
 */
export function streamProgress(
  id: string,
  lastEventId: string | null,
  signal: AbortSignal,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  const end = new AbortController()
  const stopped = AbortSignal.any([signal, end.signal])
  return new ReadableStream({
    async start(controller) {
      const send = (text: string) => controller.enqueue(encoder.encode(text))
      const meter = createRateMeter()
      let seen = lastEventId
      let sentAt = performance.now()
      try {
        while (!stopped.aborted) {
          const progress = await readProgress(id)
          const version = versionOf(progress)
          const measured = { ...progress, ...meter.measure(progress.scores, progress.scoresWanted, performance.now()) }
          if (version !== seen) {
            send(`event: progress\nid: ${version}\ndata: ${JSON.stringify(measured)}\n\n`)
            seen = version
            sentAt = performance.now()
          } else if (performance.now() - sentAt >= PING_MS) {
            send(': ping\n\n')
            sentAt = performance.now()
          }
          if (isFinished(progress.status)) break
          await sleep(POLL_MS, null, { signal: stopped })
        }
      } catch (error) {
        if (!stopped.aborted && isUnknownRun(error))
          send(`event: gone\ndata: ${JSON.stringify({ detail: error.message })}\n\n`)
      }
      if (!end.signal.aborted) controller.close()
    },
    cancel() {
      end.abort()
    },
  })
}

function isUnknownRun(error: unknown): error is StoreError {
  return error instanceof StoreError && error.facts.code === 'run-unknown'
}
