import { z } from 'zod'
import { type GivenAnswers, givenAnswersSchema } from '@/lib/core/annotation/answer'
import type { Task } from '@/lib/core/annotation/task'

const PREFIX = 'alignx-lens.draft.'

const draftSchema = z.object({
  answers: givenAnswersSchema,
  /** Time at the item so far. */
  activeMs: z.number(),
  /** Whether the server has these answers too. */
  isSent: z.boolean(),
})
/** Answers in the making, as this browser keeps them. */
export type LocalDraft = z.infer<typeof draftSchema>

/** The drafts of one annotator, as this browser keeps them. */
export class DraftShelf {
  readonly #storage: Storage
  readonly #who: string

  constructor(storage: Storage, who: string) {
    this.#storage = storage
    this.#who = who
  }

  /** The storage key of a task's draft, for whoever follows what other tabs type. */
  key(taskId: string): string {
    return `${PREFIX}${this.#who}.${taskId}`
  }

  /** Keeps a draft; whether the browser could. */
  keep(taskId: string, draft: LocalDraft): boolean {
    try {
      this.#storage.setItem(this.key(taskId), JSON.stringify(draft))
      return true
    } catch {
      return false
    }
  }

  /** The draft of a task, or `null`. */
  read(taskId: string): LocalDraft | null {
    const text = this.#storage.getItem(this.key(taskId))
    if (text === null) return null
    try {
      return draftSchema.parse(JSON.parse(text))
    } catch {
      return null
    }
  }

  /** Forgets a draft. */
  drop(taskId: string): void {
    this.#storage.removeItem(this.key(taskId))
  }

  /** Puts answers in the place of a draft; the time at the item stays. */
  replace(taskId: string, answers: GivenAnswers, isSent: boolean): void {
    this.keep(taskId, { answers, activeMs: this.read(taskId)?.activeMs ?? 0, isSent })
  }

  /** The server has these answers, if they still are the draft. */
  markSent(taskId: string, answers: GivenAnswers): void {
    const draft = this.read(taskId)
    if (draft && JSON.stringify(draft.answers) === JSON.stringify(answers))
      this.keep(taskId, { ...draft, isSent: true })
  }
}

/**
 * The answers with which a task comes on the screen: what was typed here and not sent, then the draft that the server
 * keeps (perhaps from another computer), then what was submitted last, then none.
 */
export function startAnswers(task: Pick<Task, 'draft' | 'answers'>, local: LocalDraft | null): GivenAnswers {
  if (local && !local.isSent) return local.answers
  return task.draft?.answers ?? local?.answers ?? task.answers ?? {}
}
