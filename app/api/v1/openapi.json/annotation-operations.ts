import {
  annotatorChangeSchema,
  annotatorListSchema,
  annotatorSchema,
  newAnnotatorSchema,
} from '@/lib/core/annotation/annotator'
import { eventPageSchema } from '@/lib/core/annotation/event'
import { annotationExportQuerySchema } from '@/lib/core/annotation/exported'
import { importAnnotationsReportSchema, importAnnotationsSchema } from '@/lib/core/annotation/import-request'
import { annotationManifestSchema } from '@/lib/core/annotation/manifest'
import {
  guidelineListSchema,
  newGuidelineSchema,
  newProjectSchema,
  projectChangeSchema,
  projectListSchema,
  projectSchema,
} from '@/lib/core/annotation/project'
import {
  itemsAddedSchema,
  itemsChunkSchema,
  newQueueSchema,
  openQueueSchema,
  queueChangeSchema,
  queueListSchema,
  queueSchema,
} from '@/lib/core/annotation/queue'
import {
  adjudicateSchema,
  agreementSchema,
  disputedItemPageSchema,
  itemDetailSchema,
  projectProgressSchema,
} from '@/lib/core/annotation/reports'
import {
  agreementQuerySchema,
  disputedQuerySchema,
  eventsQuerySchema,
  ownTasksQuerySchema,
} from '@/lib/core/annotation/requests'
import {
  draftSavedSchema,
  draftSchema,
  ownTaskListSchema,
  skipSchema,
  submitSchema,
  takeTasksSchema,
  taskChangedSchema,
  taskSchema,
  tasksTakenSchema,
  undoSchema,
} from '@/lib/core/annotation/task'
import { get, type Operation, patch, post, put, remove } from './operation'

const ACTOR = ['annotator-unknown', 'annotator-archived', 'role-not-allowed']
const PROJECT = ['project-unknown']
const QUEUE = ['queue-unknown', ...ACTOR]
const TASK = ['task-unknown', 'task-not-yours', ...ACTOR]

/** The operations on annotation. The header `alignx-annotator` names who makes a request. */
export const ANNOTATION_OPERATIONS: readonly Operation[] = [
  get('/annotators', 'Who can annotate, and who the request is made by', annotatorListSchema, { codes: ACTOR }),
  post('/annotators', 'Add an annotator', annotatorSchema, { status: 201, body: newAnnotatorSchema, codes: ACTOR }),
  patch('/annotators/{id}', 'Rename, archive or give another role', annotatorSchema, annotatorChangeSchema, [
    ...ACTOR,
    'annotator-fixed',
  ]),
  get('/projects', 'Annotation projects, newest first', projectListSchema),
  post('/projects', 'Make an annotation project', projectSchema, { status: 201, body: newProjectSchema, codes: ACTOR }),
  get('/projects/{id}', 'One project with its newest guidelines', projectSchema, { codes: PROJECT }),
  patch('/projects/{id}', 'Change a project', projectSchema, projectChangeSchema, [
    ...PROJECT,
    ...ACTOR,
    'project-answered',
  ]),
  remove('/projects/{id}', 'Delete a project without items', [...PROJECT, ...ACTOR, 'project-answered']),
  get('/projects/{id}/guidelines', 'Every version of the guidelines', guidelineListSchema, { codes: PROJECT }),
  post('/projects/{id}/guidelines', 'Add a version of the guidelines', projectSchema, {
    status: 201,
    body: newGuidelineSchema,
    codes: [...PROJECT, ...ACTOR],
  }),
  get('/projects/{id}/queues', 'The queues of a project', queueListSchema, { codes: PROJECT }),
  post('/projects/{id}/queues', 'Make a queue that collects items', queueSchema, {
    status: 201,
    body: newQueueSchema,
    codes: [...PROJECT, ...ACTOR, 'run-unknown'],
  }),
  get('/projects/{id}/tasks', 'The own tasks, the last changed first', ownTaskListSchema, {
    query: ownTasksQuerySchema,
    codes: [...PROJECT, ...TASK],
  }),
  post('/projects/{id}/tasks', 'Hold so many tasks and renew their leases', tasksTakenSchema, {
    body: takeTasksSchema,
    codes: [...PROJECT, ...ACTOR],
  }),
  get('/projects/{id}/progress', 'Progress by queue and by annotator', projectProgressSchema, { codes: PROJECT }),
  get('/projects/{id}/agreement', 'Agreement of annotators, and with the dataset', agreementSchema, {
    query: agreementQuerySchema,
    codes: [...PROJECT, ...ACTOR],
  }),
  get(
    '/projects/{id}/disputed',
    'Items with two annotations or more, the most disputed first',
    disputedItemPageSchema,
    {
      query: disputedQuerySchema,
      codes: [...PROJECT, ...ACTOR, 'item-unknown'],
    },
  ),
  get('/projects/{id}/events', 'Every change of a project, newest first', eventPageSchema, {
    query: eventsQuerySchema,
    codes: [...PROJECT, ...ACTOR],
  }),
  get('/projects/{id}/manifest', 'What the exports rest on', annotationManifestSchema, {
    codes: [...PROJECT, ...ACTOR],
  }),
  get('/projects/{id}/export', 'Annotations as JSONL, CSV or Parquet, or corrected rows', 'application/octet-stream', {
    query: annotationExportQuerySchema,
    codes: [...PROJECT, ...ACTOR],
  }),
  post('/projects/{id}/import', 'Import annotations, or say what an import would do', importAnnotationsReportSchema, {
    body: importAnnotationsSchema,
    codes: [...PROJECT, ...ACTOR, 'import-unreadable', 'import-faulty'],
  }),
  get('/queues/{id}', 'One queue', queueSchema, { codes: ['queue-unknown'] }),
  patch('/queues/{id}', 'Change a queue', queueSchema, queueChangeSchema, [...QUEUE, 'queue-collecting']),
  post('/queues/{id}/items', 'Add items to a queue, in chunks; the same item again changes nothing', itemsAddedSchema, {
    body: itemsChunkSchema,
    codes: [
      ...QUEUE,
      'queue-opened',
      'queue-too-large',
      'item-duplicate',
      'item-hash-wrong',
      'item-expected-wrong',
      'item-conflict',
    ],
  }),
  post('/queues/{id}/open', 'Order the items and hand them out', queueSchema, {
    body: openQueueSchema,
    codes: [...QUEUE, 'queue-opened', 'queue-incomplete'],
  }),
  get('/tasks/{id}', 'One of the own tasks', taskSchema, { codes: TASK }),
  put('/tasks/{id}/draft', 'Keep answers as a draft and renew the lease', draftSavedSchema, draftSchema, [
    ...TASK,
    'answers-invalid',
  ]),
  post('/tasks/{id}/submit', 'Submit or revise the answers; once for each key', taskChangedSchema, {
    body: submitSchema,
    codes: [...TASK, 'task-skipped', 'answers-invalid', 'key-reused'],
  }),
  post('/tasks/{id}/skip', 'Skip with a reason; once for each key', taskChangedSchema, {
    body: skipSchema,
    codes: [...TASK, 'task-done', 'task-skipped', 'key-reused'],
  }),
  post('/tasks/{id}/undo', 'Take a submit or a skip back; once for each key', taskChangedSchema, {
    body: undoSchema,
    codes: [...TASK, 'task-not-done', 'key-reused'],
  }),
  post('/tasks/{id}/release', 'Give a task back before its time', null, {
    status: 204,
    codes: [...TASK, 'task-not-leased'],
  }),
  get('/items/{id}', 'An item with all annotations side by side and its history', itemDetailSchema, {
    codes: ['item-unknown', ...ACTOR],
  }),
  put('/items/{id}/adjudication', 'Decide an item, with a reason', itemDetailSchema, adjudicateSchema, [
    'item-unknown',
    'item-unanswered',
    'answers-invalid',
    ...ACTOR,
  ]),
]
