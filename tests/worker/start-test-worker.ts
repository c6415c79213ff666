import { randomUUID } from 'node:crypto'
import { createRandom } from '@/lib/core/random'
import { type RunWorker, startRunWorker } from '@/lib/inference/run-worker'
import type { ScorerFactory } from '@/lib/inference/scorer-pool'
import { WORKER_DEFAULTS, type WorkerSettings } from '@/lib/inference/worker-settings'
import { runStore } from '@/lib/store'

/** A worker with short times, so that tests need not wait. */
export function startTestWorker(factory: ScorerFactory, change: Partial<WorkerSettings> = {}): RunWorker {
  const settings = {
    ...WORKER_DEFAULTS,
    owner: randomUUID(),
    leaseMs: 1200,
    pollMs: 50,
    watchMs: 100,
    backoffMs: 10,
    maxBackoffMs: 100,
    random: createRandom(3),
    ...change,
  }
  return startRunWorker(runStore, factory, settings, (error) => console.error(error))
}
