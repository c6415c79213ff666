import { setImmediate } from 'node:timers/promises'
import { type MessagePort, parentPort, workerData } from 'node:worker_threads'
import type { RoleScore } from '@/lib/core/run'
import { InferenceError } from '../scorer'
import { FoldScorer } from './fold-scorer'
import type { RoutedItem, ThreadData, ThreadFailure, ThreadReply, ThreadRequest } from './messages'

/** Items between two looks at the messages, so that a cancel is heard. */
const ITEMS_AT_ONCE = 8

/** Runs in a thread of its own: learns the models of its folds, then answers requests until it is ended. */
function serve(port: MessagePort, { plans, seed, condition }: ThreadData): void {
  const scorers = new Map<number, FoldScorer>()
  const cancelled = new Set<number>()

  function send(reply: ThreadReply): void {
    port.postMessage(reply)
  }

  function scorerOf(item: RoutedItem): FoldScorer {
    const scorer = scorers.get(item.fold)
    if (scorer === undefined) throw new RangeError(`Fold ${item.fold} belongs to another thread`)
    return scorer
  }

  async function score(id: number, items: readonly RoutedItem[]): Promise<void> {
    const scores: RoleScore[] = []
    for (const item of items) {
      if (scores.length % ITEMS_AT_ONCE === 0) await setImmediate()
      if (cancelled.delete(id)) return
      scores.push(scorerOf(item).score(item))
    }
    send({ kind: 'scored', id, scores })
  }

  async function answer(request: ThreadRequest): Promise<void> {
    if (request.kind === 'cancel') {
      cancelled.add(request.id)
      return
    }
    try {
      if (request.kind === 'score') await score(request.id, request.items)
      else send({ kind: 'explained', id: request.id, explanation: scorerOf(request.item).explain(request.item) })
    } catch (error) {
      send({ kind: 'failed', id: request.id, failure: describeFailure(error) })
    }
  }

  for (const plan of plans) {
    scorers.set(plan.fold, new FoldScorer(plan, seed, condition))
    send({ kind: 'learnt', fold: plan.fold })
  }
  port.on('message', answer)
}

function describeFailure(error: unknown): ThreadFailure {
  const message = error instanceof Error ? error.message : String(error)
  return { message, code: error instanceof InferenceError ? error.facts.code : 'scorer-failed' }
}

if (parentPort !== null) serve(parentPort, workerData)
