import type { Example } from '@/lib/core/example'
import type { ConditionKey, RoleScore } from '@/lib/core/run'

/** One thing to score: both responses of `example` for the persona parts of `persona` that `condition` lets through. */
export interface ScoringItem {
  readonly idx: number
  readonly example: Example
  /** The row whose history, demographics and profile are shown: `example` itself, or another one for the control. */
  readonly persona: Example
  readonly condition: ConditionKey
  /** `policy` sees the condition's template; `reference` always sees the few-shot (ICA) prompt, as published. */
  readonly role: 'policy' | 'reference'
}

/** Scores items, in order, or throws `InferenceError`. */
export interface Scorer {
  readonly score: (items: readonly ScoringItem[], signal: AbortSignal) => Promise<readonly RoleScore[]>
  /** Frees threads and sockets. */
  readonly close: () => Promise<void>
}

/** A backend failed or answered with something that cannot be a score. `isRetryable` says whether a later try may work. */
export class InferenceError extends Error {
  override name = 'InferenceError'
  constructor(
    message: string,
    readonly facts: {
      readonly backend: string
      /** A stable word for programs, as `backend-cannot-score`, `backend-unreachable`, `backend-refused`. */
      readonly code: string
      readonly status?: number
      readonly isRetryable: boolean
      /** From `Retry-After`, milliseconds. */
      readonly retryAfterMs?: number
    },
    options?: ErrorOptions,
  ) {
    super(message, options)
  }
}
