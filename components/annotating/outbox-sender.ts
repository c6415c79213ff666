import type { TaskChanged } from '@/lib/core/annotation/task'
import type { Outbox, OutboxEntry, SendResult, SendRound } from './outbox'
import { Retry } from './retry'

const LOCK = 'alignx-lens.outbox'

interface SenderEvents {
  /** Waits for what must reach the server before the entry does. */
  readonly before: (entry: OutboxEntry) => Promise<void>
  readonly onTaken: (entry: OutboxEntry, answer: TaskChanged | null) => void
  readonly onStart: () => void
  readonly onRound: (round: SendRound) => void
}

/** Sends what an outbox holds whenever there is something, one tab at a time, and again after a failure. */
export class OutboxSender {
  readonly #outbox: Outbox
  readonly #post: (entry: OutboxEntry) => Promise<SendResult<TaskChanged | null>>
  readonly #events: SenderEvents
  readonly #retry = new Retry(() => void this.send())
  #isSending = false
  #isWanted = false

  constructor(
    outbox: Outbox,
    post: (entry: OutboxEntry) => Promise<SendResult<TaskChanged | null>>,
    events: SenderEvents,
  ) {
    this.#outbox = outbox
    this.#post = post
    this.#events = events
  }

  /** Sends everything that waits. While the browser knows that it has no network, it waits for that. */
  async send(): Promise<void> {
    this.#isWanted = true
    if (this.#isSending) return
    this.#isSending = true
    try {
      while (this.#isWanted) {
        this.#isWanted = false
        await this.#sendRound()
      }
    } finally {
      this.#isSending = false
    }
  }

  async #sendRound(): Promise<void> {
    if (!this.#outbox.list().some((entry) => entry.refusal === null)) return
    if (!navigator.onLine) {
      this.#events.onRound({ unanswered: 'This browser has no network.', barred: new Map() })
      return
    }
    this.#events.onStart()
    const round = await withLock(() =>
      this.#outbox.send(async (entry) => {
        await this.#events.before(entry)
        return this.#post(entry)
      }, this.#events.onTaken),
    )
    if (round.unanswered === null) this.#retry.stop()
    else this.#retry.later()
    this.#events.onRound(round)
  }

  /** Sends nothing more by itself. */
  stop(): void {
    this.#retry.stop()
  }
}

/** One tab at a time. Where the browser has no locks, the entries' keys alone see to it that each is taken once. */
async function withLock<Value>(work: () => Promise<Value>): Promise<Value> {
  const locks: LockManager | null = navigator.locks ?? null
  return locks ? locks.request(LOCK, work) : work()
}
