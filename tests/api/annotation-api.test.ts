import { randomUUID } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import * as annotatorRoute from '@/app/api/v1/annotators/[id]/route'
import * as annotatorsRoute from '@/app/api/v1/annotators/route'
import * as adjudicationRoute from '@/app/api/v1/items/[id]/adjudication/route'
import * as itemRoute from '@/app/api/v1/items/[id]/route'
import * as agreementRoute from '@/app/api/v1/projects/[id]/agreement/route'
import * as disputedRoute from '@/app/api/v1/projects/[id]/disputed/route'
import * as eventsRoute from '@/app/api/v1/projects/[id]/events/route'
import * as exportRoute from '@/app/api/v1/projects/[id]/export/route'
import * as guidelinesRoute from '@/app/api/v1/projects/[id]/guidelines/route'
import * as importRoute from '@/app/api/v1/projects/[id]/import/route'
import * as manifestRoute from '@/app/api/v1/projects/[id]/manifest/route'
import * as progressRoute from '@/app/api/v1/projects/[id]/progress/route'
import * as queuesRoute from '@/app/api/v1/projects/[id]/queues/route'
import * as projectRoute from '@/app/api/v1/projects/[id]/route'
import * as tasksRoute from '@/app/api/v1/projects/[id]/tasks/route'
import * as projectsRoute from '@/app/api/v1/projects/route'
import * as itemsRoute from '@/app/api/v1/queues/[id]/items/route'
import * as openRoute from '@/app/api/v1/queues/[id]/open/route'
import * as draftRoute from '@/app/api/v1/tasks/[id]/draft/route'
import * as submitRoute from '@/app/api/v1/tasks/[id]/submit/route'
import { annotatorListSchema, annotatorSchema } from '@/lib/core/annotation/annotator'
import { eventPageSchema } from '@/lib/core/annotation/event'
import { importAnnotationsReportSchema } from '@/lib/core/annotation/import-request'
import { annotationManifestSchema } from '@/lib/core/annotation/manifest'
import { guidelineListSchema, projectListSchema, projectSchema } from '@/lib/core/annotation/project'
import { queueSchema } from '@/lib/core/annotation/queue'
import {
  agreementSchema,
  disputedItemPageSchema,
  itemDetailSchema,
  projectProgressSchema,
} from '@/lib/core/annotation/reports'
import { tasksTakenSchema } from '@/lib/core/annotation/task'
import { hashExample } from '@/lib/core/content-hash'
import { readExample } from '@/lib/core/read-example'
import { closeDatabase } from '@/lib/store'
import { createContentHasher } from '@/lib/store/content-hasher'
import { makeAnswers, makeItems, makeProject, makeQueue } from '@/tests/setup/annotations'
import { createTestDatabase } from '@/tests/setup/database'
import { at, request } from './call'

const ITEMS = 6

beforeAll(async () => {
  await createTestDatabase()
})
afterAll(closeDatabase)

async function read<Schema extends z.ZodType>(
  response: Response,
  schema: Schema,
  status = 200,
): Promise<z.output<Schema>> {
  const json: unknown = await response.json()
  expect([response.status, json]).toEqual([status, expect.anything()])
  return schema.parse(json)
}

const by = (id: string) => ({ 'alignx-annotator': id })

async function makeOpenProject() {
  const project = await read(await projectsRoute.POST(request('POST', '/x', makeProject())), projectSchema, 201)
  const { id } = project
  const created = await queuesRoute.POST(request('POST', '/x', makeQueue({ overlap: 2 })), at({ id }))
  const queue = await read(created, queueSchema, 201)
  const items = makeItems(ITEMS)
  for (const chunk of [items.slice(0, 4), items.slice(0, 4), items.slice(4)])
    await itemsRoute.POST(request('POST', '/x', { items: chunk }), at({ id: queue.id }))
  const opened = await openRoute.POST(request('POST', '/x', { items: ITEMS }), at({ id: queue.id }))
  expect(await read(opened, queueSchema)).toMatchObject({ status: 'open', items: ITEMS, overlap: 2 })
  const people = await Promise.all(
    ['Annotator A', 'Annotator B'].map(async (name) =>
      read(await annotatorsRoute.POST(request('POST', '/x', { name })), annotatorSchema, 201),
    ),
  )
  return { id, people: people.map((person) => person.id) }
}

/** Each annotator does every item; the second disagrees about one dimension on every other item. */
async function annotateAll(id: string, people: readonly string[]): Promise<void> {
  for (const [place, person] of people.entries())
    for (let item = 0; item < ITEMS; item++) {
      const taken = await tasksRoute.POST(request('POST', '/x', { count: 2 }, by(person)), at({ id }))
      const [task] = (await read(taken, tasksTakenSchema)).tasks
      if (!task) throw new Error('There is no task')
      const draft = { answers: { note: { kind: 'note', text: 'later' } } }
      await draftRoute.PUT(request('PUT', '/x', draft, by(person)), at({ id: task.id }))
      const answers = makeAnswers('tie', place === 1 && item % 2 === 0 ? 'disagree' : 'agree')
      const body = { key: randomUUID(), answers, activeMs: 2000 }
      const sent = await submitRoute.POST(request('POST', '/x', body, by(person)), at({ id: task.id }))
      expect(sent.status).toBe(200)
    }
}

let id = ''
let people: readonly string[] = []

describe('a project from start to end', () => {
  beforeAll(async () => {
    const made = await makeOpenProject()
    id = made.id
    people = made.people
    await annotateAll(id, people)
  })

  test('lists itself, its guidelines and its annotators', async () => {
    const { projects } = await read(await projectsRoute.GET(request('GET', '/x')), projectListSchema)
    expect(projects[0]).toMatchObject({ id, items: ITEMS, annotations: 2 * ITEMS, isBlind: true })
    await guidelinesRoute.POST(request('POST', '/x', { text: 'Second version' }), at({ id }))
    const { guidelines } = await read(await guidelinesRoute.GET(request('GET', '/x'), at({ id })), guidelineListSchema)
    expect(guidelines.map(({ version, text }) => [version, text])).toEqual([
      [2, 'Second version'],
      [1, 'Read *both* responses.'],
    ])
    const changed = await annotatorRoute.PATCH(request('PATCH', '/x', { name: 'Renamed' }), at({ id: people[0] ?? '' }))
    expect((await read(changed, annotatorSchema)).name).toBe('Renamed')
    const listed = await annotatorsRoute.GET(request('GET', '/x', undefined, by(people[1] ?? '')))
    const { me, annotators } = await read(listed, annotatorListSchema)
    expect([me.id, annotators[0]?.id, annotators.length]).toEqual([people[1], 'local', 3])
  })

  test('counts progress by queue and annotator', async () => {
    const progress = await read(await progressRoute.GET(request('GET', '/x'), at({ id })), projectProgressSchema)
    expect(progress.queues[0]).toMatchObject({ seats: 12, annotations: 12, complete: 6, leased: 0, skipped: 0 })
    expect(progress.annotators[0]).toMatchObject({
      done: 6,
      drafts: 0,
      activeMs: { n: 6, median: 2000, p90: 2000 },
      gold: { questions: 0, correct: 0 },
    })
  })

  test('measures agreement, and disagreement with the dataset', async () => {
    const all = await read(await agreementRoute.GET(request('GET', '/x'), at({ id })), agreementSchema)
    const part = all.parts.find((one) => one.part === 'age-group')
    expect(part).toMatchObject({ pairedItems: 6, raters: 2, percent: { value: 0.5 } })
    expect(all.parts.find((one) => one.question === 'prefer')?.alphaNominal).toMatchObject({
      value: null,
      reason: 'no-variation',
    })
    expect(all.dataset.find((one) => one.dimension === 'age-group')).toMatchObject({ judged: 12, disagreed: 3 })
    const pair = await agreementRoute.GET(request('GET', `/x?annotators=${people.join(',')}`), at({ id }))
    expect((await read(pair, agreementSchema)).parts).toEqual(all.parts)
  })

  test('brings disputed items first and keeps how each was decided', async () => {
    const listed = await disputedRoute.GET(request('GET', '/x?limit=4'), at({ id }))
    const { items, next } = await read(listed, disputedItemPageSchema)
    expect(items.map((item) => item.disagreement > 0)).toEqual([true, true, true, false])
    expect(next).toBe(items[3]?.id)
    const itemId = items[0]?.id ?? ''
    for (const reason of ['First thought', 'Second thought']) {
      const answers = { given: { kind: 'verify', marks: { 'age-group': 'disagree', openness: 'agree' } } }
      const decided = await adjudicationRoute.PUT(request('PUT', '/x', { answers, reason }), at({ id: itemId }))
      expect((await read(decided, itemDetailSchema)).adjudication?.reason).toBe(reason)
    }
    const detail = await read(await itemRoute.GET(request('GET', '/x'), at({ id: itemId })), itemDetailSchema)
    expect(detail.annotations).toHaveLength(2)
    expect(detail.events.map((event) => event.kind)).toEqual(['submitted', 'submitted', 'adjudicated', 'adjudicated'])
    expect(detail.events.at(-1)?.before).toMatchObject({ reason: 'First thought' })
    const open = await read(await disputedRoute.GET(request('GET', '/x'), at({ id })), disputedItemPageSchema)
    expect(open.items).toHaveLength(ITEMS - 1)
  })

  test('exports lines, values and corrected rows that say the same', async () => {
    const get = async (format: string, names = false) =>
      exportRoute.GET(request('GET', `/x?format=${format}&names=${names}`), at({ id }))
    const jsonl = await (await get('jsonl')).text()
    const lines = jsonl.trim().split('\n')
    expect(lines).toHaveLength(2 * ITEMS + 1)
    expect(jsonl).not.toContain('Annotator B')
    const csv = await get('csv', true)
    expect(csv.headers.get('content-disposition')).toMatch(/-annotations.*\.csv"$/)
    const table = (await csv.text()).trim().split('\r\n')
    // A preference and two dimensions an annotation, two dimensions of the adjudicator.
    expect(table).toHaveLength(1 + 2 * ITEMS * 3 + 2)
    expect(table.join()).toContain('Annotator B')
    const rows = (await (await get('alignx')).text()).trim().split('\n')
    expect(rows).toHaveLength(ITEMS)
    const read = rows.map((row) =>
      z
        .looseObject({ annotation: z.looseObject({ hash: z.string(), changed: z.array(z.string()) }) })
        .parse(JSON.parse(row)),
    )
    const originals = new Map(makeItems(ITEMS).map((item) => [item.hash, item.example]))
    for (const { annotation, ...row } of read) {
      const example = readExample(row, { file: 'export', row: 0 })
      const original = originals.get(annotation.hash)
      const differs = example.direction?.some((sign, index) => sign !== original?.direction?.[index])
      expect(differs).toBe(annotation.changed.length > 0)
      expect({ ...example, direction: original?.direction, extra: {} }).toEqual(original)
    }
    expect(read.filter(({ annotation }) => annotation.changed.includes('age-group'))).toHaveLength(1)
    expect(await countParquet(new Uint8Array(await (await get('parquet')).arrayBuffer()))).toEqual([
      { rows: BigInt(2 * ITEMS * 3 + 2), questions: 2n },
    ])
    const manifest = await manifestRoute.GET(request('GET', '/x'), at({ id }))
    const { data, counts, agreement } = await readManifest(manifest)
    expect(data).toMatchObject({ lines: lines.length, bytes: Buffer.byteLength(jsonl) })
    expect(counts).toEqual({ items: ITEMS, annotations: 2 * ITEMS, adjudications: 1, annotators: 2 })
    expect(agreement.map((part) => part.question)).toEqual(['prefer', 'given'])
  })

  test('takes its own export back: nothing changes here, everything comes to an empty project', async () => {
    const text = await (await exportRoute.GET(request('GET', '/x?format=jsonl'), at({ id }))).text()
    const send = async (project: string, dryRun: boolean) => {
      const body = { format: 'jsonl', name: 'export.jsonl', text, dryRun }
      const response = await importRoute.POST(request('POST', '/x', body), at({ id: project }))
      return read(response, importAnnotationsReportSchema)
    }
    expect(await send(id, false)).toMatchObject({ added: 0, changed: 0, unchanged: 2 * ITEMS + 1, faultCount: 0 })
    const other = await makeOpenProject()
    const wanted = { records: 2 * ITEMS + 1, added: 2 * ITEMS, adjudicated: 1, unchanged: 0, faultCount: 0 }
    expect(await send(other.id, true)).toMatchObject(wanted)
    const untouched = await projectRoute.GET(request('GET', '/x'), at({ id: other.id }))
    expect((await read(untouched, projectSchema)).annotations).toBe(0)
    expect(await send(other.id, false)).toMatchObject(wanted)
    const again = await (await exportRoute.GET(request('GET', '/x?format=jsonl'), at({ id: other.id }))).text()
    const answersOf = (jsonl: string) =>
      jsonl
        .trim()
        .split('\n')
        .map((line) => z.looseObject({ hash: z.string(), answers: z.unknown() }).parse(JSON.parse(line)))
        .map(({ hash, answers }) => JSON.stringify([hash, answers]))
    expect(answersOf(again)).toEqual(answersOf(text))
    const page = await read(await eventsRoute.GET(request('GET', '/x?limit=3'), at({ id: other.id })), eventPageSchema)
    expect(page.events.map((event) => event.kind)).toEqual(['imported', 'imported', 'imported'])
  })

  test.each<[format: string, records: object[]]>([
    [
      'argilla',
      [
        {
          id: '1',
          fields: { prompt: 'PROMPT', chosen: 'CHOSEN', rejected: 'REJECTED' },
          metadata: {},
          responses: {
            prefer: [{ value: 'chosen', user_id: 'a-1' }],
            given: [{ value: ['age-group:agree', 'openness:disagree'], user_id: 'a-1', status: 'submitted' }],
            note: [{ value: 'not sent', user_id: 'b-2', status: 'draft' }],
          },
        },
      ],
    ],
    ...[
      { from_name: 'preferred', to_name: 't', type: 'choices', value: { choices: ['chosen'] } },
      { from_name: 'preferred', to_name: 'chosen,rejected', type: 'pairwise', value: { selected: 'left' } },
      { from_name: 'preferred', to_name: ['rejected', 'chosen'], type: 'pairwise', value: { selected: 'right' } },
    ].map((preferred): [string, object[]] => [
      'label-studio',
      [
        {
          id: 1,
          data: { hash: 'HASH' },
          annotations: [
            {
              id: 9,
              completed_by: { id: 3, email: 'a@example.org' },
              lead_time: 4.2,
              result: [
                preferred,
                {
                  from_name: 'given',
                  to_name: 't',
                  type: 'choices',
                  value: { choices: ['age-group:agree', 'openness:disagree'] },
                },
                { from_name: 'note', to_name: 't', type: 'textarea', value: { text: ['fine'] } },
              ],
            },
            { completed_by: 4, was_cancelled: true, result: [] },
          ],
        },
      ],
    ]),
  ])('takes an export of %s', async (format, records) => {
    const other = await makeOpenProject()
    const [item] = makeItems(1)
    if (!item) throw new Error('There is no item')
    const { prompt, chosen, rejected } = item.example
    const names = {
      PROMPT: prompt,
      CHOSEN: chosen,
      REJECTED: rejected,
      HASH: hashExample(item.example, createContentHasher()),
    }
    const text = Object.entries(names).reduce(
      (json, [mark, value]) => json.replace(`"${mark}"`, JSON.stringify(value)),
      JSON.stringify(records),
    )
    const body = { format, name: 'export.json', text, dryRun: false, questions: { preferred: 'prefer' } }
    const response = await importRoute.POST(request('POST', '/x', body), at({ id: other.id }))
    const report = await read(response, importAnnotationsReportSchema)
    expect(report).toMatchObject({ records: 1, added: 1, faultCount: 0, annotators: [{ isNew: true }] })
    const line = await (await exportRoute.GET(request('GET', '/x?format=jsonl'), at({ id: other.id }))).text()
    expect(JSON.parse(line)).toMatchObject({
      hash: item.hash,
      origin: 'import',
      answers: {
        prefer: { choice: 'chosen' },
        given: { marks: { 'age-group': 'agree', openness: 'disagree' } },
      },
    })
  })
})

function readManifest(response: Response) {
  return read(response, annotationManifestSchema)
}

async function countParquet(bytes: Uint8Array): Promise<unknown> {
  const folder = await mkdtemp(join(tmpdir(), 'alignx-test-'))
  const file = join(folder, 'a.parquet')
  await writeFile(file, bytes)
  const instance = await DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  const result = await connection.runAndReadAll(
    `SELECT count(*) AS rows, count(DISTINCT question) AS questions FROM '${file}'`,
  )
  connection.closeSync()
  await rm(folder, { recursive: true })
  return result.getRowObjects()
}
