import type { Interval } from '@/lib/core/intervals'
import type { HealthKey } from './health-check'

/** A row that a check found, by its content hash; `row` counts from 0 in the order examined. */
export interface HealthExample {
  readonly row: number
  readonly hash: string
  /** What was found in it; `null` where the check says it all. */
  readonly detail: string | null
}

/** Some of the rows of a check: a token, a dimension, a band of lengths. */
export interface HealthPart {
  readonly label: string
  readonly found: number
  /** Rows that could be in `found`; `null` for a plain count. */
  readonly considered: number | null
  readonly interval: Interval | null
}

/** Rows that share something: `rows` of `count` groups, the largest of `largest` rows. */
export interface HealthGroups {
  readonly count: number
  readonly largest: number
}

/** What a check came to. Plain data, as in the JSON report. */
export interface HealthOutcome {
  readonly key: HealthKey
  /**
   * `found` and `clear` are answers: whether the check is a finding. `undefined` is none, and `reason` says why: no row
   * has what is looked at, or a bound was passed.
   */
  readonly state: 'found' | 'clear' | 'undefined'
  readonly reason: string | null
  readonly found: number
  /** Rows that have what the check looks at. */
  readonly considered: number
  /** `found` of `considered`, in [0, 1]; `null` where undefined. */
  readonly share: number | null
  /** Wilson's 95 % interval, of the checks where rows count as draws; otherwise `null`. */
  readonly interval: Interval | null
  readonly groups: HealthGroups | null
  readonly parts: readonly HealthPart[]
  /** The first rows found, at most `MOST_EXAMPLES`; of groups, the largest first. */
  readonly examples: readonly HealthExample[]
}

/** The health of some rows: an outcome a check, in the order of `HEALTH_CHECKS`. */
export interface HealthReport {
  readonly rows: number
  readonly outcomes: readonly HealthOutcome[]
}

export const MOST_EXAMPLES = 20
