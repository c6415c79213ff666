import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { taskChangedSchema, tasksTakenSchema } from '@/lib/core/annotation/task'
import { createRandom } from '@/lib/core/random'
import { closeDatabase } from '@/lib/store'
import { query } from '@/lib/store/database'
import { makeAnswers, openProject } from '@/tests/setup/annotations'
import { createTestDatabase } from '@/tests/setup/database'
import { rounds } from '@/tests/setup/rounds'
import { type ApiProcesses, startApiProcesses } from './api-processes'

const KILLS = rounds(8, 100)
const ANNOTATORS = 4
const ITEMS = 600
const OVERLAP = 2
/** A start of a process takes half a second of processor time; the rest is what other work leaves of the machine. */
const LIMIT_MS = 1_200_000
/** A process answers at most about so many requests before it is killed. */
const MOST_ANSWERS = 10

let api: ApiProcesses
let answered = 0

beforeAll(async () => {
  await createTestDatabase()
  api = await startApiProcesses()
})
afterAll(async () => {
  await api.close()
  await closeDatabase()
})

/** What the server has acknowledged to one annotator. */
interface Acknowledged {
  /** By task, the note that was submitted. */
  readonly submitted: Map<string, string>
  /** By task that is not submitted, the note of the last draft. */
  readonly drafts: Map<string, string>
  repeats: number
  failures: number
}

/** Sends until there is an answer, as a browser's queue does, to whichever process serves. */
async function sendUntilAnswered<Schema extends z.ZodType>(
  annotator: string,
  method: string,
  path: string,
  body: unknown,
  schema: Schema,
  onFailure: () => void,
): Promise<z.output<Schema>> {
  for (;;) {
    let text: string
    let status: number
    try {
      const response = await fetch(`${api.address()}${path}`, {
        method,
        body: JSON.stringify(body),
        headers: { 'content-type': 'application/json', 'alignx-annotator': annotator },
      })
      status = response.status
      text = await response.text()
    } catch {
      onFailure()
      await sleep(5)
      continue
    }
    expect([status, text]).toEqual([200, expect.anything()])
    answered += 1
    return schema.parse(JSON.parse(text))
  }
}

/** Takes tasks, drafts each and submits all but every seventh, until told to stop. */
async function annotate(annotator: string, projectId: string, isOver: () => boolean): Promise<Acknowledged> {
  const told: Acknowledged = { submitted: new Map(), drafts: new Map(), repeats: 0, failures: 0 }
  const send = <Schema extends z.ZodType>(method: string, path: string, body: unknown, schema: Schema) =>
    sendUntilAnswered(annotator, method, path, body, schema, () => {
      told.failures += 1
    })
  for (let turn = 0; !isOver(); turn++) {
    const { tasks } = await send('POST', `/projects/${projectId}/tasks`, { count: 2 }, tasksTakenSchema)
    const task = tasks.find((one) => !told.submitted.has(one.id))
    if (!task) throw new Error('The items are used up: make more')
    const draft = `draft ${turn} ${randomUUID()}`
    const note = { note: { kind: 'note', text: draft } }
    await send('PUT', `/tasks/${task.id}/draft`, { answers: note }, z.object({ savedAt: z.string() }))
    told.drafts.set(task.id, draft)
    if (turn % 7 === 6) continue
    const text = `note ${turn} ${randomUUID()}`
    const answers = { ...makeAnswers(), note: { kind: 'note', text } }
    const changed = await send('POST', `/tasks/${task.id}/submit`, { key: randomUUID(), answers }, taskChangedSchema)
    if (changed.isRepeat) told.repeats += 1
    told.submitted.set(task.id, text)
    told.drafts.delete(task.id)
  }
  return told
}

test(
  `after ${KILLS} kills of the server everything that it acknowledged is there, and once`,
  async () => {
    const { projectId, people } = await openProject(ITEMS, ANNOTATORS, { queue: { overlap: OVERLAP } })
    let isOver = false
    const random = createRandom(17)
    const working = people.map((person) => annotate(person.id, projectId, () => isOver))
    for (let kill = 0; kill < KILLS; kill++) {
      // After some answers and then at no moment in particular, so that requests are cut in their middle.
      const until = answered + 1 + Math.floor(random() * MOST_ANSWERS)
      while (answered < until) await sleep(1)
      await sleep(random() * 12)
      await api.replace()
    }
    isOver = true
    const told = await Promise.all(working)

    const submitted = new Map(told.flatMap((one) => [...one.submitted]))
    const kept = await query<{ id: string; answers: { note: { text: string } }; revision: number }>(
      'SELECT assignment_id AS id, answers, revision FROM annotation',
    )
    expect(new Map(kept.map((row) => [row.id, row.answers.note.text]))).toEqual(submitted)
    expect(kept.every((row) => row.revision === 1)).toBe(true)
    const [events] = await query<{ n: number; tasks: number }>(
      `SELECT count(*)::int AS n, count(DISTINCT (item_id, actor_id))::int AS tasks FROM annotation_event WHERE kind = 'submitted'`,
    )
    expect(events).toEqual({ n: submitted.size, tasks: submitted.size })

    const drafts = new Map(told.flatMap((one) => [...one.drafts]))
    const keptDrafts = await query<{ id: string; answers: { note: { text: string } } }>(
      `SELECT a.id, d.answers FROM annotation_draft d
     JOIN annotation_assignment a ON a.item_id = d.item_id AND a.annotator_id = d.annotator_id`,
    )
    expect(new Map(keptDrafts.map((row) => [row.id, row.answers.note.text]))).toEqual(drafts)

    const [seats] = await query<{ wrong: number; over: number }>(
      `SELECT count(*) FILTER (WHERE i.taken <> a.n)::int AS wrong, count(*) FILTER (WHERE a.n > $1)::int AS over
     FROM annotation_item i CROSS JOIN LATERAL (SELECT count(*)::int AS n FROM annotation_assignment
       WHERE item_id = i.id AND state IN ('leased', 'done')) a`,
      [OVERLAP],
    )
    expect(seats).toEqual({ wrong: 0, over: 0 })
    // The kills came in the middle of requests, and some after a submit was kept and before it was answered.
    expect(told.reduce((sum, one) => sum + one.failures, 0)).toBeGreaterThan(KILLS)
    expect(submitted.size).toBeGreaterThan(KILLS)
    console.log(
      `${submitted.size} submits, ${told.reduce((sum, one) => sum + one.repeats, 0)} of them taken before their answer was lost`,
    )
  },
  LIMIT_MS,
)
