/** How a worker behaves. Durations are in milliseconds. */
export interface WorkerSettings {
  /** Names this worker among all that share the database. */
  readonly owner: string
  /** A lease ends this long after its last renewal; it is renewed at a third. */
  readonly leaseMs: number
  /** How often a worker looks for work. */
  readonly pollMs: number
  /** How often it looks whether its units are still wanted: the longest time until a cancel stops it. */
  readonly watchMs: number
  /** Tries of a unit without a new result. */
  readonly maxAttempts: number
  readonly backoffMs: number
  readonly maxBackoffMs: number
  /** A scorer that nobody used for so long is closed. */
  readonly idleMs: number
  /** Uniform in [0, 1), for the jitter. */
  readonly random: () => number
}

/** The settings of the app but for `owner`. */
export const WORKER_DEFAULTS = {
  leaseMs: 6000,
  pollMs: 300,
  watchMs: 300,
  maxAttempts: 10,
  backoffMs: 250,
  maxBackoffMs: 30_000,
  idleMs: 20_000,
  random: Math.random,
} as const
