import type { GivenAnswers } from '@/lib/core/annotation/answer'
import type { Project } from '@/lib/core/annotation/project'
import type { Skip, Task, TaskChanged } from '@/lib/core/annotation/task'
import { RequestError } from '../ui/request'
import type { BrowserStorage } from './browser-storage'
import { DeskPresence } from './desk-presence'
import { listOwnTasks, postEntry, readTask, releaseTask, sendDraft, takeTasks } from './desk-requests'
import type { DeskNotice, DeskSnapshot } from './desk-snapshot'
import {
  type DeskState,
  EMPTY_DESK,
  forgetSettled,
  openTask,
  receiveTasks,
  settleElsewhere,
  settleTask,
  taskAfter,
  taskAtHand,
  taskBefore,
  unsettleTask,
} from './desk-state'
import { DraftSender } from './draft-sender'
import { DraftShelf } from './drafts'
import { createKey, Outbox, type OutboxEntry, type OutboxRequest } from './outbox'
import { OutboxSender } from './outbox-sender'
import { Retry } from './retry'

/** Tasks that lie ready: the one at hand and two more, so that work goes on for a while without a network. */
const HELD = 3
/** The most that the API hands out. */
const MOST_HELD = 5
/** Leases are renewed this often while somebody works, and looked for while others hold the rest, in milliseconds. */
const RENEW_MS = 5 * 60_000
const LOOK_AGAIN_MS = 30_000

/** The work of one annotator in one project on this page: tasks, drafts, and what waits to be sent. */
export class DeskSession {
  readonly #who: string
  readonly #project: Project
  /** Drafts as this browser keeps them. */
  readonly shelf: DraftShelf
  readonly #outbox: Outbox
  readonly #sender: OutboxSender
  readonly #drafts: DraftSender
  readonly #presence: DeskPresence
  readonly #listeners = new Set<() => void>()
  readonly #takeRetry = new Retry(() => void this.take())
  #snapshot: DeskSnapshot
  #takenAt = 0
  #isTaking = false
  #takeAgain = false
  #isOver = true
  #timer: ReturnType<typeof setInterval> | null = null

  constructor(who: string, project: Project, { storage, isKept }: BrowserStorage) {
    this.#who = who
    this.#project = project
    this.shelf = new DraftShelf(storage, who)
    this.#outbox = new Outbox(storage)
    this.#presence = new DeskPresence(who, project.id)
    this.#sender = new OutboxSender(this.#outbox, postEntry, {
      before: (entry) => (entry.annotatorId === who ? this.#drafts.drop(entry.taskId) : Promise.resolve()),
      onTaken: (entry, answer) => this.#onTaken(entry, answer),
      onStart: () => this.#set({ isSending: true, entries: this.#outbox.list() }),
      onRound: ({ unanswered, barred }) => {
        this.#set({ isSending: false, waitsFor: unanswered, refusal: barred.get(who) ?? this.#snapshot.refusal })
        this.#readEntries()
        if (unanswered === null) {
          void this.#drafts.send()
          void this.take()
        }
      },
    })
    this.#drafts = new DraftSender((taskId, answers) => sendDraft(who, taskId, answers), {
      mustWait: (taskId) => this.#ownWaiting().some((entry) => entry.taskId === taskId),
      onFate: (taskId, fate) => {
        if (taskAtHand(this.#snapshot.desk)?.id === taskId) this.#set({ draft: fate })
      },
      onSaved: (taskId, answers, { leaseUntil }) => {
        this.shelf.markSent(taskId, answers)
        if (leaseUntil) this.#set({ leases: new Map(this.#snapshot.leases).set(taskId, leaseUntil) })
      },
    })
    this.#snapshot = {
      desk: EMPTY_DESK,
      formId: 0,
      entries: this.#outbox.list(),
      waitsFor: null,
      isSending: false,
      refusal: null,
      isTaking: false,
      failure: null,
      review: null,
      notice: null,
      draft: null,
      leases: new Map(),
      taken: 0,
      isKept,
    }
    this.#readEntries()
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  readonly read = (): DeskSnapshot => this.#snapshot

  #set(change: Partial<DeskSnapshot>): void {
    this.#snapshot = { ...this.#snapshot, ...change }
    for (const listener of this.#listeners) listener()
  }

  /** Changes the desk; another task at hand, or the same with other answers (`isAnew`), gets a form of its own. */
  #setDesk(desk: DeskState, isAnew = false, more: Partial<DeskSnapshot> = {}): void {
    const { formId } = this.#snapshot
    const isOther = taskAtHand(desk)?.id !== taskAtHand(this.#snapshot.desk)?.id
    this.#set({ ...more, desk, ...(isOther || isAnew ? { formId: formId + 1, draft: null } : {}) })
  }

  /** Works from now on, until the returned function is called. */
  start(): () => void {
    const onOnline = () => this.#onNetwork()
    const onStorage = ({ key, newValue }: StorageEvent) => {
      // What another tab added may be sent and gone already.
      const added = Outbox.holds(key) ? Outbox.parse(newValue) : null
      if (Outbox.holds(key)) this.#readEntries(added)
    }
    const onVisible = () => {
      if (document.visibilityState === 'visible') this.renew()
    }
    window.addEventListener('online', onOnline)
    window.addEventListener('storage', onStorage)
    document.addEventListener('visibilitychange', onVisible)
    this.#timer = setInterval(() => {
      const isEmpty = taskAtHand(this.#snapshot.desk) === null && this.#snapshot.refusal === null
      if (isEmpty && document.visibilityState === 'visible' && navigator.onLine) void this.take()
    }, LOOK_AGAIN_MS)
    this.#isOver = false
    this.#presence.enter()
    void this.take()
    void this.#sender.send()
    return () => {
      this.#isOver = true
      void this.#presence.leave(() => this.#giveBack())
      window.removeEventListener('online', onOnline)
      window.removeEventListener('storage', onStorage)
      document.removeEventListener('visibilitychange', onVisible)
      if (this.#timer !== null) clearInterval(this.#timer)
      this.#sender.stop()
      this.#drafts.stop()
      this.#takeRetry.stop()
    }
  }

  /** Somebody else may have what is held and untouched. */
  async #giveBack(): Promise<void> {
    const { tasks, settled } = this.#snapshot.desk
    for (const { id, draft } of tasks ?? [])
      if (this.#isOver && !settled.has(id) && draft === null && this.shelf.read(id) === null)
        await releaseTask(this.#who, id)
  }

  #onNetwork(): void {
    void this.#sender.send()
    void this.#drafts.send()
    void this.take()
  }

  /** Sends and takes anew, after whatever was in the way is said to be gone. */
  tryAgain(): void {
    this.#set({ refusal: null, failure: null })
    this.#onNetwork()
  }

  /** A sign of life: leases are renewed when it is time. */
  renew(): void {
    if (Date.now() - this.#takenAt > RENEW_MS) void this.take()
  }

  #ownWaiting(): readonly OutboxEntry[] {
    return this.#outbox.list().filter((entry) => entry.annotatorId === this.#who && entry.refusal === null)
  }

  /** Follows the outbox, which other tabs fill and empty too. */
  #readEntries(added: OutboxEntry | null = null): void {
    const entries = this.#outbox.list()
    const own = [...(added ? [added] : []), ...entries].filter((entry) => entry.annotatorId === this.#who)
    const last = new Map(own.flatMap((entry) => (entry.refusal === null ? [[entry.taskId, entry.request.action]] : [])))
    let { desk } = this.#snapshot
    for (const [taskId, action] of last)
      desk = action === 'undo' ? forgetSettled(desk, taskId) : settleElsewhere(desk, taskId)
    const known = new Set(this.#snapshot.entries.flatMap((entry) => (entry.refusal === null ? [] : [entry.place])))
    for (const entry of own) if (entry.refusal !== null && !known.has(entry.place)) desk = this.#takeBack(desk, entry)
    this.#setDesk(desk, false, { entries })
  }

  /** A refused submit: its answers stand in the form again. */
  #takeBack(desk: DeskState, { taskId, answers }: OutboxEntry): DeskState {
    if (Object.keys(answers).length > 0) this.shelf.replace(taskId, answers, false)
    return forgetSettled(desk, taskId)
  }

  /** Takes tasks and renews the leases of those that are held. */
  async take(): Promise<void> {
    if (this.#isTaking) {
      this.#takeAgain = true
      return
    }
    this.#isTaking = true
    this.#takeAgain = false
    this.#set({ isTaking: true })
    try {
      const waiting = new Set(this.#ownWaiting().map((entry) => entry.taskId)).size
      const taken = await takeTasks(this.#who, this.#project.id, Math.min(MOST_HELD, HELD + waiting))
      this.#takenAt = Date.now()
      this.#takeRetry.stop()
      const leases = new Map(taken.tasks.flatMap((task) => (task.leaseUntil ? [[task.id, task.leaseUntil]] : [])))
      const desk = receiveTasks(this.#snapshot.desk, taken)
      this.#setDesk(desk, false, { failure: null, refusal: null, leases })
      if (desk.opened?.reason === 'ran-out') await this.#lookAfter(desk.opened.task)
    } catch (error) {
      this.#onTakeFailure(error)
    } finally {
      this.#isTaking = false
    }
    if (this.#isOver) await this.#presence.leave(() => this.#giveBack())
    else if (this.#takeAgain) void this.take()
    else this.#set({ isTaking: false })
  }

  #onTakeFailure(error: unknown): void {
    const message = error instanceof Error ? error.message : String(error)
    if (error instanceof RequestError && error.status !== null && error.status < 500 && error.status !== 429) {
      this.#set({ refusal: { code: error.code, message } })
      return
    }
    this.#set({ failure: message })
    this.#takeRetry.later()
  }

  /** A task that is not held any more: its time ran out, or another tab or computer settled it. */
  async #lookAfter({ id }: Task): Promise<void> {
    const now = await readTask(this.#who, id)
    if (now.state !== 'done' && now.state !== 'skipped') return
    const did = now.state === 'done' ? 'answered' : 'skipped'
    this.#setDesk(settleElsewhere(this.#snapshot.desk, id), false, {
      notice: { tone: 'info', text: `You ${did} the last item in another window. This is the next one.` },
    })
  }

  #about(task: Task, answers: GivenAnswers) {
    const prompt = task.item.prompt.slice(0, 120)
    return { annotatorId: this.#who, projectId: this.#project.id, taskId: task.id, prompt, answers }
  }

  /** Whether the request is kept; where it is not, that is said and nothing changes. */
  #enqueue(task: Task, answers: GivenAnswers, request: OutboxRequest): boolean {
    try {
      this.#outbox.add(this.#about(task, answers), request)
      return true
    } catch (error) {
      this.#set({ notice: { tone: 'fault', text: error instanceof Error ? error.message : String(error) } })
      return false
    }
  }

  /** Submits complete answers, or revises them; the next task comes to hand at once. */
  submit(task: Task, answers: GivenAnswers, activeMs: number): void {
    const body = { key: createKey(), answers, activeMs: Math.min(activeMs, 86_400_000) }
    if (!this.#enqueue(task, answers, { action: 'submit', body })) return
    this.shelf.drop(task.id)
    const isShownAfter = this.#project.suggestions === 'after' && task.suggestions.length === 0
    const review = task.isTraining || isShownAfter ? { task, answers, changed: null } : null
    this.#setDesk(settleTask(this.#snapshot.desk, task, answers), true, {
      review,
      notice: null,
      entries: this.#outbox.list(),
    })
    void this.#sender.send()
  }

  /** Lets a task go; what was typed stays as its draft. */
  skip(task: Task, answers: GivenAnswers, reason: Skip['reason'], note: string): void {
    const body = { key: createKey(), reason, note }
    if (!this.#enqueue(task, answers, { action: 'skip', body })) return
    const withDraft = { ...task, draft: { answers, savedAt: new Date().toISOString() } }
    this.#setDesk(settleTask(this.#snapshot.desk, withDraft, null), true, {
      notice: null,
      entries: this.#outbox.list(),
    })
    void this.#sender.send()
  }

  /** Takes the last submit or skip back, of this page or an earlier one; its answers stand in the form again. */
  async undo(): Promise<void> {
    const task = this.#snapshot.desk.trail.at(-1) ?? (await this.#readLastSettled())
    if (task) this.takeBack(task)
    else this.#set({ notice: { tone: 'info', text: 'There is no submit or skip of yours to take back.' } })
  }

  /** Takes the submit or skip of one task back. */
  takeBack(task: Task): void {
    const answers = task.answers ?? task.draft?.answers ?? {}
    if (!this.#enqueue(task, answers, { action: 'undo', body: { key: createKey() } })) return
    this.shelf.replace(task.id, answers, true)
    const draft = { answers, savedAt: new Date().toISOString() }
    this.#setDesk(unsettleTask(this.#snapshot.desk, { ...task, draft }), true, {
      review: null,
      notice: { tone: 'info', text: 'Taken back. The answers stand here again as a draft.' },
      entries: this.#outbox.list(),
    })
    void this.#sender.send()
  }

  async #readLastSettled(): Promise<Task | null> {
    try {
      const { tasks } = await listOwnTasks(this.#who, this.#project.id, null)
      const last = tasks.find(({ state }) => state === 'done' || state === 'skipped')
      return last ? await readTask(this.#who, last.id) : null
    } catch (error) {
      this.#set({ notice: { tone: 'fault', text: error instanceof Error ? error.message : String(error) } })
      return null
    }
  }

  #onTaken(entry: OutboxEntry, answer: TaskChanged | null): void {
    const { review, taken } = this.#snapshot
    const isSettling = entry.request.action !== 'undo' && entry.annotatorId === this.#who
    this.#set({ entries: this.#outbox.list(), taken: isSettling ? taken + 1 : taken, waitsFor: null })
    if (review?.task.id !== entry.taskId || entry.request.action !== 'submit' || !answer) return
    const isWorth = answer.feedback !== null || answer.suggestions.length > 0
    this.#set({ review: isWorth ? { ...review, changed: answer } : null })
  }

  /** Goes on from what was expected or suggested. */
  closeReview(): void {
    this.#set({ review: null })
  }

  /** Looks at the task before, of those settled on this page; whether there is one. */
  back(): boolean {
    const task = taskBefore(this.#snapshot.desk)
    if (task) this.#setDesk(openTask(this.#snapshot.desk, task), false, { review: null, notice: null })
    return task !== null
  }

  /** Looks at the task after, at last the one of the queue. */
  forward(): void {
    const { desk } = this.#snapshot
    if (desk.opened?.reason === 'looked-up') this.#setDesk(openTask(desk, taskAfter(desk)), false, { notice: null })
  }

  /** Lays one of the annotator's own tasks on the desk, or says why it cannot be fetched. */
  openOrSay(taskId: string): void {
    this.#open(taskId).catch((error: unknown) => {
      this.#set({ notice: { tone: 'fault', text: error instanceof Error ? error.message : String(error) } })
    })
  }

  async #open(taskId: string): Promise<void> {
    const { desk } = this.#snapshot
    const isHeld = desk.tasks?.some((task) => task.id === taskId && !desk.settled.has(task.id))
    const task = desk.trail.find((one) => one.id === taskId) ?? (await readTask(this.#who, taskId))
    const held = this.#snapshot.desk
    if (isHeld && held.tasks) {
      const first = held.tasks.filter((one) => one.id === taskId)
      const tasks = [...first, ...held.tasks.filter((one) => one.id !== taskId)]
      this.#setDesk({ ...held, tasks, opened: null }, false, { review: null, notice: null })
    } else this.#setDesk(openTask(held, task), true, { review: null, notice: null })
  }

  /** Sends what was typed to the server as a draft. */
  sendDraft(taskId: string, answers: GivenAnswers): void {
    this.#drafts.add(taskId, answers)
  }

  /** Gives up a refused request; its answers are lost. */
  discard(entry: OutboxEntry): void {
    this.#outbox.remove(entry)
    this.#readEntries()
  }

  /** Says something, or nothing more. */
  say(notice: DeskNotice | null): void {
    this.#set({ notice })
  }
}
