import { afterAll, beforeAll, test } from 'vitest'
import * as annotatorRoute from '@/app/api/v1/annotators/[id]/route'
import * as annotatorsRoute from '@/app/api/v1/annotators/route'
import * as adjudicationRoute from '@/app/api/v1/items/[id]/adjudication/route'
import * as itemRoute from '@/app/api/v1/items/[id]/route'
import * as agreementRoute from '@/app/api/v1/projects/[id]/agreement/route'
import * as disputedRoute from '@/app/api/v1/projects/[id]/disputed/route'
import * as eventsRoute from '@/app/api/v1/projects/[id]/events/route'
import * as exportRoute from '@/app/api/v1/projects/[id]/export/route'
import * as guidelinesRoute from '@/app/api/v1/projects/[id]/guidelines/route'
import * as manifestRoute from '@/app/api/v1/projects/[id]/manifest/route'
import * as progressRoute from '@/app/api/v1/projects/[id]/progress/route'
import * as queuesRoute from '@/app/api/v1/projects/[id]/queues/route'
import * as projectRoute from '@/app/api/v1/projects/[id]/route'
import * as tasksRoute from '@/app/api/v1/projects/[id]/tasks/route'
import * as projectsRoute from '@/app/api/v1/projects/route'
import * as itemsRoute from '@/app/api/v1/queues/[id]/items/route'
import * as openRoute from '@/app/api/v1/queues/[id]/open/route'
import * as queueRoute from '@/app/api/v1/queues/[id]/route'
import * as draftRoute from '@/app/api/v1/tasks/[id]/draft/route'
import * as releaseRoute from '@/app/api/v1/tasks/[id]/release/route'
import * as taskRoute from '@/app/api/v1/tasks/[id]/route'
import * as skipRoute from '@/app/api/v1/tasks/[id]/skip/route'
import * as submitRoute from '@/app/api/v1/tasks/[id]/submit/route'
import * as undoRoute from '@/app/api/v1/tasks/[id]/undo/route'
import {
  addItems,
  changeAnnotator,
  closeDatabase,
  createAnnotator,
  createQueue,
  readActor,
  submitTask,
  takeTasks,
} from '@/lib/store'
import { makeAnswers, makeItems, makeProject, makeQueue, openProject } from '@/tests/setup/annotations'
import { createTestDatabase } from '@/tests/setup/database'
import { at, request } from './call'
import { type Case, checkRefusal } from './refusal'

const NUL = '\u0000'
const ids = { project: '', queue: '', open: '', me: '', other: '', viewer: '', gone: '', task: '', done: '', item: '' }
const items = makeItems(3, 9)

beforeAll(async () => {
  await createTestDatabase()
  const { admin, projectId, queueId, people } = await openProject(3, 2)
  const [me, other] = people
  if (!me || !other) throw new Error('There are no annotators')
  const viewer = await createAnnotator(admin, { name: 'Viewer', role: 'viewer' })
  const gone = await createAnnotator(admin, { name: 'Gone', role: 'annotator' })
  await changeAnnotator(admin, gone.id, { isArchived: true })
  const { tasks } = await takeTasks(me, projectId, 2)
  const [done, task] = tasks
  if (!done || !task) throw new Error('There are no tasks')
  await submitTask(me, done.id, { key: 'bad-inputs', answers: makeAnswers(), activeMs: null })
  const queue = await createQueue(await readActor(null), projectId, makeQueue({ name: 'Open' }))
  await addItems(admin, queue.id, items.slice(0, 1))
  Object.assign(ids, { project: projectId, queue: queueId, open: queue.id, me: me.id, other: other.id })
  Object.assign(ids, { viewer: viewer.id, gone: gone.id, task: task.id, done: done.id, item: task.itemId })
})
afterAll(closeDatabase)

type Who = 'me' | 'other' | 'viewer' | 'gone'
const by = (who?: Who) => (who ? { 'alignx-annotator': ids[who] } : undefined)
type Handler = (request: Request, context: { params: Promise<{ id: string }> }) => Promise<Response>
/** A request about one of `ids`, or about an id of another name. */
const send =
  (handler: Handler, method: string, id: string, body?: unknown, who?: Who, query = ''): Case[3] =>
  () =>
    handler(request(method, `/x${query}`, body, by(who)), at({ id: id in ids ? ids[id as keyof typeof ids] : id }))

const project = makeProject()
const queue = makeQueue()
const postProject = (change: object) => () => projectsRoute.POST(request('POST', '/x', { ...project, ...change }))
const ask = (question: object) => postProject({ questions: [{ kind: 'note', key: 'a', title: 'A', ...question }] })
const postQueue = (change: object) => send(queuesRoute.POST, 'POST', 'project', { ...queue, ...change })
const postItems = (list: unknown, id = 'open') => send(itemsRoute.POST, 'POST', id, { items: list })
const item = (change: object, place = 1) => [{ ...items[place], ...change }]
const submit = (change: object, id = 'task', who: Who = 'me') =>
  send(submitRoute.POST, 'POST', id, { key: 'some-key-1', answers: makeAnswers(), ...change }, who)
const answer = (change: object) => submit({ answers: { ...makeAnswers(), ...change } })

const CASES: readonly Case[] = [
  ['no annotator', 422, 'invalid-input', () => annotatorsRoute.POST(request('POST', '/x', {}))],
  ['a nameless annotator', 422, 'invalid-input', () => annotatorsRoute.POST(request('POST', '/x', { name: ' ' }))],
  ['U+0000 in a name', 422, 'invalid-input', () => annotatorsRoute.POST(request('POST', '/x', { name: `a${NUL}` }))],
  [
    'an unknown role',
    422,
    'invalid-input',
    () => annotatorsRoute.POST(request('POST', '/x', { name: 'a', role: 'king' })),
  ],
  [
    'an annotator who adds another',
    403,
    'role-not-allowed',
    () => annotatorsRoute.POST(request('POST', '/x', { name: 'a' }, by('me'))),
  ],
  ['an archived actor', 403, 'annotator-archived', send(tasksRoute.POST, 'POST', 'project', {}, 'gone')],
  [
    'an unknown actor',
    404,
    'annotator-unknown',
    () => annotatorsRoute.GET(request('GET', '/x', undefined, { 'alignx-annotator': 'nobody' })),
  ],
  ['a change of an unknown annotator', 404, 'annotator-unknown', send(annotatorRoute.PATCH, 'PATCH', 'nobody', {})],
  [
    'a change of the local role',
    409,
    'annotator-fixed',
    send(annotatorRoute.PATCH, 'PATCH', 'local', { role: 'viewer' }),
  ],

  ['a project without questions', 422, 'invalid-input', postProject({ questions: [] })],
  ['a project with an unknown field', 422, 'invalid-input', postProject({ more: 1 })],
  ['guidelines with U+0000', 422, 'invalid-input', postProject({ guidelines: NUL })],
  ['guidelines with half a character', 422, 'invalid-input', postProject({ guidelines: '\ud800' })],
  ['endless guidelines', 422, 'invalid-input', postProject({ guidelines: 'a'.repeat(100_001) })],
  ['an unknown time of suggestions', 422, 'invalid-input', postProject({ suggestions: 'always' })],
  ['a question of an unknown kind', 422, 'invalid-input', ask({ kind: 'slider' })],
  ['a question with a bad key', 422, 'invalid-input', ask({ key: 'A b' })],
  ['a question called constructor', 422, 'invalid-input', ask({ key: 'constructor' })],
  ['a choice without options', 422, 'invalid-input', ask({ kind: 'choice', options: [] })],
  ['an unknown dimension', 422, 'invalid-input', ask({ kind: 'direction', dimensions: ['height'] })],
  ['an unknown project', 404, 'project-unknown', send(projectRoute.GET, 'GET', 'nothing')],
  ['a project called U+0000', 404, 'project-unknown', send(projectRoute.GET, 'GET', NUL)],
  [
    'new questions once there are items',
    409,
    'project-answered',
    send(projectRoute.PATCH, 'PATCH', 'project', { questions: project.questions }),
  ],
  ['the deletion of a project with items', 409, 'project-answered', send(projectRoute.DELETE, 'DELETE', 'project')],
  [
    'the deletion by an annotator',
    403,
    'role-not-allowed',
    send(projectRoute.DELETE, 'DELETE', 'project', undefined, 'me'),
  ],
  [
    'guidelines of an unknown project',
    404,
    'project-unknown',
    send(guidelinesRoute.POST, 'POST', 'nothing', { text: '' }),
  ],

  ['a queue of an unknown project', 404, 'project-unknown', send(queuesRoute.POST, 'POST', 'nothing', queue)],
  ['an overlap of 0', 422, 'invalid-input', postQueue({ overlap: 0 })],
  ['a share of 1.5', 422, 'invalid-input', postQueue({ share: 1.5 })],
  ['a due date that is none', 422, 'invalid-input', postQueue({ dueAt: 'tomorrow' })],
  ['a seed that is too large', 422, 'invalid-input', postQueue({ config: { ...queue.config, seed: 2 ** 32 } })],
  [
    'suggestions of an unknown run',
    404,
    'run-unknown',
    postQueue({ config: { ...queue.config, suggest: { runId: 'zzz' } } }),
  ],
  ['an unknown queue', 404, 'queue-unknown', send(queueRoute.GET, 'GET', 'nothing')],
  ['a start before the opening', 409, 'queue-collecting', send(queueRoute.PATCH, 'PATCH', 'open', { status: 'open' })],
  ['no items', 422, 'invalid-input', postItems([])],
  ['an item without an example', 422, 'invalid-input', postItems([{ idx: 0, hash: '0'.repeat(32) }])],
  ['an item with another hash', 422, 'item-hash-wrong', postItems(item({ hash: '0'.repeat(32) }))],
  ['an item twice', 422, 'item-duplicate', postItems([...item({}), ...item({ idx: 7 })])],
  ['an idx twice', 422, 'item-duplicate', postItems([...item({}), ...item({ idx: 1 }, 2)])],
  ['an idx that another example has', 409, 'item-conflict', postItems(item({ idx: 0 }))],
  ['an idx too large', 413, 'queue-too-large', postItems(item({ idx: 50_000 }))],
  ['expected answers of work', 422, 'item-expected-wrong', postItems(item({ expected: {} }))],
  ['items for an open queue', 409, 'queue-opened', postItems(item({}), 'queue')],
  ['an opening with too few items', 409, 'queue-incomplete', send(openRoute.POST, 'POST', 'open', { items: 2 })],
  ['an opening by an annotator', 403, 'role-not-allowed', send(openRoute.POST, 'POST', 'open', { items: 1 }, 'me')],

  ['tasks of an unknown project', 404, 'project-unknown', send(tasksRoute.POST, 'POST', 'nothing', {}, 'me')],
  ['0 tasks', 422, 'invalid-input', send(tasksRoute.POST, 'POST', 'project', { count: 0 }, 'me')],
  ['tasks for a viewer', 403, 'role-not-allowed', send(tasksRoute.POST, 'POST', 'project', {}, 'viewer')],
  [
    'own tasks from an unknown one',
    404,
    'task-unknown',
    send(tasksRoute.GET, 'GET', 'project', undefined, 'me', '?cursor=zzz'),
  ],
  ['an unknown task', 404, 'task-unknown', send(taskRoute.GET, 'GET', 'nothing', undefined, 'me')],
  ["another annotator's task", 403, 'task-not-yours', send(taskRoute.GET, 'GET', 'task', undefined, 'other')],
  ["a submit for another annotator's task", 403, 'task-not-yours', submit({}, 'task', 'other')],
  ['a submit without a key', 422, 'invalid-input', submit({ key: undefined })],
  ['a submit with a short key', 422, 'invalid-input', submit({ key: 'a' })],
  ['a key that was taken', 409, 'key-reused', submit({ key: 'bad-inputs' })],
  ['a submit without answers', 422, 'answers-invalid', submit({ answers: {} })],
  ['a negative time', 422, 'invalid-input', submit({ activeMs: -1 })],
  ['an answer to no question', 422, 'answers-invalid', answer({ more: { kind: 'note', text: '' } })],
  [
    'an answer that names the chosen response',
    422,
    'invalid-input',
    answer({ prefer: { kind: 'preference', choice: 'chosen' } }),
  ],
  ['a side that is none', 422, 'invalid-input', answer({ prefer: { kind: 'preference', side: 'top' } })],
  [
    'a confidence that is not asked',
    422,
    'answers-invalid',
    answer({ prefer: { kind: 'preference', side: 'left', confidence: 3 } }),
  ],
  [
    'a verdict on a neutral dimension',
    422,
    'answers-invalid',
    answer({ given: { kind: 'verify', marks: { gender: 'agree' } } }),
  ],
  ['an endless note', 422, 'invalid-input', answer({ note: { kind: 'note', text: 'a'.repeat(10_001) } })],
  ['a draft of another shape', 422, 'invalid-input', send(draftRoute.PUT, 'PUT', 'task', { answers: [] }, 'me')],
  ['a skip without a reason', 422, 'invalid-input', send(skipRoute.POST, 'POST', 'task', { key: 'some-key-2' }, 'me')],
  [
    'a skip of what is done',
    409,
    'task-done',
    send(skipRoute.POST, 'POST', 'done', { key: 'some-key-3', reason: 'other' }, 'me'),
  ],
  [
    'an undo of what is not done',
    409,
    'task-not-done',
    send(undoRoute.POST, 'POST', 'task', { key: 'some-key-4' }, 'me'),
  ],
  ['a release of what is done', 409, 'task-not-leased', send(releaseRoute.POST, 'POST', 'done', undefined, 'me')],

  ['an unknown item', 404, 'item-unknown', send(itemRoute.GET, 'GET', 'nothing')],
  ['an item seen by an annotator', 403, 'role-not-allowed', send(itemRoute.GET, 'GET', 'item', undefined, 'me')],
  [
    'a decision without a reason',
    422,
    'invalid-input',
    send(adjudicationRoute.PUT, 'PUT', 'item', { answers: {}, reason: ' ' }),
  ],
  [
    'a decision about nothing',
    409,
    'item-unanswered',
    send(adjudicationRoute.PUT, 'PUT', 'item', { answers: {}, reason: 'a' }),
  ],
  [
    'disputed items from an unknown one',
    404,
    'item-unknown',
    send(disputedRoute.GET, 'GET', 'project', undefined, undefined, '?cursor=zzz'),
  ],
  [
    'a disagreement above 1',
    422,
    'invalid-input',
    send(disputedRoute.GET, 'GET', 'project', undefined, undefined, '?min=2'),
  ],
  [
    'events before a word',
    422,
    'invalid-input',
    send(eventsRoute.GET, 'GET', 'project', undefined, undefined, '?cursor=a'),
  ],
  ['events of an unknown project', 404, 'project-unknown', send(eventsRoute.GET, 'GET', 'nothing')],
  ['progress of an unknown project', 404, 'project-unknown', send(progressRoute.GET, 'GET', 'nothing')],
  [
    'agreement of one',
    422,
    'invalid-input',
    send(agreementRoute.GET, 'GET', 'project', undefined, undefined, '?annotators=a'),
  ],
  [
    'agreement with oneself',
    422,
    'invalid-input',
    send(agreementRoute.GET, 'GET', 'project', undefined, undefined, '?annotators=a,a'),
  ],
  ['a manifest of an unknown project', 404, 'project-unknown', send(manifestRoute.GET, 'GET', 'nothing')],
  [
    'an export as what is none',
    422,
    'invalid-input',
    send(exportRoute.GET, 'GET', 'project', undefined, undefined, '?format=xml'),
  ],
  [
    'an export of an unknown project',
    404,
    'project-unknown',
    send(exportRoute.GET, 'GET', 'nothing', undefined, undefined, '?format=csv'),
  ],
]

test.each(CASES)('refuses %s', async (_, status, code, refused) => {
  await checkRefusal(status, code, refused)
})

test('a task given to nobody stays as it was after all of that', async () => {
  const { tasks } = await takeTasks(await readActor(ids.me), ids.project, 1)
  if (tasks[0]?.id !== ids.task || tasks[0].draft !== null) throw new Error('A refused request changed something')
})
