import type { BackendConfig } from '@/lib/core/backend'
import type { RoleScore } from '@/lib/core/run'
import type { Scorer, ScoringItem } from '../scorer'
import { badScore } from './backend-fault'
import { type HttpBackend, openHttpBackend } from './http-backend'
import { prepareItem } from './prepare-item'

/**
 * A scorer over an HTTP backend. Both responses of an item go in one request where the server can take them; of many
 * items, as many are scored at once as the backend has slots. Throws what `openHttpBackend` throws.
 */
export async function createHttpScorer(config: BackendConfig, secret: string | null): Promise<Scorer> {
  const backend = await openHttpBackend(config, secret)
  return {
    score: (items, signal) => scoreAll(backend, items, signal),
    close: async () => backend.close(),
  }
}

async function scoreAll(backend: HttpBackend, items: readonly ScoringItem[], signal: AbortSignal) {
  const scores = new Map<number, RoleScore>()
  const failed = new AbortController()
  const either = AbortSignal.any([signal, failed.signal])
  const waiting = items.entries()
  async function work(): Promise<void> {
    for (const [place, item] of waiting) {
      if (failed.signal.aborted) return
      scores.set(place, await scoreItem(backend, item, either))
    }
  }
  const lanes = Array.from({ length: Math.min(backend.config.settings.slots, items.length) }, () =>
    work().catch((error: unknown) => {
      // The first fault counts; the requests it ends would only repeat it.
      failed.abort(error)
      throw error
    }),
  )
  await Promise.all(lanes).finally(() => Promise.allSettled(lanes))
  return items.flatMap((_item, place) => scores.get(place) ?? [])
}

async function scoreItem(backend: HttpBackend, item: ScoringItem, signal: AbortSignal): Promise<RoleScore> {
  const { chosen, rejected, promptTokensCut, promptSha256 } = await prepareItem(backend, item, signal)
  const start = performance.now()
  const [chosenValues, rejectedValues, ...others] = await backend.adapter.score([chosen, rejected], signal)
  if (!chosenValues || !rejectedValues || others.length > 0)
    throw badScore(backend.config, 'it did not answer each of two sequences')
  return {
    nllChosen: sumNegative(chosenValues),
    nllRejected: sumNegative(rejectedValues),
    promptTokens: chosen.promptIds.length,
    promptTokensCut,
    chosenTokens: chosen.responseIds.length,
    rejectedTokens: rejected.responseIds.length,
    promptSha256,
    durationMs: performance.now() - start,
  }
}

function sumNegative(values: readonly number[]): number {
  return values.reduce((sum, value) => sum - value, 0)
}
