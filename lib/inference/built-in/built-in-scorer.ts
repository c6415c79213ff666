import { availableParallelism } from 'node:os'
import type { Example } from '@/lib/core/example'
import type { ConditionKey, RoleScore } from '@/lib/core/run'
import type { Scorer, ScoringItem } from '../scorer'
import type { ItemExplanation } from './explanation'
import { demographicsError } from './fold-scorer'
import type { RoutedItem } from './messages'
import { describeModel, type ModelDescription } from './model-description'
import { defaultWorkerPath, ScorerThread } from './scorer-thread'
import { planTraining } from './training-plan'

/** Threads unless told otherwise: one processor is left to the server. */
const MAX_THREADS = 4

export interface BuiltInScorerOptions {
  /** All rows of the run, in order: the models learn from them, each post being scored by models that never saw it. */
  readonly examples: readonly Example[]
  readonly seed: number
  readonly condition: ConditionKey
  readonly threads?: number
  /** Ends the learning; its reason is thrown. */
  readonly signal?: AbortSignal
  /** Called as folds are learnt: `done` of `total`. */
  readonly onProgress?: (progress: { readonly done: number; readonly total: number }) => void
  /** The built program of the threads; `dist/built-in-worker.mjs` of the project unless told otherwise. */
  readonly workerPath?: string
}

/** The built-in scorer, with what it learnt from and why it scored as it did. */
export interface BuiltInScorer extends Scorer {
  readonly description: ModelDescription
  readonly explain: (item: ScoringItem, signal: AbortSignal) => Promise<ItemExplanation>
}

/**
 * Learns the tilted n-gram model from the rows of a run, in threads, and scores with it. The same rows and seed give
 * the same numbers, whatever the number of threads. Throws `InferenceError`: `backend-cannot-score` for the DEMO
 * condition, `worker-missing` when the threads' program is not built, `scorer-crashed` when a thread fails.
 */
export async function createBuiltInScorer(options: BuiltInScorerOptions): Promise<BuiltInScorer> {
  const { examples, seed, condition, signal } = options
  signal?.throwIfAborted()
  if (condition === 'demo') throw demographicsError()
  const plan = planTraining(examples, seed, condition)
  const total = plan.folds.length
  const threadCount = Math.max(1, Math.min(total, options.threads ?? Math.min(MAX_THREADS, availableParallelism() - 1)))
  let done = 0
  const onLearnt = () => options.onProgress?.({ done: ++done, total })
  const threads = Array.from({ length: threadCount }, (_, thread) => {
    const plans = plan.folds.filter((fold) => fold.fold % threadCount === thread)
    return new ScorerThread(options.workerPath ?? defaultWorkerPath(), { plans, seed, condition }, onLearnt)
  })
  await whenReady(threads, signal)
  const foldOf = (item: ScoringItem) => plan.foldOfPrompt.get(item.example.prompt) ?? 0
  const threadOf = (fold: number) => threads[fold % threadCount] ?? failThread(fold)
  return {
    description: describeModel(plan, condition),
    score: (items, abort) => scoreInThreads(items, foldOf, threadOf, abort),
    explain: (item, abort) => threadOf(foldOf(item)).explain(route(item, foldOf(item)), abort),
    close: () => closeAll(threads),
  }
}

async function whenReady(threads: readonly ScorerThread[], signal: AbortSignal | undefined): Promise<void> {
  const end = () => void closeAll(threads)
  signal?.addEventListener('abort', end, { once: true })
  try {
    await Promise.all(threads.map((thread) => thread.ready))
    signal?.throwIfAborted()
  } catch (error) {
    await closeAll(threads)
    signal?.throwIfAborted()
    throw error
  } finally {
    signal?.removeEventListener('abort', end)
  }
}

async function scoreInThreads(
  items: readonly ScoringItem[],
  foldOf: (item: ScoringItem) => number,
  threadOf: (fold: number) => ScorerThread,
  signal: AbortSignal,
): Promise<readonly RoleScore[]> {
  const groups = new Map<ScorerThread, { places: number[]; items: RoutedItem[] }>()
  items.forEach((item, place) => {
    const fold = foldOf(item)
    const thread = threadOf(fold)
    const group = groups.get(thread) ?? { places: [], items: [] }
    group.places.push(place)
    group.items.push(route(item, fold))
    groups.set(thread, group)
  })
  const scores = await Promise.all(
    Array.from(groups, async ([thread, group]) => {
      const answers = await thread.score(group.items, signal)
      return answers.map((score, index) => ({ place: group.places[index] ?? -1, score }))
    }),
  )
  return scores
    .flat()
    .toSorted((a, b) => a.place - b.place)
    .map(({ score }) => score)
}

function route({ example, persona, condition, role }: ScoringItem, fold: number): RoutedItem {
  return { example, persona, condition, role, fold }
}

async function closeAll(threads: readonly ScorerThread[]): Promise<void> {
  await Promise.all(threads.map((thread) => thread.close()))
}

function failThread(fold: number): never {
  throw new RangeError(`No thread holds fold ${fold}`)
}
