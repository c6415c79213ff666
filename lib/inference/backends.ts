import type { BackendConfig, ProbeResult } from '@/lib/core/backend'
import type { ScorerInput } from '@/lib/core/run-store'
import { createBuiltInScorer } from './built-in/built-in-scorer'
import { cannotScore } from './http/backend-fault'
import { createHttpScorer } from './http/http-scorer'
import { probeHttpBackend } from './http/probe'
import type { MadeScorer } from './scorer-pool'

/**
 * Makes the scorer of a run's backend; a server is probed first, since it may have changed since it was added. Throws
 * `InferenceError` when it cannot score: `backend-cannot-score` when the probe refuses it, or the fault that ended it.
 */
export async function makeScorer(input: ScorerInput, signal: AbortSignal): Promise<MadeScorer> {
  const { backend, secret, seed, condition } = input
  if (backend.kind === 'built-in') {
    const scorer = await createBuiltInScorer({ examples: await input.readExamples(), seed, condition, signal })
    return { scorer, notes: scorer.description.notes }
  }
  const { result, fault } = await probeHttpBackend(backend, secret, signal)
  if (!result.ok) {
    if (fault?.facts.isRetryable) throw fault
    throw cannotScore(backend, `its probe refuses it. ${describeRefusal(result)}`, { cause: fault })
  }
  return { scorer: await createHttpScorer(backend, secret), notes: describeServer(backend, result) }
}

/**
 * Checks that a backend answers with log-probabilities that can be scored. A backend that cannot be reached, or cannot
 * score, is a result that says so. Throws only the reason of `signal`.
 */
export async function probeBackend(
  backend: BackendConfig,
  secret: string | null,
  signal: AbortSignal,
): Promise<ProbeResult> {
  signal.throwIfAborted()
  if (backend.kind === 'built-in')
    return { ok: true, checks: [{ name: 'built-in', ok: true, detail: 'Part of the app: nothing to reach' }] }
  return (await probeHttpBackend(backend, secret, signal)).result
}

function describeRefusal({ checks }: ProbeResult): string {
  const failed = checks.find((check) => !check.ok)
  return failed ? `${failed.name}: ${failed.detail}` : 'No check was made'
}

function describeServer({ name, baseUrl, model, settings }: BackendConfig, { checks }: ProbeResult): string[] {
  const tokenizer =
    settings.tokenizer === 'server' ? "the server's own tokenizer" : `the tokenizer ${settings.tokenizer}`
  return [
    `${name} at ${baseUrl}${model === '' ? '' : `, model ${model}`}, with ${tokenizer}.`,
    ...checks.map((check) => `Probe, ${check.name}: ${check.detail}.`),
  ]
}
