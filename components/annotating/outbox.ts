import { z } from 'zod'
import { givenAnswersSchema } from '@/lib/core/annotation/answer'
import { skipSchema, submitSchema, undoSchema } from '@/lib/core/annotation/task'

const PREFIX = 'alignx-lens.outbox.'
const PLACE_DIGITS = 15

const requestSchema = z.discriminatedUnion('action', [
  z.object({ action: z.literal('submit'), body: submitSchema }),
  z.object({ action: z.literal('skip'), body: skipSchema }),
  z.object({ action: z.literal('undo'), body: undoSchema }),
])
/** One submit, skip or undo as the API takes it. Its key makes sure that it is taken once, however often it is sent. */
export type OutboxRequest = z.infer<typeof requestSchema>

const aboutSchema = z.object({
  annotatorId: z.string(),
  projectId: z.string(),
  taskId: z.string(),
  /** The first characters of the post, to know the item by. */
  prompt: z.string(),
  /** What stood in the form, should the request be refused. */
  answers: givenAnswersSchema,
})

const entrySchema = aboutSchema.extend({
  /** Orders the entries of all tabs, and names this one. */
  place: z.string(),
  request: requestSchema,
  /** Why the server will not take it, ever; `null` while it waits. */
  refusal: z.object({ code: z.string(), message: z.string() }).nullable(),
})
/** A request that waits to be sent, or that was refused and is kept for its answers. */
export type OutboxEntry = z.infer<typeof entrySchema>

/** A name for one request: 32 hex characters, also where the page has no secure context. */
export function createKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** The browser keeps no more: nothing was sent, and what was typed still stands in the form. */
export class OutboxFullError extends Error {
  override name = 'OutboxFullError'
}

/** What became of sending an entry. */
export type SendResult<Answer> =
  | { readonly kind: 'taken'; readonly answer: Answer }
  /** It will never be taken: it is put aside, with its answers. */
  | { readonly kind: 'refused'; readonly code: string; readonly message: string }
  /** Nothing of this annotator is taken for now. */
  | { readonly kind: 'barred'; readonly code: string; readonly message: string }
  /** No answer, or one that does not say whether it was taken: to be sent again. */
  | { readonly kind: 'unanswered'; readonly message: string }

/** How a round of sending ended: nothing waits, or what it waits for. `barred` is by annotator. */
export interface SendRound {
  readonly unanswered: string | null
  readonly barred: ReadonlyMap<string, { readonly code: string; readonly message: string }>
}

/**
 * What waits to be sent, kept by the browser so that it survives reloads and lost networks. Each entry is an item of its
 * own in the storage, so that tabs never write over each other's.
 */
export class Outbox {
  readonly #storage: Storage
  readonly #now: () => number

  constructor(storage: Storage, now: () => number = Date.now) {
    this.#storage = storage
    this.#now = now
  }

  /** Whether a storage key is one of an entry, for whoever listens to other tabs. */
  static holds(storageKey: string | null): boolean {
    return storageKey === null || storageKey.startsWith(PREFIX)
  }

  /** The entry in the text of a storage item; `null` for something else. */
  static parse(text: string | null): OutboxEntry | null {
    return readEntry(text)
  }

  /** Keeps a request behind all others. Throws `OutboxFullError` where it cannot be kept. */
  add(about: z.infer<typeof aboutSchema>, request: OutboxRequest): OutboxEntry {
    // Behind all others even where the clock was set back.
    const last = Number(
      this.#names()
        .at(-1)
        ?.slice(PREFIX.length, PREFIX.length + PLACE_DIGITS) ?? 0,
    )
    const ms = Math.max(this.#now(), last + 1)
    const place = `${String(ms).padStart(PLACE_DIGITS, '0')}-${request.body.key}`
    const entry: OutboxEntry = { ...about, place, request, refusal: null }
    this.#write(entry)
    return entry
  }

  #write(entry: OutboxEntry): void {
    try {
      this.#storage.setItem(PREFIX + entry.place, JSON.stringify(entry))
    } catch (cause) {
      throw new OutboxFullError(
        'This browser has no room to keep the answers until they are sent, so they were not. They still stand in the form: copy them, or free room by closing other pages of this site.',
        { cause },
      )
    }
  }

  /** All entries, the earliest first. What another program wrote under these names is left alone. */
  list(): readonly OutboxEntry[] {
    return this.#names().flatMap((name) => readEntry(this.#storage.getItem(name)) ?? [])
  }

  #names(): readonly string[] {
    return Array.from({ length: this.#storage.length }, (_, at) => this.#storage.key(at))
      .flatMap((name) => (name?.startsWith(PREFIX) ? [name] : []))
      .sort()
  }

  /** Drops an entry: it was taken, or given up by its annotator. */
  remove(entry: OutboxEntry): void {
    this.#storage.removeItem(PREFIX + entry.place)
  }

  /** Puts a refused entry aside, with its answers. */
  refuse(entry: OutboxEntry, code: string, message: string): void {
    this.#write({ ...entry, refusal: { code, message } })
  }

  /**
   * Sends what waits, one after the other and each in its turn, until nothing is left, an answer fails to come or everyone
   * left is barred. An entry leaves only once it was taken. `onTaken` runs before the next is sent.
   */
  async send<Answer>(
    post: (entry: OutboxEntry) => Promise<SendResult<Answer>>,
    onTaken: (entry: OutboxEntry, answer: Answer) => void,
  ): Promise<SendRound> {
    const barred = new Map<string, { code: string; message: string }>()
    for (;;) {
      const entry = this.list().find((one) => one.refusal === null && !barred.has(one.annotatorId))
      if (!entry) return { unanswered: null, barred }
      const result = await post(entry)
      switch (result.kind) {
        case 'taken':
          this.remove(entry)
          onTaken(entry, result.answer)
          break
        case 'refused':
          this.refuse(entry, result.code, result.message)
          break
        case 'barred':
          barred.set(entry.annotatorId, { code: result.code, message: result.message })
          break
        case 'unanswered':
          return { unanswered: result.message, barred }
      }
    }
  }
}

function readEntry(text: string | null): OutboxEntry | null {
  if (text === null) return null
  try {
    return entrySchema.parse(JSON.parse(text))
  } catch {
    return null
  }
}
