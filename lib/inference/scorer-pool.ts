import type { RunStore, ScorerInput } from '@/lib/core/run-store'
import type { Scorer } from './scorer'

/** A scorer and whole sentences about its model, kept with the run. */
export interface MadeScorer {
  readonly scorer: Scorer
  readonly notes: readonly string[]
}

/** Makes the scorer of one run and backend. Throws `InferenceError` when the backend cannot score. */
export type ScorerFactory = (input: ScorerInput, signal: AbortSignal) => Promise<MadeScorer>

export interface OpenScorer {
  readonly input: ScorerInput
  readonly scorer: Scorer
}

interface Entry {
  readonly opening: Promise<OpenScorer>
  users: number
  usedAt: number
}

/** Scorers shared by the units of a run. */
export interface ScorerPool {
  /** Runs `work` with the scorer of a run's backend, opened by the first that needs it. */
  readonly use: <Result>(
    runId: string,
    backendId: string,
    work: (open: OpenScorer) => Promise<Result>,
  ) => Promise<Result>
  /** Closes the scorers that nobody has used for `idleMs`. */
  readonly trim: (idleMs: number) => Promise<void>
}

/** Opens scorers with `create`, one for each run and backend; a failed one is tried again by the next unit. */
export function createScorerPool(
  store: Pick<RunStore, 'readScorerInput' | 'saveModel'>,
  create: ScorerFactory,
  signal: AbortSignal,
): ScorerPool {
  const entries = new Map<string, Entry>()

  async function open(key: string, runId: string, backendId: string): Promise<OpenScorer> {
    try {
      const input = await store.readScorerInput(runId, backendId)
      const { scorer, notes } = await create(input, signal)
      await store.saveModel(runId, backendId, notes)
      return { input, scorer }
    } catch (error) {
      entries.delete(key)
      throw error
    }
  }

  return {
    async use(runId, backendId, work) {
      const key = `${runId} ${backendId}`
      const entry = entries.get(key) ?? { opening: open(key, runId, backendId), users: 0, usedAt: 0 }
      entries.set(key, entry)
      entry.users++
      try {
        return await work(await entry.opening)
      } finally {
        entry.users--
        entry.usedAt = performance.now()
      }
    },
    async trim(idleMs) {
      for (const [key, entry] of entries) {
        if (entry.users > 0 || performance.now() - entry.usedAt < idleMs) continue
        entries.delete(key)
        const { scorer } = await entry.opening
        await scorer.close()
      }
    },
  }
}
