import { type PreparedReadCode, PreparedReadError } from './prepared-read-error'

/** How often something is tried and how long is waited before the second try; each later wait is twice as long. */
export interface RetryPlan {
  readonly tries: number
  readonly firstWaitMs: number
}

export const USUAL_RETRIES: RetryPlan = { tries: 4, firstWaitMs: 250 }

/**
 * Does `work` again while it fails for a reason that may pass: no connection, a stall, a busy server. Throws what the last
 * try threw, or the signal's reason as soon as it aborts, also while waiting.
 */
export async function retry<Value>(
  work: (attempt: number) => Promise<Value>,
  { tries, firstWaitMs }: RetryPlan,
  signal: AbortSignal,
): Promise<Value> {
  for (let attempt = 1; ; attempt++) {
    signal.throwIfAborted()
    try {
      return await work(attempt)
    } catch (error) {
      signal.throwIfAborted()
      const most = error instanceof PreparedReadError ? Math.min(tries, TRIES[error.code] ?? 1) : 1
      if (attempt >= most) throw error
    }
    await wait(firstWaitMs * 2 ** (attempt - 1), signal)
  }
}

/** Bytes that arrived wrong may have been torn on the way once; twice is the file. */
const TRIES: Partial<Record<PreparedReadCode, number>> = {
  network: Number.POSITIVE_INFINITY,
  http: Number.POSITIVE_INFINITY,
  'wrong-length': 2,
  'wrong-bytes': 2,
}

function wait(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const onAbort = () => {
      clearTimeout(timer)
      reject(signal.reason)
    }
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', onAbort)
      resolve()
    }, ms)
    signal.addEventListener('abort', onAbort, { once: true })
  })
}
