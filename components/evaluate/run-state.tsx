import type { RunStatus } from '@/lib/core/run-report'
import { Badge } from '../ui/badge'

const STATES: Record<RunStatus, { readonly words: string; readonly tone: 'neutral' | 'signal' | 'warn' | 'fault' }> = {
  collecting: { words: 'prepared', tone: 'neutral' },
  queued: { words: 'queued', tone: 'signal' },
  running: { words: 'scoring', tone: 'signal' },
  done: { words: 'done', tone: 'neutral' },
  partial: { words: 'partial', tone: 'warn' },
  failed: { words: 'failed', tone: 'fault' },
  cancelled: { words: 'cancelled', tone: 'warn' },
}

/** How a run stands, in a word. */
export function RunState({ status }: { status: RunStatus }) {
  const { words, tone } = STATES[status]
  return <Badge tone={tone}>{words}</Badge>
}
