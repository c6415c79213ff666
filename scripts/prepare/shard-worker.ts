import { parentPort } from 'node:worker_threads'
import { prepareShard, type ShardTask } from './prepare-shard'

/** What a worker tells: rows done (negative when a shard is begun anew), or the end of its shard. */
export type WorkerMessage =
  | { readonly kind: 'rows'; readonly rows: number }
  | { readonly kind: 'done' }
  | { readonly kind: 'failed'; readonly name: string; readonly message: string }

const tell = (message: WorkerMessage) => parentPort?.postMessage(message)

parentPort?.on('message', (task: ShardTask) => {
  prepareShard(task, (rows) => tell({ kind: 'rows', rows })).then(
    () => tell({ kind: 'done' }),
    (error: unknown) => {
      const { name, message } = error instanceof Error ? error : new Error(String(error))
      tell({ kind: 'failed', name, message })
    },
  )
})
