import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { RoleScore } from '@/lib/core/run'
import { InferenceError } from '../scorer'
import type { ItemExplanation } from './explanation'
import type { RoutedItem, ThreadData, ThreadReply, ThreadRequest } from './messages'

type Answer = Exclude<ThreadReply, { kind: 'learnt' }>

interface Pending {
  readonly resolve: (answer: Answer) => void
  readonly reject: (reason: unknown) => void
}

/** Where `scripts/build-workers.mjs` puts the thread's program, for a server started in the project's folder. */
export function defaultWorkerPath(): string {
  return join(/* turbopackIgnore: true */ process.cwd(), 'dist', 'built-in-worker.mjs')
}

/**
 * A thread that holds the models of some folds. `onLearnt` is called for each fold learnt.
 * Throws `InferenceError` `worker-missing` when its program was not built.
 */
export class ScorerThread {
  readonly #worker: Worker
  readonly #pending = new Map<number, Pending>()
  readonly #foldsLeft: Set<number>
  readonly #ready: Promise<void>
  #failure: InferenceError | null = null
  #nextId = 0

  constructor(path: string, data: ThreadData, onLearnt: (fold: number) => void) {
    if (!existsSync(path))
      throw failure(
        'worker-missing',
        `The built-in scorer's program ${path} is missing: run "node scripts/build-workers.mjs".`,
      )
    this.#worker = new Worker(/* turbopackIgnore: true */ path, { workerData: data, name: 'built-in-scorer' })
    this.#foldsLeft = new Set(data.plans.map((plan) => plan.fold))
    this.#ready = new Promise((resolve, reject) => {
      this.#worker.on('message', (reply: ThreadReply) => {
        if (reply.kind === 'learnt') {
          this.#foldsLeft.delete(reply.fold)
          onLearnt(reply.fold)
          if (this.#foldsLeft.size === 0) resolve()
        } else this.#take(reply.id)?.resolve(reply)
      })
      const fail = (error: InferenceError) => {
        this.#failure ??= error
        reject(this.#failure)
        for (const id of [...this.#pending.keys()]) this.#take(id)?.reject(this.#failure)
      }
      this.#worker.on('error', (cause) =>
        fail(failure('scorer-crashed', `The built-in scorer's thread failed: ${cause}`, cause)),
      )
      this.#worker.on('exit', (code) =>
        fail(failure('scorer-closed', `The built-in scorer's thread has ended (${code}).`)),
      )
    })
    // A thread that fails before anyone waits is reported by the next call.
    this.#ready.catch(() => undefined)
  }

  /** Resolves when all folds are learnt. */
  get ready(): Promise<void> {
    return this.#ready
  }

  async score(items: readonly RoutedItem[], signal: AbortSignal): Promise<readonly RoleScore[]> {
    const answer = await this.#ask((id) => ({ kind: 'score', id, items }), signal)
    if (answer.kind === 'scored') return answer.scores
    throw unexpected(answer)
  }

  async explain(item: RoutedItem, signal: AbortSignal): Promise<ItemExplanation> {
    const answer = await this.#ask((id) => ({ kind: 'explain', id, item }), signal)
    if (answer.kind === 'explained') return answer.explanation
    throw unexpected(answer)
  }

  /** Ends the thread; whatever it was asked fails. */
  async close(): Promise<void> {
    await this.#worker.terminate()
  }

  async #ask(makeRequest: (id: number) => ThreadRequest, signal: AbortSignal): Promise<Answer> {
    signal.throwIfAborted()
    if (this.#failure !== null) throw this.#failure
    const id = this.#nextId++
    const cancel = () => {
      this.#post({ kind: 'cancel', id })
      this.#take(id)?.reject(signal.reason)
    }
    signal.addEventListener('abort', cancel, { once: true })
    try {
      return await new Promise<Answer>((resolve, reject) => {
        this.#pending.set(id, { resolve, reject })
        this.#post(makeRequest(id))
      })
    } finally {
      signal.removeEventListener('abort', cancel)
    }
  }

  #post(request: ThreadRequest): void {
    this.#worker.postMessage(request)
  }

  #take(id: number): Pending | undefined {
    const pending = this.#pending.get(id)
    this.#pending.delete(id)
    return pending
  }
}

function unexpected(answer: Answer): InferenceError {
  if (answer.kind === 'failed') return failure(answer.failure.code, answer.failure.message)
  return failure('scorer-failed', `The built-in scorer's thread answered ${answer.kind} to another question.`)
}

function failure(code: string, message: string, cause?: unknown): InferenceError {
  return new InferenceError(message, { backend: 'built-in', code, isRetryable: code === 'scorer-crashed' }, { cause })
}
