import type { BackendConfig } from './backend'
import type { Example } from './example'
import type { ConditionKey, Role, RoleScore } from './run'

/** How many examples a unit holds. */
export const UNIT_SIZE = 16

/** One unit of a run: examples `firstIdx` to `lastIdx`, both included, in one role. */
export interface UnitKey {
  readonly runId: string
  readonly role: Role
  readonly unit: number
}

/** A unit that this worker holds until its lease ends. `attempts` counts this one. */
export interface LeasedUnit extends UnitKey {
  readonly backendId: string
  readonly firstIdx: number
  readonly lastIdx: number
  readonly attempts: number
}

/** An example of a unit that has no result yet, with the row whose persona is shown. */
export interface UnitItem {
  readonly idx: number
  readonly example: Example
  readonly persona: Example
}

export interface UnitResult extends RoleScore {
  readonly idx: number
}

/** What a scorer is made from: the backend as frozen at the start of the run, its secret, and the rows in order of idx. */
export interface ScorerInput {
  readonly runId: string
  readonly backend: BackendConfig
  readonly secret: string | null
  readonly condition: ConditionKey
  readonly seed: number
  readonly readExamples: () => Promise<readonly Example[]>
}

/** Work that waits for a backend, and how many requests it may get at once over all processes. */
export interface WaitingBackend {
  readonly backendId: string
  readonly slots: number
}

/** Slots held by one process; the database frees them when the process dies. */
export interface SlotHolder {
  /** The number of a slot of 0 to `slots` - 1 that nobody holds, now held; `null` when all are taken. */
  readonly take: (backendId: string, slots: number) => Promise<number | null>
  readonly release: (backendId: string, slot: number) => Promise<void>
  readonly close: () => Promise<void>
}

/**
 * The queue of units. Every write is fenced: it does nothing, and answers `false`, when `owner` no longer holds the unit.
 */
export interface RunStore {
  readonly openSlots: () => Promise<SlotHolder>
  readonly listWaitingBackends: () => Promise<readonly WaitingBackend[]>
  /** Leases the next unit that waits for the backend, or one whose lease has run out. */
  readonly leaseUnit: (owner: string, backendId: string, leaseMs: number) => Promise<LeasedUnit | null>
  /** The units that `owner` still holds; with `leaseMs` their leases are prolonged. */
  readonly holdLeases: (owner: string, leaseMs: number | null) => Promise<readonly UnitKey[]>
  readonly readUnitItems: (unit: LeasedUnit) => Promise<readonly UnitItem[]>
  readonly readScorerInput: (runId: string, backendId: string) => Promise<ScorerInput>
  /** Keeps sentences about the model that scores the run with this backend. */
  readonly saveModel: (runId: string, backendId: string, notes: readonly string[]) => Promise<void>
  readonly writeResults: (owner: string, unit: LeasedUnit, results: readonly UnitResult[]) => Promise<boolean>
  readonly finishUnit: (owner: string, unit: LeasedUnit) => Promise<boolean>
  /** Puts a unit back without counting the attempt. */
  readonly releaseUnit: (owner: string, unit: LeasedUnit) => Promise<boolean>
  /** Puts a unit back for `delayMs` later. */
  readonly delayUnit: (owner: string, unit: LeasedUnit, delayMs: number, error: string) => Promise<boolean>
  readonly failUnit: (owner: string, unit: LeasedUnit, error: string) => Promise<boolean>
  /** Fails every unit of the run that waits for the backend: it cannot score. */
  readonly failBackend: (owner: string, unit: LeasedUnit, error: string) => Promise<boolean>
  /** Fails units whose last allowed lease ran out, and closes the runs that have nothing left to do. */
  readonly settleRuns: (maxAttempts: number) => Promise<readonly string[]>
}
