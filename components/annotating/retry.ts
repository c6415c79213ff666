/** How long to wait before the first, second, ... try again, in milliseconds; the last for all later ones. */
const DELAYS_MS = [2000, 4000, 8000, 15_000, 30_000] as const

/** Tries some work again, later and later, until it is told that it went well. */
export class Retry {
  readonly #work: () => void
  #tries = 0
  #timer: ReturnType<typeof setTimeout> | null = null

  constructor(work: () => void) {
    this.#work = work
  }

  /** It failed: the next try is set, unless one is already. */
  later(): void {
    if (this.#timer !== null) return
    const delay = DELAYS_MS[Math.min(this.#tries, DELAYS_MS.length - 1)]
    this.#tries += 1
    this.#timer = setTimeout(() => {
      this.#timer = null
      this.#work()
    }, delay)
  }

  /** It went well, or nobody waits for it any more. */
  stop(): void {
    if (this.#timer !== null) clearTimeout(this.#timer)
    this.#timer = null
    this.#tries = 0
  }
}
