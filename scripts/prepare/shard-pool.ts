import { Worker } from 'node:worker_threads'
import { bundleWorker } from './bundle-worker'
import { type CountRows, ShardError, type ShardTask } from './prepare-shard'
import type { WorkerMessage } from './shard-worker'

/** Threads that prepare one shard each at a time. */
export class ShardPool {
  readonly #idle: Worker[]
  readonly #all: readonly Worker[]
  readonly #waiting: ((worker: Worker) => void)[] = []

  private constructor(workers: readonly Worker[]) {
    this.#all = workers
    this.#idle = [...workers]
  }

  static async create(threads: number): Promise<ShardPool> {
    const script = await bundleWorker()
    // Loaders of the process are not for the script, which is plain JavaScript.
    const options = { eval: true, execArgv: [] }
    return new ShardPool(Array.from({ length: threads }, () => new Worker(script, options)))
  }

  /** Prepares a shard as soon as a thread is free. Throws `ShardError`. */
  async prepare(task: ShardTask, countRows: CountRows): Promise<void> {
    const worker = this.#idle.pop() ?? (await new Promise<Worker>((resolve) => this.#waiting.push(resolve)))
    try {
      await runTask(worker, task, countRows)
    } finally {
      const next = this.#waiting.shift()
      if (next) next(worker)
      else this.#idle.push(worker)
    }
  }

  async close(): Promise<void> {
    await Promise.all(this.#all.map((worker) => worker.terminate()))
  }
}

function runTask(worker: Worker, task: ShardTask, countRows: CountRows): Promise<void> {
  return new Promise((resolve, reject) => {
    const settle = (end: () => void) => {
      worker.off('message', listen)
      worker.off('error', fail)
      end()
    }
    const fail = (error: Error) =>
      settle(() => reject(new ShardError(`${task.source.name}: ${error.message}`, { cause: error })))
    const listen = (message: WorkerMessage) => {
      if (message.kind === 'rows') countRows(message.rows)
      else if (message.kind === 'done') settle(resolve)
      else settle(() => reject(new ShardError(message.message)))
    }
    worker.on('message', listen)
    worker.on('error', fail)
    worker.postMessage(task)
  })
}
