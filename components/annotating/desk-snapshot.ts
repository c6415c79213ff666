import type { GivenAnswers } from '@/lib/core/annotation/answer'
import type { Task, TaskChanged } from '@/lib/core/annotation/task'
import type { DeskState } from './desk-state'
import type { DraftFate } from './draft-sender'
import type { OutboxEntry } from './outbox'

/** Something to say once. */
export interface DeskNotice {
  readonly tone: 'info' | 'fault'
  readonly text: string
}

/** Answers that were just submitted, looked at beside the suggestions or the expected answers; `null` until those come. */
export interface Review {
  readonly task: Task
  readonly answers: GivenAnswers
  readonly changed: TaskChanged | null
}

/** Everything that the screen shows of the session. */
export interface DeskSnapshot {
  readonly desk: DeskState
  /** Changes when the answers of the task at hand are to be read anew. */
  readonly formId: number
  /** What waits in this browser, of everyone who works in it. */
  readonly entries: readonly OutboxEntry[]
  /** Why what waits is not sent; `null` while nothing keeps it. */
  readonly waitsFor: string | null
  readonly isSending: boolean
  /** The server lets this annotator do nothing, or the project is gone; why. */
  readonly refusal: { readonly code: string; readonly message: string } | null
  /** Why no tasks could be taken. */
  readonly failure: string | null
  readonly review: Review | null
  readonly notice: DeskNotice | null
  /** How the draft of the task at hand fared. */
  readonly draft: DraftFate | null
  /** By task until when it is held, in ISO 8601. */
  readonly leases: ReadonlyMap<string, string>
  /** Submits and skips that the server took. */
  readonly taken: number
  readonly isKept: boolean
}
