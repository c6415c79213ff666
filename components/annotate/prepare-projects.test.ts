import { expect, test } from 'vitest'
import type { Project } from '@/lib/core/annotation/project'
import type { ProjectProgress } from '@/lib/core/annotation/reports'
import { prepareProject } from './prepare-projects'

type QueueProgress = ProjectProgress['queues'][number]

function makeQueue(change: Partial<QueueProgress> = {}): QueueProgress {
  return {
    id: 'q',
    name: 'Rows',
    purpose: 'work',
    items: 10,
    seats: 30,
    annotations: 12,
    leased: 1,
    complete: 2,
    skipped: 0,
    dueAt: null,
    ...change,
  }
}

function makeAtHand(queues: readonly QueueProgress[], change: Partial<Project> = {}) {
  const project: Project = {
    id: 'p',
    name: 'Project',
    status: 'open',
    questions: [{ kind: 'note', key: 'note', title: 'Note', help: '', required: false }],
    isBlind: false,
    suggestions: 'never',
    guidelines: { version: 1, text: '', createdBy: 'local', createdAt: '2026-01-01T00:00:00.000Z' },
    items: queues.reduce((sum, { items }) => sum + items, 0),
    annotations: 0,
    createdAt: '2026-01-01T00:00:00.000Z',
    ...change,
  }
  const times = { n: 0, median: null, p90: null }
  const scores = { questions: 0, correct: 0 }
  const ada = { id: 'ada', name: 'Ada', done: 7, leased: 1, skipped: 2, drafts: 0, revised: 0, lastAt: null }
  const annotators = [{ ...ada, activeMs: times, elapsedMs: times, gold: scores, training: scores }]
  return { project, progress: { queues: [...queues], annotators, adjudicated: 0 } }
}

test('work counts, gold and training do not; answers above the overlap do not fill other seats', () => {
  const queues = [makeQueue(), makeQueue({ annotations: 31 }), makeQueue({ purpose: 'gold', seats: null })]
  const line = prepareProject(makeAtHand(queues), 'ada', 'annotator')
  expect(line).toMatchObject({ done: 42, wanted: 60, mine: { done: 7, skipped: 2 } })
  expect(prepareProject(makeAtHand(queues), 'bob', 'annotator').mine).toBeNull()
})

test('the earliest time that an unfinished queue is due', () => {
  const [early, late] = ['2026-02-01T00:00:00.000Z', '2026-03-01T00:00:00.000Z']
  const queues = [makeQueue({ dueAt: late }), makeQueue({ dueAt: early }), makeQueue({ dueAt: null })]
  expect(prepareProject(makeAtHand(queues), 'ada', 'admin').dueAt).toBe(early)
  const finished = [makeQueue({ dueAt: early, complete: 10 })]
  expect(prepareProject(makeAtHand(finished), 'ada', 'admin').dueAt).toBeNull()
})

test('the next step follows the project and the role', () => {
  const step = (atHand: ReturnType<typeof makeAtHand>, role: Parameters<typeof prepareProject>[2]) =>
    prepareProject(atHand, 'ada', role).next
  const [empty, going] = [makeAtHand([]), makeAtHand([makeQueue()])]
  const done = makeAtHand([makeQueue({ annotations: 30, complete: 10 })])
  const closed = makeAtHand([makeQueue()], { status: 'closed' })
  expect(step(empty, 'admin')).toEqual({ label: 'Add a queue', href: '/annotate/p?tab=queues' })
  expect(step(empty, 'annotator').label).toBe('Open')
  expect(step(going, 'admin')).toEqual({ label: 'Annotate', href: '/annotate/p/work' })
  expect(step(going, 'viewer').label).toBe('Read the agreement')
  expect(step(done, 'admin').label).toBe('Read the agreement')
  expect(step(done, 'annotator').label).toBe('Open')
  expect(step(closed, 'admin').label).toBe('Open')
  expect(step(going, null).label).toBe('Open')
})
