import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { taskChangedSchema, tasksTakenSchema } from '@/lib/core/annotation/task'
import { makeAnswers, makeItems, makeProject, makeQueue } from '@/tests/setup/annotations'
import { timeNextItems } from './annotation-desk'
import { measureApp } from './measure-app'
import { type Measurement, summariseRepetitions } from './measurement'

const PORT = 4917
const ANNOTATORS = 10
const ITEMS = 2000
const OVERLAP = 3
const CHUNK = 500
/** Tasks that each annotator does; the first few warm the server up and are not counted. */
const TASKS = 60
const WARM_UP = 5

const idSchema = z.looseObject({ id: z.string() })

/** Ten annotators who take, draft and submit as fast as they are answered, against the app as `npm start` serves it. */
async function measure(address: string): Promise<Measurement[]> {
  const times: Record<'take' | 'draft' | 'submit', number[]> = { take: [], draft: [], submit: [] }
  let sent = 0
  const send = async <Schema extends z.ZodType>(
    method: string,
    path: string,
    body: unknown,
    schema: Schema,
    by = 'local',
  ) => {
    const response = await fetch(`${address}/api/v1${path}`, {
      method,
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json', 'alignx-annotator': by },
    })
    if (!response.ok) throw new Error(`${method} ${path} was answered ${response.status}: ${await response.text()}`)
    sent += 1
    return schema.parse(await response.json())
  }
  const timed = async <Answer>(list: number[], turn: number, work: Promise<Answer>): Promise<Answer> => {
    const start = performance.now()
    const answer = await work
    if (turn >= WARM_UP) list.push(performance.now() - start)
    return answer
  }
  const annotate = async (projectId: string, person: string) => {
    for (let turn = 0; turn < TASKS; turn++) {
      const path = `/projects/${projectId}/tasks`
      const taken = await timed(times.take, turn, send('POST', path, { count: 2 }, tasksTakenSchema, person))
      const [task] = taken.tasks
      if (!task) throw new Error(`There is no task: ${taken.shortage}`)
      const answers = makeAnswers(turn % 2 ? 'left' : 'right')
      await timed(times.draft, turn, send('PUT', `/tasks/${task.id}/draft`, { answers }, z.unknown(), person))
      const body = { key: randomUUID(), answers, activeMs: 1000 }
      await timed(times.submit, turn, send('POST', `/tasks/${task.id}/submit`, body, taskChangedSchema, person))
    }
  }
  const project = await send('POST', '/projects', makeProject(), idSchema)
  const queue = await send('POST', `/projects/${project.id}/queues`, makeQueue({ overlap: OVERLAP }), idSchema)
  const items = makeItems(ITEMS)
  for (let from = 0; from < ITEMS; from += CHUNK)
    await send('POST', `/queues/${queue.id}/items`, { items: items.slice(from, from + CHUNK) }, z.unknown())
  await send('POST', `/queues/${queue.id}/open`, { items: ITEMS }, z.unknown())
  const people = await Promise.all(
    Array.from({ length: ANNOTATORS }, (_, place) =>
      send('POST', '/annotators', { name: `Annotator ${place}` }, idSchema),
    ),
  )
  sent = 0
  const start = performance.now()
  await Promise.all(people.map((person) => annotate(project.id, person.id)))
  const seconds = (performance.now() - start) / 1000
  const agreementStart = performance.now()
  await (await fetch(`${address}/api/v1/projects/${project.id}/agreement`)).json()
  const agreementMs = performance.now() - agreementStart
  const nextItems = await timeNextItems(address, project.id)
  const note = `${ANNOTATORS} annotators at once, ${ITEMS.toLocaleString('en-US')} items, overlap ${OVERLAP}`
  const labels = { take: 'taking two tasks', draft: 'keeping a draft', submit: 'submitting' } as const
  return [
    ...(['take', 'draft', 'submit'] as const).map(
      (name): Measurement => ({
        part: 'annotation',
        what: labels[name],
        unit: 'ms',
        ...summariseRepetitions(times[name]),
        budget: null,
        note,
      }),
    ),
    {
      part: 'annotation',
      what: 'requests answered',
      unit: 'requests/s',
      value: sent / seconds,
      high: null,
      budget: null,
      note: `${note}; a third each of taking, keeping and submitting, nobody pausing to read`,
    },
    {
      part: 'annotation',
      what: 'agreement of all dimensions with intervals',
      unit: 'ms',
      value: agreementMs,
      high: null,
      budget: null,
      note: `${ANNOTATORS * TASKS} annotations`,
    },
    {
      part: 'annotation',
      what: 'from submit to the next item painted',
      unit: 'ms',
      ...summariseRepetitions(nextItems),
      budget: { limit: 100, of: 'high', side: 'at most' },
      note: `in a browser, ${nextItems.length} items, half a second at each`,
    },
  ]
}

await measureApp(PORT, ({ address }) => measure(address))
