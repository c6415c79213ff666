import { expect, test } from 'vitest'
import type { Task } from '@/lib/core/annotation/task'
import {
  countAhead,
  EMPTY_DESK,
  openTask,
  receiveTasks,
  settleElsewhere,
  settleTask,
  taskAfter,
  taskAtHand,
  taskBefore,
  unsettleTask,
} from './desk-state'
import { makeTask } from './test-tasks'

const [a, b, c, d] = [makeTask('a'), makeTask('b'), makeTask('c'), makeTask('d')]

function holding(...tasks: readonly Task[]) {
  return { tasks: [...tasks], shortage: null, guidelineVersion: 1 }
}

const desk = receiveTasks(EMPTY_DESK, holding(a, b))

test('the first that is held comes to hand, the others wait behind it', () => {
  expect(taskAtHand(EMPTY_DESK)).toBeNull()
  expect(taskAtHand(desk)).toBe(a)
  expect(countAhead(desk)).toBe(1)
})

test('the next comes to hand at once, before the server knows', () => {
  const after = settleTask(desk, a, {})
  expect(taskAtHand(after)).toBe(b)
  const late = receiveTasks(after, holding(a, b, c))
  expect(taskAtHand(late)?.id).toBe('b')
  expect(countAhead(late)).toBe(1)
  expect(taskAtHand(settleTask(settleTask(late, b, {}), c, null))).toBeNull()
})

test('what is at hand stays at hand, whatever the order in which it comes', () => {
  expect(taskAtHand(receiveTasks(desk, holding(d, b, a)))?.id).toBe('a')
})

test('a task whose time ran out stays on the desk until it is settled or held again', () => {
  const lost = receiveTasks(desk, holding(b, c))
  expect(lost.opened).toEqual({ task: a, reason: 'ran-out' })
  expect(taskAtHand(settleTask(lost, a, {}))).toBe(b)
  const back = receiveTasks(lost, holding(b, a))
  expect([back.opened, taskAtHand(back)?.id]).toEqual([null, 'a'])
})

test('what another tab settled leaves the desk', () => {
  expect(taskAtHand(settleElsewhere(desk, 'a'))).toBe(b)
  expect(taskAtHand(settleElsewhere(openTask(desk, d), 'd'))).toBe(a)
})

test('undo brings a task back to hand, and it can be settled again', () => {
  const done = settleTask(desk, a, {})
  const [last] = done.trail
  if (!last) throw new Error('A settled task is in the trail')
  const undone = unsettleTask(done, last)
  expect(taskAtHand(undone)).toMatchObject({ id: 'a', state: 'leased', answers: null })
  expect(undone.trail).toEqual([])
  expect(taskAtHand(receiveTasks(undone, holding(a, b)))?.id).toBe('a')
  expect(taskAtHand(settleTask(undone, a, {}))).toBe(b)
})

test('back and forward walk along what was settled here', () => {
  const done = settleTask(settleTask(receiveTasks(EMPTY_DESK, holding(a, b, c)), a, {}), b, null)
  expect(done.trail.map(({ id, state }) => [id, state])).toEqual([
    ['a', 'done'],
    ['b', 'skipped'],
  ])
  expect(taskBefore(done)?.id).toBe('b')
  expect(taskAfter(done)).toBeNull()
  const back = openTask(done, taskBefore(done))
  expect([taskAtHand(back)?.id, taskBefore(back)?.id, taskAfter(back)]).toEqual(['b', 'a', null])
  const further = openTask(back, taskBefore(back))
  expect([taskBefore(further), taskAfter(further)?.id]).toEqual([null, 'b'])
  expect(taskAtHand(openTask(further, null))?.id).toBe('c')
})
