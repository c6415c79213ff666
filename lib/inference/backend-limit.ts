/** How many requests a worker sends to one backend at once: halved when the backend says it is busy, grown slowly after. */
export interface BackendLimit {
  readonly allowed: () => number
  readonly onBusy: () => void
  readonly onScored: (count: number) => void
}

/** Successes after a halving that let one more request through. */
const SCORED_FOR_ONE_MORE = 20

/** A limit that starts at `slots` and stays in [1, slots]. */
export function createBackendLimit(slots: number): BackendLimit {
  let allowed = slots
  let scored = 0
  return {
    allowed: () => allowed,
    onBusy() {
      allowed = Math.max(1, Math.floor(allowed / 2))
      scored = 0
    },
    onScored(count) {
      if (allowed >= slots) return
      scored += count
      while (scored >= SCORED_FOR_ONE_MORE && allowed < slots) {
        scored -= SCORED_FOR_ONE_MORE
        allowed++
      }
    },
  }
}

/**
 * Milliseconds to wait before try `attempts` + 1: full jitter, uniform in [0, min(cap, base × 2^attempts)), and never less
 * than what the backend asked for.
 */
export function retryDelay(
  attempts: number,
  retryAfterMs: number,
  baseMs: number,
  capMs: number,
  random: () => number,
) {
  return Math.max(retryAfterMs, random() * Math.min(capMs, baseMs * 2 ** attempts))
}
