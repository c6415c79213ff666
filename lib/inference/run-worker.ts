import type { RunStore, SlotHolder } from '@/lib/core/run-store'
import { createLanes } from './run-worker-lanes'
import { createScorerPool, type ScorerFactory } from './scorer-pool'
import type { WorkerSettings } from './worker-settings'

/** A worker that runs until it is stopped. */
export interface RunWorker {
  /** Takes no more units, aborts those in hand, gives them back and closes the scorers. Results until then stay. */
  readonly stop: () => Promise<void>
}

/** How long a worker waits after a fault of the database before it tries again. */
const FAULT_PAUSE_MS = 1000

/**
 * Works off the queue: for each backend with work it holds as many slots as the backend's limit allows, and scores a unit
 * in each. Any number of workers may share a database. `onError` gets faults that belong to no unit, such as a lost
 * database; the worker goes on after them.
 */
export function startRunWorker(
  store: RunStore,
  createScorer: ScorerFactory,
  settings: WorkerSettings,
  onError: (error: unknown) => void,
): RunWorker {
  const stop = new AbortController()
  const stopping = stop.signal
  const scorers = createScorerPool(store, createScorer, stopping)
  let wake = () => {}
  const lanes = createLanes({ store, scorers, settings, stopping, onError, onEnd: () => wake() })
  let slots: SlotHolder | null = null

  // Ends early when the worker stops or, where `wakes`, when a lane ends.
  function pause(ms: number, wakes: boolean): Promise<void> {
    return new Promise((resolve) => {
      const end = () => {
        clearTimeout(timer)
        stopping.removeEventListener('abort', end)
        resolve()
      }
      const timer = setTimeout(end, ms)
      stopping.addEventListener('abort', end)
      if (wakes) wake = end
      if (stopping.aborted) end()
    })
  }

  async function takeWork(): Promise<void> {
    let settledAt = Number.NEGATIVE_INFINITY
    while (!stopping.aborted) {
      try {
        slots ??= await store.openSlots()
        if (performance.now() - settledAt >= settings.pollMs) {
          await store.settleRuns(settings.maxAttempts)
          await scorers.trim(settings.idleMs)
          settledAt = performance.now()
        }
        await lanes.fill(slots)
        await pause(settings.pollMs, true)
      } catch (error) {
        onError(error)
        // The session that holds the slots may be lost; others may take them now, so what runs here must stop.
        lanes.abortAll(error)
        await slots?.close().catch(onError)
        slots = null
        await pause(FAULT_PAUSE_MS, false)
      }
    }
  }

  async function watchLeases(): Promise<void> {
    let renewedAt = performance.now()
    while (!stopping.aborted) {
      const mustRenew = performance.now() - renewedAt >= settings.leaseMs / 3
      try {
        await lanes.watch(mustRenew)
        if (mustRenew) renewedAt = performance.now()
      } catch (error) {
        onError(error)
      }
      await pause(settings.watchMs, false)
    }
  }

  const loops = Promise.all([takeWork(), watchLeases()])
  async function end(): Promise<void> {
    stop.abort(new Error('The worker stops'))
    await loops
    await lanes.idle()
    await scorers.trim(0)
    await slots?.close()
  }
  let ending: Promise<void> | null = null
  return {
    stop() {
      ending ??= end()
      return ending
    },
  }
}
