import type { GivenAnswers } from '@/lib/core/annotation/answer'
import type { Shortage, Task, TasksTaken } from '@/lib/core/annotation/task'

/** Why a task lies on the desk apart from the queue. */
export type OpenReason =
  /** To look at it again, perhaps to change the answers. */
  | 'looked-up'
  /** Its submit or skip was taken back. */
  | 'undone'
  /** It is not held any more: its time ran out. */
  | 'ran-out'

/** The tasks of one annotator in one project, as this page knows them. */
export interface DeskState {
  /** Held, the earliest first; `null` before the first answer of the server. */
  readonly tasks: readonly Task[] | null
  readonly shortage: Shortage | null
  readonly guidelineVersion: number | null
  /** Answered or let go on this page or in another tab, whether or not the server knows yet. */
  readonly settled: ReadonlySet<string>
  /** What was settled on this page, in order, with what was answered. */
  readonly trail: readonly Task[]
  readonly opened: { readonly task: Task; readonly reason: OpenReason } | null
}

/** A desk before anything is on it. */
export const EMPTY_DESK: DeskState = {
  tasks: null,
  shortage: null,
  guidelineVersion: null,
  settled: new Set(),
  trail: [],
  opened: null,
}

/** The task to work on, `null` for none. */
export function taskAtHand({ opened, tasks, settled }: DeskState): Task | null {
  return opened?.task ?? tasks?.find((task) => !settled.has(task.id)) ?? null
}

/** How many tasks lie ready behind the one at hand. */
export function countAhead(state: DeskState): number {
  const atHand = taskAtHand(state)
  return (state.tasks ?? []).filter((task) => !state.settled.has(task.id) && task.id !== atHand?.id).length
}

/** The server has told what is held. The task at hand stays on the desk even when it is not among that. */
export function receiveTasks(state: DeskState, { tasks, shortage, guidelineVersion }: TasksTaken): DeskState {
  const next = { ...state, tasks, shortage, guidelineVersion }
  const atHand = taskAtHand(state)
  if (atHand === null) return next
  const held = tasks.find((task) => task.id === atHand.id)
  if (state.opened?.reason === 'ran-out' && held) return { ...next, opened: null, tasks: putFirst(tasks, held) }
  if (state.opened || held) return { ...next, tasks: held ? putFirst(tasks, held) : tasks }
  return { ...next, opened: { task: atHand, reason: 'ran-out' } }
}

/** The one at hand stays at hand, whatever the order in which it was taken. */
function putFirst(tasks: readonly Task[], first: Task): readonly Task[] {
  return [first, ...tasks.filter((task) => task.id !== first.id)]
}

/** A task was answered, or let go (`answers` of `null`): the next one comes to hand. */
export function settleTask(state: DeskState, task: Task, answers: GivenAnswers | null): DeskState {
  const kept: Task = { ...task, state: answers ? 'done' : 'skipped', answers, draft: null }
  return {
    ...state,
    settled: new Set(state.settled).add(task.id),
    trail: [...state.trail.filter((one) => one.id !== task.id), kept],
    opened: null,
  }
}

/** Another tab settled a task. */
export function settleElsewhere(state: DeskState, taskId: string): DeskState {
  if (state.settled.has(taskId)) return state
  const settled = new Set(state.settled).add(taskId)
  return { ...state, settled, opened: state.opened?.task.id === taskId ? null : state.opened }
}

/** A submit or skip was taken back: the task comes to hand again. */
export function unsettleTask(state: DeskState, task: Task): DeskState {
  return {
    ...forgetSettled(state, task.id),
    opened: { task: { ...task, state: 'leased', answers: null, skipReason: null }, reason: 'undone' },
  }
}

/** A task is not settled any more. */
export function forgetSettled(state: DeskState, taskId: string): DeskState {
  const settled = new Set(state.settled)
  settled.delete(taskId)
  return { ...state, settled, trail: state.trail.filter((one) => one.id !== taskId) }
}

/** Lays a task on the desk apart from the queue; `null` goes back to the queue. */
export function openTask(state: DeskState, task: Task | null): DeskState {
  return { ...state, opened: task && { task, reason: 'looked-up' } }
}

/** The task before the one at hand among those settled on this page; `null` at the first. */
export function taskBefore({ trail, opened }: DeskState): Task | null {
  const at = opened ? trail.findIndex((task) => task.id === opened.task.id) : -1
  return at === -1 ? (trail.at(-1) ?? null) : (trail[at - 1] ?? null)
}

/** The task after one that was looked up again, `null` for the one in the queue. */
export function taskAfter({ trail, opened }: DeskState): Task | null {
  const at = opened ? trail.findIndex((task) => task.id === opened.task.id) : -1
  return at === -1 ? null : (trail[at + 1] ?? null)
}
