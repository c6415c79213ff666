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

/** The storage key of an annotator's draft, also for whoever listens to other tabs. */
export function draftKey(annotatorId: string, taskId: string): string {
  return `${PREFIX}${annotatorId}.${taskId}`
}

/** Keeps a draft; whether the browser could. */
export function keepDraft(storage: Storage, key: string, draft: LocalDraft): boolean {
  try {
    storage.setItem(key, JSON.stringify(draft))
    return true
  } catch {
    return false
  }
}

/** The draft that this browser keeps, or `null`. */
export function readDraft(storage: Storage, key: string): LocalDraft | null {
  const text = storage.getItem(key)
  if (text === null) return null
  try {
    return draftSchema.parse(JSON.parse(text))
  } catch {
    return null
  }
}

/** Forgets a draft. */
export function dropDraft(storage: Storage, key: string): void {
  storage.removeItem(key)
}

/**
 * The answers with which a task comes on the screen: what was typed here and not sent, then the draft that the server
 * keeps (perhaps from another computer), then what was submitted last, then none.
 */
export function startAnswers(task: Pick<Task, 'draft' | 'answers'>, local: LocalDraft | null): GivenAnswers {
  if (local && !local.isSent) return local.answers
  return task.draft?.answers ?? local?.answers ?? task.answers ?? {}
}
