import type { GivenAnswers } from '@/lib/core/annotation/answer'
import type { DraftSaved } from '@/lib/core/annotation/task'
import { RequestError } from '../ui/request'
import { Retry } from './retry'

/** How the last draft fared: with the server, on its way, only in this browser, or refused by the server. */
export type DraftFate =
  | { readonly kind: 'sent'; readonly savedAt: string }
  | { readonly kind: 'sending' }
  | { readonly kind: 'here' }
  | { readonly kind: 'refused'; readonly message: string }

interface DraftEvents {
  /** Whether requests of this task still wait, which must come before its draft. */
  readonly mustWait: (taskId: string) => boolean
  readonly onFate: (taskId: string, fate: DraftFate) => void
  /** `answers` are those that were sent. */
  readonly onSaved: (taskId: string, answers: GivenAnswers, saved: DraftSaved) => void
}

/** Sends drafts to the server, the newest of each task, one at a time. */
export class DraftSender {
  readonly #send: (taskId: string, answers: GivenAnswers) => Promise<DraftSaved>
  readonly #events: DraftEvents
  readonly #wanted = new Map<string, GivenAnswers>()
  readonly #retry = new Retry(() => void this.send())
  #running: Promise<void> | null = null

  constructor(send: (taskId: string, answers: GivenAnswers) => Promise<DraftSaved>, events: DraftEvents) {
    this.#send = send
    this.#events = events
  }

  /** A draft to send in the place of any earlier one of its task. */
  add(taskId: string, answers: GivenAnswers): void {
    this.#wanted.set(taskId, answers)
    void this.send()
  }

  /** The task was submitted: its draft is of no use any more. Resolves once none is on its way. */
  async drop(taskId: string): Promise<void> {
    this.#wanted.delete(taskId)
    await this.#running
  }

  /** Sends what is wanted; what cannot be sent now stays. */
  async send(): Promise<void> {
    if (this.#running) return
    this.#running = this.#sendAll()
    await this.#running
    this.#running = null
    // One may have come after the last was looked for.
    if (this.#next() && this.#isReachable) void this.send()
  }

  #isReachable = true

  #next() {
    return [...this.#wanted].find(([taskId]) => !this.#events.mustWait(taskId))
  }

  async #sendAll(): Promise<void> {
    this.#isReachable = true
    for (let next = this.#next(); next; next = this.#next()) {
      const [taskId, answers] = next
      if (!(await this.#sendOne(taskId, answers))) {
        this.#isReachable = false
        this.#retry.later()
        return
      }
    }
    this.#retry.stop()
  }

  /** Whether the server was reached. */
  async #sendOne(taskId: string, answers: GivenAnswers): Promise<boolean> {
    if (!navigator.onLine) {
      this.#events.onFate(taskId, { kind: 'here' })
      return false
    }
    this.#events.onFate(taskId, { kind: 'sending' })
    try {
      const saved = await this.#send(taskId, answers)
      if (this.#wanted.get(taskId) === answers) this.#wanted.delete(taskId)
      this.#events.onSaved(taskId, answers, saved)
      this.#events.onFate(taskId, { kind: 'sent', savedAt: saved.savedAt })
      return true
    } catch (error) {
      const isRefused = error instanceof RequestError && error.status !== null && error.status < 500
      if (!isRefused) {
        this.#events.onFate(taskId, { kind: 'here' })
        return false
      }
      if (this.#wanted.get(taskId) === answers) this.#wanted.delete(taskId)
      this.#events.onFate(taskId, { kind: 'refused', message: error.message })
      return true
    }
  }

  /** Sends nothing more by itself. */
  stop(): void {
    this.#retry.stop()
  }
}
