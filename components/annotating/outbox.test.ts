// @vitest-environment happy-dom
import { beforeEach, expect, test, vi } from 'vitest'
import type { GivenAnswers } from '@/lib/core/annotation/answer'
import { createRandom } from '@/lib/core/random'
import { Outbox, type OutboxEntry, OutboxFullError, type OutboxRequest, type SendResult } from './outbox'
import { makeFull } from './test-full-storage'

beforeEach(() => localStorage.clear())

let keys = 0
function about(taskId: string, annotatorId = 'ada') {
  const answers: GivenAnswers = { note: { kind: 'note', text: `Of ${taskId}` } }
  return { annotatorId, projectId: 'p', taskId, prompt: `Post of ${taskId}`, answers }
}

function submit(text = 'plain'): OutboxRequest {
  keys += 1
  const key = `key-${String(keys).padStart(8, '0')}`
  return { action: 'submit', body: { key, answers: { note: { kind: 'note', text } }, activeMs: 1200 } }
}

const taken: SendResult<null> = { kind: 'taken', answer: null }

/** A server that takes each key once, over a network that loses requests and answers. */
function makeServer(lose: () => 'request' | 'answer' | 'nothing') {
  const received: string[] = []
  const receipts = new Set<string>()
  const post = async (entry: OutboxEntry): Promise<SendResult<null>> => {
    const fate = lose()
    if (fate === 'request') return { kind: 'unanswered', message: 'lost' }
    const { key } = entry.request.body
    if (!receipts.has(key)) received.push(entry.taskId)
    receipts.add(key)
    return fate === 'answer' ? { kind: 'unanswered', message: 'lost' } : taken
  }
  return { received, post }
}

test('entries are sent in the order in which they came, and leave when they are taken', async () => {
  let now = 1000
  const outbox = new Outbox(localStorage, () => now)
  for (const task of ['a', 'b', 'c', 'd', 'e']) {
    outbox.add(about(task), submit())
    // The clock of a computer may be set back.
    now -= 100
  }
  const seen: string[] = []
  const round = await outbox.send(
    async () => taken,
    (entry) => seen.push(entry.taskId),
  )
  expect(round).toEqual({ unanswered: null, barred: new Map() })
  expect(seen).toEqual(['a', 'b', 'c', 'd', 'e'])
  expect(outbox.list()).toEqual([])
})

test.each([1, 2, 3, 4, 5])(
  'a network that loses requests and answers loses and doubles nothing (seed %i)',
  async (seed) => {
    const random = createRandom(seed)
    const server = makeServer(() => (random() < 0.4 ? 'request' : random() < 0.5 ? 'answer' : 'nothing'))
    const wanted = Array.from({ length: 20 }, (_, at) => `task-${at}`)
    const added = [...wanted]
    let rounds = 0
    // The page is left and opened again between rounds, each with a new outbox over the same storage.
    do {
      const outbox = new Outbox(localStorage)
      for (const task of added.splice(0, 3)) outbox.add(about(task), submit())
      await outbox.send(server.post, () => {})
      rounds += 1
    } while (added.length > 0 || new Outbox(localStorage).list().length > 0)
    expect(server.received).toEqual(wanted)
    expect(rounds).toBeGreaterThan(7)
  },
)

test('without an answer everything stays, and the next does not overtake', async () => {
  const outbox = new Outbox(localStorage)
  outbox.add(about('a'), submit('of a'))
  outbox.add(about('b'), submit('of b'))
  const post = vi.fn(async (): Promise<SendResult<null>> => ({ kind: 'unanswered', message: 'The server is away.' }))
  expect(await outbox.send(post, () => {})).toMatchObject({ unanswered: 'The server is away.' })
  expect(post).toHaveBeenCalledTimes(1)
  const kept = new Outbox(localStorage).list()
  expect(kept.map((entry) => [entry.taskId, entry.request.body])).toEqual([
    ['a', expect.objectContaining({ answers: { note: { kind: 'note', text: 'of a' } }, activeMs: 1200 })],
    ['b', expect.objectContaining({ answers: { note: { kind: 'note', text: 'of b' } } })],
  ])
})

test('an entry that is refused is put aside with its answers, and the others go on', async () => {
  const outbox = new Outbox(localStorage)
  for (const task of ['a', 'b', 'c']) outbox.add(about(task), submit())
  const post = async (entry: OutboxEntry): Promise<SendResult<null>> =>
    entry.taskId === 'b' ? { kind: 'refused', code: 'task-skipped', message: 'It was skipped.' } : taken
  const seen: string[] = []
  await outbox.send(post, (entry) => seen.push(entry.taskId))
  expect(seen).toEqual(['a', 'c'])
  const [kept, ...more] = new Outbox(localStorage).list()
  expect(more).toEqual([])
  expect(kept).toMatchObject({
    ...about('b'),
    refusal: { code: 'task-skipped', message: 'It was skipped.' },
  })
  const again = vi.fn(async () => taken)
  await outbox.send(again, () => {})
  expect(again).not.toHaveBeenCalled()
})

test('one who is barred keeps everything while others are sent', async () => {
  const outbox = new Outbox(localStorage)
  for (const [task, who] of [
    ['a', 'ada'],
    ['b', 'bob'],
    ['c', 'ada'],
  ] as const)
    outbox.add(about(task, who), submit())
  const post = async (entry: OutboxEntry): Promise<SendResult<null>> =>
    entry.annotatorId === 'ada' ? { kind: 'barred', code: 'annotator-archived', message: 'Archived.' } : taken
  const round = await outbox.send(post, () => {})
  expect(round.barred.get('ada')).toEqual({ code: 'annotator-archived', message: 'Archived.' })
  expect(outbox.list().map(({ taskId, refusal }) => [taskId, refusal])).toEqual([
    ['a', null],
    ['c', null],
  ])
})

test('what another tab adds while this one sends is sent in the same round', async () => {
  const outbox = new Outbox(localStorage)
  outbox.add(about('a'), submit())
  const seen: string[] = []
  await outbox.send(
    async () => taken,
    (entry) => {
      seen.push(entry.taskId)
      if (entry.taskId === 'a') new Outbox(localStorage).add(about('b'), submit())
    },
  )
  expect(seen).toEqual(['a', 'b'])
})

test('a full storage says so before anything is lost', () => {
  const outbox = new Outbox(localStorage)
  outbox.add(about('a'), submit())
  expect(() => new Outbox(makeFull(localStorage)).add(about('b'), submit())).toThrow(OutboxFullError)
  expect(outbox.list().map((entry) => entry.taskId)).toEqual(['a'])
})

test('what is no entry is passed over and stays', () => {
  const outbox = new Outbox(localStorage)
  localStorage.setItem('alignx-lens.outbox.000000000000000-x', '{')
  localStorage.setItem('alignx-lens.outbox.000000000000001-x', '{"place":"1"}')
  localStorage.setItem('other', '{}')
  outbox.add(about('a'), submit())
  expect(outbox.list().map((entry) => entry.taskId)).toEqual(['a'])
  expect(localStorage.length).toBe(4)
  expect(['alignx-lens.outbox.1', null, 'other'].map((name) => Outbox.holds(name))).toEqual([true, true, false])
})
