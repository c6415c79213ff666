import type { BackendConfig } from '@/lib/core/backend'
import { type LeasedUnit, type RunStore, type SlotHolder, UNIT_SIZE, type UnitKey } from '@/lib/core/run-store'
import { type BackendLimit, createBackendLimit } from './backend-limit'
import { LeaseLostError, leaveUnit, scoreUnit } from './run-worker-unit'
import type { ScorerPool } from './scorer-pool'
import type { WorkerSettings } from './worker-settings'

/** The units a worker scores at the moment. */
export interface Lanes {
  /** Starts as many lanes as work, slots and the limit of each backend allow. */
  readonly fill: (slots: SlotHolder) => Promise<void>
  /** Aborts the units in hand that this worker no longer holds, renewing the leases of the others when asked. */
  readonly watch: (mustRenew: boolean) => Promise<void>
  readonly abortAll: (reason: unknown) => void
  /** Settles when no lane runs. */
  readonly idle: () => Promise<void>
}

interface LanesParts {
  readonly store: RunStore
  readonly scorers: ScorerPool
  readonly settings: WorkerSettings
  readonly stopping: AbortSignal
  readonly onError: (error: unknown) => void
  /** Called when a lane ends. */
  readonly onEnd: () => void
}

interface Lane {
  readonly running: Set<Promise<void>>
  readonly limit: BackendLimit
}

const keyOf = (unit: UnitKey) => `${unit.runId} ${unit.role} ${unit.unit}`

// The scorer inside the process gets whole units; a server gets an example at a time, so that a slot is a request.
function batchSizeOf(backend: BackendConfig): number {
  return backend.kind === 'built-in' ? UNIT_SIZE : 1
}

/** Lanes of one worker: each holds a slot of a backend and scores a unit at a time. */
export function createLanes({ store, scorers, settings, stopping, onError, onEnd }: LanesParts): Lanes {
  const { owner, leaseMs } = settings
  const inHand = new Map<string, AbortController>()
  const backends = new Map<string, Lane>()

  async function score(unit: LeasedUnit, limit: BackendLimit): Promise<void> {
    const abort = new AbortController()
    inHand.set(keyOf(unit), abort)
    let scored = 0
    const onScored = (count: number) => {
      scored += count
      limit.onScored(count)
    }
    const signal = AbortSignal.any([abort.signal, stopping])
    try {
      const failures = await scorers.use(unit.runId, unit.backendId, ({ input, scorer }) => {
        const batchSize = batchSizeOf(input.backend)
        return scoreUnit({ store, owner, unit, scorer, condition: input.condition, batchSize, signal, onScored })
      })
      if (failures[0] === undefined) await store.finishUnit(owner, unit)
      else await store.failUnit(owner, unit, failures[0])
    } catch (error) {
      await leaveUnit(
        { store, settings, unit, limit, onError, isAborted: signal.aborted, hasScored: scored > 0 },
        error,
      )
    } finally {
      inHand.delete(keyOf(unit))
    }
  }

  // One slot: units of the backend one after another, until there are none or the limit has shrunk.
  async function runLane(slots: SlotHolder, backendId: string, slot: number, lane: Lane): Promise<void> {
    try {
      while (!stopping.aborted && lane.running.size <= lane.limit.allowed()) {
        const unit = await store.leaseUnit(owner, backendId, leaseMs)
        if (!unit) break
        await score(unit, lane.limit)
      }
    } catch (error) {
      onError(error)
    }
    await slots.release(backendId, slot).catch(onError)
  }

  function startLane(slots: SlotHolder, backendId: string, slot: number, lane: Lane): void {
    const running = runLane(slots, backendId, slot, lane).finally(() => {
      lane.running.delete(running)
      onEnd()
    })
    lane.running.add(running)
  }

  return {
    async fill(slots) {
      for (const { backendId, slots: slotCount } of await store.listWaitingBackends()) {
        const lane = backends.get(backendId) ?? { running: new Set(), limit: createBackendLimit(slotCount) }
        backends.set(backendId, lane)
        for (let free = lane.limit.allowed() - lane.running.size; free > 0; free--) {
          const slot = await slots.take(backendId, slotCount)
          if (slot === null || stopping.aborted) break
          startLane(slots, backendId, slot, lane)
        }
      }
    },
    async watch(mustRenew) {
      const mine = [...inHand]
      if (mine.length === 0) return
      const held = new Set((await store.holdLeases(owner, mustRenew ? leaseMs : null)).map(keyOf))
      for (const [key, abort] of mine) if (!held.has(key)) abort.abort(new LeaseLostError(`Unit ${key} was taken back`))
    },
    abortAll(reason) {
      for (const abort of inHand.values()) abort.abort(reason)
    },
    async idle() {
      await Promise.all([...backends.values()].flatMap((lane) => [...lane.running]))
    },
  }
}
