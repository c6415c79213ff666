import type { RunStatus } from './run-report'

/** How a run stands. The last four are ends; `partial` has some results, `failed` none. */
export const RUN_STATUSES = ['collecting', 'queued', 'running', 'done', 'partial', 'failed', 'cancelled'] as const

/** Whether a run in this status goes on by itself no more. */
export function isFinished(status: RunStatus): boolean {
  return status === 'done' || status === 'partial' || status === 'failed' || status === 'cancelled'
}
