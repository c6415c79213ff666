import { z } from 'zod'
import type { ScorerInput } from '@/lib/core/run-store'
import { InferenceError, type Scorer, type ScoringItem } from '@/lib/inference/scorer'
import type { MadeScorer } from '@/lib/inference/scorer-pool'

const scoreSchema = z.object({
  nllChosen: z.number(),
  nllRejected: z.number(),
  promptTokens: z.int(),
  promptTokensCut: z.int(),
  chosenTokens: z.int(),
  rejectedTokens: z.int(),
  promptSha256: z.string(),
  durationMs: z.number(),
})

/** What the score server is asked for an item. */
export function describeItem({ example, persona, role }: ScoringItem): string {
  return JSON.stringify([role, example.prompt, example.chosen, example.rejected, persona.pairs])
}

/** Asks the score server at the backend's address, one item a request. */
export async function makeRemoteScorer({ backend }: ScorerInput): Promise<MadeScorer> {
  async function scoreItem(item: ScoringItem, signal: AbortSignal) {
    const fail = (message: string, status?: number, cause?: unknown) =>
      new InferenceError(
        message,
        { backend: backend.id, code: 'backend-unreachable', isRetryable: true, ...(status ? { status } : {}) },
        { cause },
      )
    let response: Response
    try {
      response = await fetch(backend.baseUrl, { method: 'POST', body: describeItem(item), signal })
    } catch (cause) {
      signal.throwIfAborted()
      throw fail('The connection was lost', undefined, cause)
    }
    if (!response.ok) throw fail(`HTTP ${response.status}`, response.status)
    return scoreSchema.parse(await response.json())
  }
  const scorer: Scorer = {
    async score(items, signal) {
      const scores = []
      for (const item of items) scores.push(await scoreItem(item, signal))
      return scores
    },
    close: async () => {},
  }
  return { scorer, notes: ['A server of the tests'] }
}
