import type { BackendConfig, ProbeResult } from '@/lib/core/backend'
import type { ScorerInput } from '@/lib/core/run-store'
import { createBuiltInScorer } from './built-in/built-in-scorer'
import { InferenceError } from './scorer'
import type { MadeScorer } from './scorer-pool'

/** Makes the scorer of a run's backend. Throws `InferenceError` when it cannot score. */
export async function makeScorer(input: ScorerInput, signal: AbortSignal): Promise<MadeScorer> {
  const { backend, seed, condition } = input
  if (backend.kind === 'built-in') {
    const scorer = await createBuiltInScorer({ examples: await input.readExamples(), seed, condition, signal })
    return { scorer, notes: scorer.description.notes }
  }
  throw unsupported(backend)
}

/** Checks that a backend answers with log-probabilities that can be scored. */
export async function probeBackend(
  backend: BackendConfig,
  secret: string | null,
  signal: AbortSignal,
): Promise<ProbeResult> {
  signal.throwIfAborted()
  if (backend.kind === 'built-in')
    return { ok: true, checks: [{ name: 'built-in', ok: true, detail: 'Part of the app: nothing to reach' }] }
  void secret
  throw unsupported(backend)
}

function unsupported(backend: BackendConfig): InferenceError {
  return new InferenceError(`${backend.name}: backends of the kind ${backend.kind} cannot be reached by this version`, {
    backend: backend.id,
    code: 'backend-cannot-score',
    isRetryable: false,
  })
}
