import { healthCheckOf } from './health-check'
import type { HealthOutcome, HealthPart } from './health-outcome'

/** How an outcome is marked: by the severity of its check where it is a finding. */
export type HealthMark = 'fault' | 'warn' | 'note' | 'clear' | 'undefined'

export function markOutcome({ key, state }: HealthOutcome): HealthMark {
  return state === 'found' ? healthCheckOf(key).severity : state
}

/** One sentence that says what a check came to, for people; counts with thousands separators. */
export function tellOutcome(outcome: HealthOutcome): string {
  const { key, found, considered, groups, share, interval, reason } = outcome
  if (reason !== null) return `Cannot be computed: ${reason}.`
  const { population } = healthCheckOf(key)
  const of = `${count(found)} of ${count(considered)} ${population}`
  if (key === 'chosen-longer') {
    const verdict = outcome.state === 'found' ? 'the interval leaves out 50 %' : 'the interval holds 50 %'
    return `The chosen response is longer in ${percent(share)} (${tellInterval(interval)}) of ${count(considered)} ${population}: ${verdict}.`
  }
  if (found === 0) return `None of ${count(considered)} ${population}.`
  if (groups)
    return `${of}, in ${count(groups.count)} ${groups.count === 1 ? 'group' : 'groups'} of up to ${count(groups.largest)}.`
  return interval ? `${of}: ${percent(share)} (${tellInterval(interval)}).` : `${of}.`
}

/** A part of an outcome: `<pad>: 3 rows`, `1 to 50 characters apart: 51.0 % of 300 (45.4–56.6 %)`. */
export function tellPart({ label, found, considered, interval }: HealthPart): string {
  if (considered === null) return `${label}: ${count(found)} ${found === 1 ? 'row' : 'rows'}`
  if (considered === 0) return `${label}: no rows`
  return `${label}: ${percent(found / considered)} of ${count(considered)} (${tellInterval(interval)})`
}

/** A share in [0, 1] for people; `–` for `null`. Tiny shares are not rounded away. */
export function percent(share: number | null): string {
  if (share === null) return '–'
  return share > 0 && share < 0.001 ? '< 0.1 %' : `${(share * 100).toFixed(1)} %`
}

function tellInterval(interval: HealthOutcome['interval']): string {
  return interval ? `${(interval.low * 100).toFixed(1)}–${(interval.high * 100).toFixed(1)} %` : 'no interval'
}

function count(value: number): string {
  return value.toLocaleString('en-US')
}
