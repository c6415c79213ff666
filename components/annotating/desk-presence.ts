/** A seat at the desk of one annotator in one project, which several windows of the browser may share. */
export class DeskPresence {
  readonly #name: string
  #leave: (() => void) | null = null
  #seat: Promise<unknown> = Promise.resolve()

  constructor(who: string, projectId: string) {
    this.#name = `alignx-lens.desk.${who}.${projectId}`
  }

  /** Takes the seat. */
  enter(): void {
    const stay = new Promise<void>((resolve) => {
      this.#leave = resolve
    })
    this.#seat = getLocks()?.request(this.#name, { mode: 'shared' }, () => stay) ?? Promise.resolve()
  }

  /** Leaves the seat, and runs `giveBack` when no other window sits there. Where that cannot be known, it does not run. */
  async leave(giveBack: () => Promise<void>): Promise<void> {
    this.#leave?.()
    await this.#seat
    await getLocks()?.request(this.#name, { ifAvailable: true }, (lock) => (lock ? giveBack() : undefined))
  }
}

/** `null` where the browser has none: a page without a secure context. */
function getLocks(): LockManager | null {
  return navigator.locks ?? null
}
