import type { Role, RoleScore } from '@/lib/core/run'
import type { LeasedUnit, RunStore, UnitItem, UnitResult } from '@/lib/core/run-store'
import { type BackendLimit, retryDelay } from './backend-limit'
import { InferenceError, type Scorer, type ScoringItem } from './scorer'
import type { WorkerSettings } from './worker-settings'

/** Another worker holds the unit, or its run was cancelled or removed: what this one does no longer counts. */
export class LeaseLostError extends Error {
  override name = 'LeaseLostError'
}

/** A unit in hand and what scores it. */
export interface UnitWork {
  readonly store: RunStore
  readonly owner: string
  readonly unit: LeasedUnit
  readonly scorer: Scorer
  readonly condition: ScoringItem['condition']
  /** Examples in one call of the scorer. */
  readonly batchSize: number
  readonly signal: AbortSignal
  readonly onScored: (count: number) => void
}

/** Whether every other example would be refused too. */
export function isBackendBroken(error: InferenceError): boolean {
  if (error.facts.isRetryable) return false
  return error.facts.code === 'backend-cannot-score' || [401, 403, 404].includes(error.facts.status ?? 0)
}

// The scorer knows no control: there only the persona differs.
function scorerRole(role: Role): ScoringItem['role'] {
  return role === 'policy' || role === 'control-policy' ? 'policy' : 'reference'
}

function isScore(score: RoleScore): boolean {
  const numbers = [score.nllChosen, score.nllRejected, score.durationMs]
  const counts = [score.promptTokens, score.promptTokensCut, score.chosenTokens, score.rejectedTokens]
  return (
    numbers.every((value) => Number.isFinite(value) && value >= 0) &&
    counts.every((value) => Number.isSafeInteger(value) && value >= 0) &&
    /^[0-9a-f]{64}$/.test(score.promptSha256)
  )
}

async function scoreBatch(work: UnitWork, items: readonly UnitItem[]): Promise<readonly UnitResult[]> {
  const { unit, scorer, condition } = work
  const role = scorerRole(unit.role)
  const scores = await scorer.score(
    items.map((item) => ({ ...item, condition, role })),
    work.signal,
  )
  return items.map((item, place) => {
    const score = scores[place]
    if (!score || scores.length !== items.length || !isScore(score))
      throw new InferenceError(
        `Backend ${unit.backendId} answered example ${item.idx} of run ${unit.runId} with something that is no score: ${JSON.stringify(score)}`,
        { backend: unit.backendId, code: 'backend-bad-score', isRetryable: false },
      )
    return { idx: item.idx, ...score }
  })
}

/**
 * Scores the examples of a unit that have no result yet and stores each batch while the next is scored. An example the
 * backend refuses for good does not stop the others: such refusals are returned, in order. Throws `LeaseLostError`, or the scorer's error when it may be
 * retried or concerns the whole backend; results until then are stored.
 */
export async function scoreUnit(work: UnitWork): Promise<readonly string[]> {
  const { store, owner, unit, batchSize } = work
  const items = await store.readUnitItems(unit)
  const failures: string[] = []
  let writing: Promise<void> = Promise.resolve()

  async function write(results: readonly UnitResult[]): Promise<void> {
    if (!(await store.writeResults(owner, unit, results)))
      throw new LeaseLostError(`Unit ${unit.unit} (${unit.role}) of run ${unit.runId} is no longer held`)
    work.onScored(results.length)
  }

  async function score(batch: readonly UnitItem[]): Promise<void> {
    try {
      const results = await scoreBatch(work, batch)
      await writing
      writing = write(results)
      // Awaited before the next write; a rejection in between must not end the process.
      writing.catch(() => {})
    } catch (error) {
      if (!(error instanceof InferenceError) || error.facts.isRetryable || isBackendBroken(error)) throw error
      if (batch.length === 1) failures.push(`example ${batch[0]?.idx}: ${error.message}`)
      else for (const item of batch) await score([item])
    }
  }

  try {
    for (let start = 0; start < items.length; start += batchSize) {
      work.signal.throwIfAborted()
      await score(items.slice(start, start + batchSize))
    }
  } finally {
    await writing
  }
  return failures
}

/** A unit that could not be scored to its end. */
export interface UnitFault {
  readonly store: RunStore
  readonly settings: WorkerSettings
  readonly unit: LeasedUnit
  readonly limit: BackendLimit
  readonly onError: (error: unknown) => void
  readonly isAborted: boolean
  /** Whether this lease brought a result: then the tries count anew. */
  readonly hasScored: boolean
}

/** Gives a unit back after `error`: at once, later, or as failed. */
export async function leaveUnit(fault: UnitFault, error: unknown): Promise<void> {
  const { store, settings, unit, limit, isAborted } = fault
  const { owner, maxAttempts, backoffMs, maxBackoffMs, random } = settings
  if (error instanceof LeaseLostError) return
  if (isAborted) {
    await store.releaseUnit(owner, unit)
    return
  }
  if (!(error instanceof InferenceError)) fault.onError(error)
  const facts = error instanceof InferenceError ? error.facts : { isRetryable: true }
  const { isRetryable, status, retryAfterMs = 0 }: Partial<InferenceError['facts']> = facts
  const message = error instanceof Error ? error.message : String(error)
  const attempts = fault.hasScored ? 1 : unit.attempts
  if (status === 429 || status === 503) limit.onBusy()
  if (error instanceof InferenceError && isBackendBroken(error)) await store.failBackend(owner, unit, message)
  else if (!isRetryable || attempts >= maxAttempts) await store.failUnit(owner, unit, message)
  else {
    const delayMs = retryDelay(attempts, retryAfterMs, backoffMs, maxBackoffMs, random)
    await store.delayUnit(owner, unit, delayMs, message)
  }
}
