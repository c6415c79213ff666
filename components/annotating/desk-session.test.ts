// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { GivenAnswers } from '@/lib/core/annotation/answer'
import { type Project, projectSchema } from '@/lib/core/annotation/project'
import type { Task, TaskChanged } from '@/lib/core/annotation/task'
import { createProblem } from '@/lib/core/problem'
import { DeskSession } from './desk-session'
import { taskAtHand } from './desk-state'
import { makeTask } from './test-tasks'

const PROJECT = projectSchema.parse({
  id: 'p',
  name: 'Made-up project',
  status: 'open',
  questions: [{ kind: 'note', key: 'note', title: 'What do you see?' }],
  isBlind: false,
  suggestions: 'never',
  guidelines: { version: 1, text: '', createdBy: 'local', createdAt: '2026-01-01T00:00:00.000Z' },
  items: 5,
  annotations: 0,
  createdAt: '2026-01-01T00:00:00.000Z',
})

/** The part of the API that a desk needs, over tasks `t1` to `t5`. */
class TestServer {
  readonly states = new Map<string, Task['state']>()
  readonly received: string[] = []
  readonly drafts = new Map<string, GivenAnswers>()
  readonly #receipts = new Map<string, TaskChanged>()
  isAway = false
  refusal: { status: number; code: string } | null = null
  answer: Partial<TaskChanged> = {}
  training: readonly string[] = []

  readonly fetch = async (path: string, init: RequestInit): Promise<Response> => {
    if (this.isAway) throw new TypeError('fetch failed')
    const body: { key?: string; count?: number; answers?: GivenAnswers } = JSON.parse(String(init.body ?? '{}'))
    if (this.refusal && init.method === 'POST')
      return json(createProblem(this.refusal.status, this.refusal.code, 'No.'), this.refusal.status)
    const [, id = '', action = ''] = /\/tasks\/(\w+)\/?(\w*)$/.exec(path) ?? []
    if (path.endsWith('/projects/p/tasks')) return json(this.#take(body.count ?? 2))
    if (action === 'draft') {
      this.drafts.set(id, body.answers ?? {})
      return json({ savedAt: '2026-01-01T00:00:00.000Z', leaseUntil: null })
    }
    if (action === '') return json(this.#task(id))
    return json(this.#change(id, action, body.key ?? ''))
  }

  #task(id: string): Task {
    return makeTask(id, { state: this.states.get(id) ?? 'expired', isTraining: this.training.includes(id) })
  }

  #take(count: number) {
    for (const id of ['t1', 't2', 't3', 't4', 't5'])
      if (this.#held().length < count && !this.states.has(id)) this.states.set(id, 'leased')
    const tasks = this.#held().map((id) => this.#task(id))
    return { tasks, shortage: tasks.length < count ? 'all-done' : null, guidelineVersion: 1 }
  }

  #held(): readonly string[] {
    return [...this.states].flatMap(([id, state]) => (state === 'leased' ? [id] : []))
  }

  #change(id: string, action: string, key: string): TaskChanged {
    const receipt = this.#receipts.get(key)
    if (receipt) return { ...receipt, isRepeat: true }
    this.received.push(`${action} ${id}`)
    const state = action === 'submit' ? 'done' : action === 'skip' ? 'skipped' : 'leased'
    this.states.set(id, state)
    const changed: TaskChanged = {
      id,
      state,
      revision: 1,
      suggestions: [],
      feedback: null,
      isRepeat: false,
      ...this.answer,
    }
    this.#receipts.set(key, changed)
    return changed
  }
}

function json(body: unknown, status = 200): Response {
  return new Response(JSON.stringify(body), { status })
}

let server: TestServer
const stops: (() => void)[] = []

beforeEach(() => {
  localStorage.clear()
  server = new TestServer()
  vi.stubGlobal('fetch', server.fetch)
})

afterEach(() => {
  for (const stop of stops.splice(0)) stop()
})

async function sitDown(project: Project = PROJECT, who = 'ada') {
  const session = new DeskSession(who, project, { storage: localStorage, isKept: true })
  stops.push(session.start())
  await vi.waitFor(() => expect(taskAtHand(session.read().desk) ?? session.read().refusal).not.toBeNull())
  return session
}

function atHand(session: DeskSession): Task {
  const task = taskAtHand(session.read().desk)
  if (!task) throw new Error('There is no task at hand')
  return task
}

function saying(text: string): GivenAnswers {
  return { note: { kind: 'note', text } }
}

function setNetwork(isOn: boolean): void {
  vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(isOn)
  server.isAway = !isOn
  if (isOn) window.dispatchEvent(new Event('online'))
}

test('the next task is at hand before the server has the answers', async () => {
  const session = await sitDown()
  session.submit(atHand(session), saying('one'), 1500)
  expect(atHand(session).id).toBe('t2')
  expect(session.read().entries).toHaveLength(1)
  await vi.waitFor(() => expect(session.read()).toMatchObject({ entries: [], taken: 1 }))
  await vi.waitFor(() => expect(session.read().desk.tasks?.map(({ id }) => id)).toEqual(['t2', 't3', 't4']))
  expect(server.received).toEqual(['submit t1'])
})

test('without a network work goes on, and everything is sent once and in order when it is back', async () => {
  const session = await sitDown()
  setNetwork(false)
  for (const text of ['one', 'two', 'three']) session.submit(atHand(session), saying(text), 10)
  expect(taskAtHand(session.read().desk)).toBeNull()
  await vi.waitFor(() => expect(session.read().waitsFor).toBe('This browser has no network.'))
  expect(session.read().entries).toHaveLength(3)
  setNetwork(true)
  await vi.waitFor(() => expect(session.read().entries).toEqual([]))
  expect(server.received).toEqual(['submit t1', 'submit t2', 'submit t3'])
  await vi.waitFor(() => expect(atHand(session).id).toBe('t4'))
})

test('what waits survives the page, and its items do not come to hand again', async () => {
  const session = await sitDown()
  server.isAway = true
  session.submit(atHand(session), saying('one'), 10)
  await vi.waitFor(() => expect(session.read().waitsFor).not.toBeNull())
  for (const stop of stops.splice(0)) stop()
  server.isAway = false
  const again = await sitDown()
  expect(atHand(again).id).toBe('t2')
  await vi.waitFor(() => expect(again.read().entries).toEqual([]))
  expect(server.received).toEqual(['submit t1'])
})

test('a refused answer stands in its form again, and its item at hand', async () => {
  const session = await sitDown()
  server.refusal = { status: 422, code: 'answers-invalid' }
  const { id } = atHand(session)
  session.submit(atHand(session), saying('too long'), 10)
  await vi.waitFor(() => expect(session.read().entries[0]?.refusal?.code).toBe('answers-invalid'))
  server.refusal = null
  expect(session.shelf.read(id)).toMatchObject({ answers: saying('too long'), isSent: false })
  expect(atHand(session).id).toBe(id)
  const [entry] = session.read().entries
  if (entry) session.discard(entry)
  expect(session.read().entries).toEqual([])
})

test('undo brings the last item back with its answers, and both reach the server in order', async () => {
  const session = await sitDown()
  session.submit(atHand(session), saying('one'), 10)
  await session.undo()
  expect(atHand(session)).toMatchObject({ id: 't1', draft: { answers: saying('one') } })
  await vi.waitFor(() => expect(server.received).toEqual(['submit t1', 'undo t1']))
  session.skip(atHand(session), saying('half'), 'unclear', '')
  expect(atHand(session).id).toBe('t2')
  await vi.waitFor(() => expect(server.received.at(-1)).toBe('skip t1'))
  expect(session.shelf.read('t1')?.answers).toEqual(saying('one'))
})

test('a draft is kept here at once, sent, and not sent again after its submit', async () => {
  const session = await sitDown()
  const answers = saying('half')
  expect(session.shelf.keep('t1', { answers, activeMs: 300, isSent: false })).toBe(true)
  session.sendDraft('t1', answers)
  await vi.waitFor(() => expect(session.shelf.read('t1')?.isSent).toBe(true))
  expect(session.read().draft?.kind).toBe('sent')
  setNetwork(false)
  session.sendDraft('t1', saying('more'))
  await vi.waitFor(() => expect(session.read().draft?.kind).toBe('here'))
  session.submit(atHand(session), saying('whole'), 10)
  setNetwork(true)
  await vi.waitFor(() => expect(server.received).toEqual(['submit t1']))
  expect(server.drafts.get('t1')).toEqual(answers)
})

test('a training item stays to be looked at, others go on by themselves', async () => {
  server.training = ['t1']
  const feedback = { expected: saying('this'), explanation: 'Because.', correct: { note: false } }
  server.answer = { feedback }
  const session = await sitDown()
  session.submit(atHand(session), saying('that'), 10)
  expect(session.read().review).toMatchObject({ task: { id: 't1' }, changed: null })
  await vi.waitFor(() => expect(session.read().review?.changed?.feedback).toEqual(feedback))
  session.closeReview()
  session.submit(atHand(session), saying('more'), 10)
  expect(session.read().review).toBeNull()
})

test('suggestions after the answer are waited for, and passed over where there are none', async () => {
  const session = await sitDown({ ...PROJECT, suggestions: 'after' })
  session.submit(atHand(session), saying('that'), 10)
  expect(session.read().review?.task.id).toBe('t1')
  await vi.waitFor(() => expect(session.read().review).toBeNull())
})

test('one who is archived loses nothing and is told', async () => {
  const session = await sitDown()
  server.refusal = { status: 403, code: 'annotator-archived' }
  session.submit(atHand(session), saying('one'), 10)
  await vi.waitFor(() => expect(session.read().refusal?.code).toBe('annotator-archived'))
  expect(session.read().entries.map(({ refusal }) => refusal)).toEqual([null])
  server.refusal = null
  session.tryAgain()
  await vi.waitFor(() => expect(session.read()).toMatchObject({ entries: [], refusal: null }))
  expect(server.received).toEqual(['submit t1'])
})

test('an item that another tab answers leaves this desk', async () => {
  const [one, other] = [await sitDown(), await sitDown()]
  one.submit(atHand(one), saying('one'), 10)
  const [entry] = one.read().entries
  const key = `alignx-lens.outbox.${entry?.place}`
  const newValue = localStorage.getItem(key)
  await vi.waitFor(() => expect(one.read().entries).toEqual([]))
  // The event may come once the entry is sent and gone.
  window.dispatchEvent(new StorageEvent('storage', { key, newValue }))
  expect(atHand(other).id).toBe('t2')
})

test('back and forward walk along what was done on this page', async () => {
  const session = await sitDown()
  expect(session.back()).toBe(false)
  session.submit(atHand(session), saying('one'), 10)
  expect(session.back()).toBe(true)
  expect(atHand(session)).toMatchObject({ id: 't1', state: 'done', answers: saying('one') })
  session.forward()
  expect(atHand(session).id).toBe('t2')
  session.openOrSay('t1')
  await vi.waitFor(() => expect(atHand(session).id).toBe('t1'))
})
