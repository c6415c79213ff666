import 'server-only'
import { randomBytes } from 'node:crypto'
import { makeScorer, type RunWorker, startRunWorker, WORKER_DEFAULTS } from '@/lib/inference'
import { runStore } from '@/lib/store'

// Routes and instrumentation are bundled apart: the one worker of the process hangs on globalThis.
declare global {
  var alignxWorker: RunWorker | undefined
}

/** Starts the worker of the scoring queue unless this process has one. It stops, giving its units back, on SIGTERM and SIGINT. */
export function startWorkerOnce(): RunWorker {
  if (globalThis.alignxWorker) return globalThis.alignxWorker
  const owner = `${process.pid}-${randomBytes(6).toString('base64url')}`
  const worker = startRunWorker(runStore, makeScorer, { ...WORKER_DEFAULTS, owner }, (error) =>
    console.error('The scoring worker met a fault and goes on:', error),
  )
  globalThis.alignxWorker = worker
  const stop = () =>
    void worker.stop().catch((error) => console.error('The scoring worker did not stop cleanly:', error))
  process.once('SIGTERM', stop)
  process.once('SIGINT', stop)
  return worker
}
