import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Annotator } from '@/lib/core/annotation/annotator'
import type { Task } from '@/lib/core/annotation/task'
import { toPublishedRow } from '@/lib/core/read-example'
import {
  changeProject,
  changeQueue,
  closeDatabase,
  importRun,
  listEvents,
  listOwnTasks,
  readProjectProgress,
  readTask,
  releaseTask,
  saveDraft,
  skipTask,
  submitTask,
  takeTasks,
  undoTask,
} from '@/lib/store'
import { query } from '@/lib/store/database'
import { addQueue, makeAnswers, makeItems, openProject } from '@/tests/setup/annotations'
import { createTestDatabase } from '@/tests/setup/database'

beforeAll(async () => {
  await createTestDatabase()
})
afterAll(closeDatabase)

const submit = (actor: Annotator, task: Task, key: string = randomUUID()) =>
  submitTask(actor, task.id, { key, answers: makeAnswers(), activeMs: 1000 })

async function takeOne(actor: Annotator, projectId: string, leaseMs?: number): Promise<Task> {
  const { tasks, shortage } = await takeTasks(actor, projectId, 1, leaseMs)
  const [task] = tasks
  if (!task) throw new Error(`There is no task: ${shortage}`)
  return task
}

function at<Item>(items: readonly Item[], place: number): Item {
  const item = items[place]
  if (item === undefined) throw new Error(`There is no item ${place}`)
  return item
}

const expireAll = (projectId: string) =>
  query(`UPDATE annotation_assignment SET lease_until = now() - interval '1 s' WHERE project_id = $1`, [projectId])

describe('handing out', () => {
  test('never gives a seat twice, whoever asks at the same time', async () => {
    const { projectId, people } = await openProject(12, 6, { queue: { overlap: 2 } })
    const taken = await Promise.all(people.map((person) => takeTasks(person, projectId, 3)))
    const items = taken.flatMap(({ tasks }) => tasks.map((task) => task.itemId))
    expect(items).toHaveLength(18)
    for (const item of items) expect(items.filter((one) => one === item).length).toBeLessThanOrEqual(2)
    for (const { tasks } of taken) expect(new Set(tasks.map((task) => task.itemId)).size).toBe(3)
  })

  test('keeps what one holds, asked again and in parallel', async () => {
    const { projectId, people } = await openProject(5, 1)
    const person = at(people, 0)
    const [first, again] = await Promise.all([takeTasks(person, projectId, 2), takeTasks(person, projectId, 2)])
    expect(first.tasks.map((task) => task.id)).toEqual(again.tasks.map((task) => task.id))
    expect(first.shortage).toBeNull()
  })

  test('follows the order of the queue, or shuffles it by the seed', async () => {
    const { projectId, people } = await openProject(40, 1, { queue: { share: 5 } })
    const { tasks } = await takeTasks(at(people, 0), projectId, 5)
    expect(tasks.map((task) => task.item.prompt)).toEqual(makeItems(5).map((item) => item.example.prompt))
    expect((await takeTasks(at(people, 0), projectId, 6)).shortage).toBe('share-used')
  })

  test('says why there is none', async () => {
    const { admin, projectId, queueId, people } = await openProject(1, 2)
    const [first, second] = [at(people, 0), at(people, 1)]
    const task = await takeOne(first, projectId)
    expect((await takeTasks(second, projectId, 1)).shortage).toBe('held-by-others')
    await submit(first, task)
    expect((await takeTasks(second, projectId, 1)).shortage).toBe('all-done')
    await changeQueue(admin, queueId, { status: 'paused' })
    expect((await takeTasks(second, projectId, 1)).shortage).toBe('nothing-open')
    await changeProject(admin, projectId, { status: 'closed' })
    expect((await takeTasks(first, projectId, 1)).shortage).toBe('nothing-open')
  })

  test('brings an abandoned item back, and takes its late answers all the same', async () => {
    const { projectId, people } = await openProject(1, 2)
    const [slow, quick] = [at(people, 0), at(people, 1)]
    const late = await takeOne(slow, projectId)
    await saveDraft(slow, late.id, { note: { kind: 'note', text: 'half' } })
    await expireAll(projectId)
    const task = await takeOne(quick, projectId)
    expect(task.itemId).toBe(late.itemId)
    expect(await readTask(slow, late.id)).toMatchObject({
      state: 'expired',
      draft: { answers: { note: { text: 'half' } } },
    })
    await submit(quick, task)
    await submit(slow, late)
    const rows = await query('SELECT is_extra FROM annotation_assignment WHERE project_id = $1 ORDER BY is_extra', [
      projectId,
    ])
    expect(rows).toEqual([{ is_extra: false }, { is_extra: true }])
  })

  test('gives an expired task back to its own annotator', async () => {
    const { projectId, people } = await openProject(2, 2)
    const task = await takeOne(at(people, 0), projectId)
    await releaseTask(at(people, 0), task.id)
    expect((await takeOne(at(people, 0), projectId)).id).toBe(task.id)
  })

  test('starts with training, and mixes gold in after every so many', async () => {
    const { projectId, people } = await openProject(8, 1)
    const expected = { prefer: { kind: 'preference' as const, choice: 'chosen' as const, confidence: null } }
    const [gold, training] = [2, 3].map((seed) => makeItems(2, seed).map((item) => ({ ...item, expected })))
    await addQueue(projectId, gold ?? [], { purpose: 'gold', goldEvery: 3 })
    await addQueue(projectId, training ?? [], { purpose: 'training' })
    const order: string[] = []
    let correct = 0
    for (let turn = 0; turn < 12; turn++) {
      const task = await takeOne(at(people, 0), projectId)
      order.push(task.isTraining ? 'training' : (task.item.prompt.match(/, (\d)/)?.[1] ?? ''))
      const { feedback } = await submit(at(people, 0), task)
      expect(feedback === null).toBe(!task.isTraining)
      if (feedback) expect(Object.keys(feedback.correct)).toEqual(['prefer'])
      if (feedback?.correct.prefer) correct += 1
    }
    const { annotators } = await readProjectProgress(projectId)
    expect(annotators[0]).toMatchObject({ done: 12, training: { questions: 2, correct }, gold: { questions: 2 } })
    expect(order).toEqual(['training', 'training', '1', '1', '2', '1', '1', '2', '1', '1', '1', '1'])
  })
})

describe('a blind task', () => {
  test('does not tell which response was chosen, and its answer is kept as what it was', async () => {
    const { projectId, people } = await openProject(30, 1)
    const { tasks } = await takeTasks(at(people, 0), projectId, 5)
    const examples = new Map(makeItems(30).map((item) => [item.example.prompt, item.example]))
    for (const task of tasks) {
      const example = examples.get(task.item.prompt)
      expect([task.hash, task.chosenSide]).toEqual([null, null])
      expect(JSON.stringify(task)).not.toMatch(/"(chosen-left|rejected-left|sides|expected)"/)
      await submit(at(people, 0), task)
      const [kept] = await query<{ answers: { prefer: { choice: string } } }>(
        'SELECT answers FROM annotation WHERE assignment_id = $1',
        [task.id],
      )
      expect(kept?.answers.prefer.choice).toBe(task.item.left === example?.chosen ? 'chosen' : 'rejected')
      expect((await readTask(at(people, 0), task.id)).answers).toEqual(makeAnswers())
    }
  })
})

describe('a submit', () => {
  test('sent again with its key is taken once; another request with that key is refused', async () => {
    const { projectId, people } = await openProject(2, 1)
    const person = at(people, 0)
    const task = await takeOne(person, projectId)
    const key = randomUUID()
    const answers = await Promise.all([submit(person, task, key), submit(person, task, key), submit(person, task, key)])
    expect(answers.map((answer) => [answer.isRepeat, answer.revision]).sort()).toEqual([
      [false, 1],
      [true, 1],
      [true, 1],
    ])
    await expect(skipTask(person, task.id, { key, reason: 'other', note: '' })).rejects.toMatchObject({
      facts: { code: 'key-reused' },
    })
    const { events } = await listEvents(projectId, null, 100)
    expect(events.filter((event) => event.kind === 'submitted')).toHaveLength(1)
  })

  test('can be revised, undone and skipped, each with what was before', async () => {
    const { projectId, people } = await openProject(1, 2)
    const person = at(people, 0)
    const task = await takeOne(person, projectId)
    await submit(person, task)
    const answers = makeAnswers('tie', 'disagree')
    expect((await submitTask(person, task.id, { key: randomUUID(), answers, activeMs: null })).revision).toBe(2)
    await undoTask(person, task.id, { key: randomUUID() })
    expect(await readTask(person, task.id)).toMatchObject({ state: 'leased', answers: null, draft: { answers } })
    const note = 'odd \u0000 text'
    await skipTask(person, task.id, { key: randomUUID(), reason: 'unclear', note })
    expect((await takeTasks(person, projectId, 1)).tasks).toEqual([])
    const other = await takeOne(at(people, 1), projectId)
    expect(other.itemId).toBe(task.itemId)
    await undoTask(person, task.id, { key: randomUUID() })
    expect(await takeOne(person, projectId)).toMatchObject({ id: task.id, draft: { answers } })
    const { events } = await listEvents(projectId, null, 100)
    expect(events.slice(0, 5).map(({ kind, before, after }) => [kind, before !== null, after !== null])).toEqual([
      ['undone', true, false],
      ['skipped', false, true],
      ['undone', true, false],
      ['revised', true, true],
      ['submitted', false, true],
    ])
    expect(events[0]).toMatchObject({ before: { reason: 'unclear', note }, actorId: person.id })
  })

  test('stands in the list of one own tasks, newest first', async () => {
    const { projectId, people } = await openProject(5, 1)
    const person = at(people, 0)
    const { tasks } = await takeTasks(person, projectId, 3)
    await submit(person, at(tasks, 1))
    await skipTask(person, at(tasks, 0).id, { key: randomUUID(), reason: 'other', note: '' })
    const page = await listOwnTasks(person, projectId, null, 2)
    expect(page.tasks.map((task) => [task.id, task.state])).toEqual([
      [at(tasks, 0).id, 'skipped'],
      [at(tasks, 1).id, 'done'],
    ])
    const rest = await listOwnTasks(person, projectId, page.next, 2)
    expect([rest.tasks.map((task) => task.id), rest.next]).toEqual([[at(tasks, 2).id], null])
  })
})

describe('suggestions', () => {
  const suggest = { suggest: { profile: 'exact' as const, runId: null } }
  const config = (project: 'never' | 'before' | 'after') =>
    openProject(1, 1, {
      project: { suggestions: project },
      queue: { config: { ...suggest, seed: 1, order: 'given', source: sourceOf() } },
    })

  test.each([
    ['never', [], [], 'none'],
    ['before', ['given'], ['given'], 'before'],
    ['after', [], ['given'], 'after'],
  ] as const)('shown %s are recorded so', async (when, before, after, recorded) => {
    const { projectId, people } = await config(when)
    const person = at(people, 0)
    const task = await takeOne(person, projectId)
    expect(task.suggestions.map((one) => one.question)).toEqual(before)
    const changed = await submit(person, task)
    expect(changed.suggestions.map((one) => one.question)).toEqual(after)
    const readShown = async () =>
      (await query('SELECT suggestions_shown FROM annotation WHERE assignment_id = $1', [task.id]))[0]
    expect(await readShown()).toEqual({ suggestions_shown: recorded })
    await undoTask(person, task.id, { key: randomUUID() })
    await submit(person, task)
    expect(await readShown()).toEqual({ suggestions_shown: when === 'never' ? 'none' : 'before' })
  })
})

test('a run suggests the response that it prefers, by content hash', async () => {
  const [item] = makeItems(1)
  if (!item) throw new Error('There is no item')
  const score = (chosen: number) => ({
    name: 'scores.jsonl',
    text: JSON.stringify({
      ...toPublishedRow(item.example),
      idx: 0,
      nll_loss_all_chosen: chosen,
      nll_loss_all_rejected: 20,
    }),
  })
  const run = await importRun('A run', score(12), score(10))
  const config = { suggest: { profile: null, runId: run.id }, seed: 1, order: 'given' as const, source: sourceOf() }
  const { projectId, people } = await openProject(2, 1, { project: { suggestions: 'before' }, queue: { config } })
  const { tasks } = await takeTasks(at(people, 0), projectId, 2)
  const [task, other] = tasks
  const wanted = task?.item.left === item.example.rejected ? 'left' : 'right'
  expect(task?.suggestions).toEqual([
    {
      question: 'prefer',
      origin: 'run',
      label: 'A run',
      answer: { kind: 'preference', side: wanted, confidence: null },
      score: -2,
    },
  ])
  expect(other?.suggestions).toEqual([])
})

function sourceOf() {
  return { label: 'made up', view: '', filter: '', synthetic: true, available: 100, datasetHash: '0'.repeat(64) }
}
