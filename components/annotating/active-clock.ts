/** Without a sign of life for this long, in milliseconds, nobody is taken to be at the item. */
export const IDLE_MS = 60_000

/**
 * Time that somebody spent at an item, in milliseconds. It runs from `start` on while signs of life come, and stands
 * while it is paused. After the last sign it counts `IDLE_MS` more, then no further. Times come from one steady clock.
 */
export class ActiveClock {
  #activeMs: number
  /** When the stretch that still runs began, and its last sign of life; `null` while the clock stands. */
  #run: { from: number; seen: number } | null = null

  /** Goes on from the time that was spent before. */
  constructor(activeMs = 0) {
    this.#activeMs = activeMs
  }

  /** A sign of life, or the item comes on the screen. */
  touch(now: number): void {
    if (this.#run !== null && now - this.#run.seen <= IDLE_MS) {
      this.#run.seen = now
      return
    }
    this.pause(now)
    this.#run = { from: now, seen: now }
  }

  /** The page is hidden, or the item leaves the screen. */
  pause(now: number): void {
    this.#activeMs = this.read(now)
    this.#run = null
  }

  /** The time so far, rounded. */
  read(now: number): number {
    if (this.#run === null) return this.#activeMs
    const end = Math.min(now, this.#run.seen + IDLE_MS)
    return this.#activeMs + Math.max(0, Math.round(end - this.#run.from))
  }
}
