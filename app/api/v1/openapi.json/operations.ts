import { z } from 'zod'
import { rowsAnswerSchema, rowsRequestSchema, searchAnswerSchema, searchRequestSchema } from '@/lib/core/answer-rows'
import { answersStateSchema, sqlAnswerSchema, sqlRequestSchema } from '@/lib/core/answers'
import { backendSchema, newBackendSchema } from '@/lib/core/backend'
import { promptPreviewQuerySchema, promptPreviewSchema } from '@/lib/core/prompt-preview'
import { runProgressSchema, runReportSchema } from '@/lib/core/run-report'
import {
  backendListSchema,
  examplesChunkSchema,
  exportQuerySchema,
  hashesQuerySchema,
  hashesSchema,
  healthSchema,
  importRunSchema,
  newRunSchema,
  resultPageSchema,
  resultsQuerySchema,
  runListQuerySchema,
  runListSchema,
  startRunSchema,
} from '@/lib/core/run-requests'
import { runSummarySchema } from '@/lib/core/run-summary'
import { newShareSchema, openShareSchema, shareReportSchema } from '@/lib/core/share'
import { specialTokensRequestSchema, specialTokensSchema } from '@/lib/core/special-tokens'
import { SORT_KEYS } from '@/lib/core/view'
import { newSourceSchema, sourceDetailSchema, sourceListSchema } from '@/lib/sources'
import { ANNOTATION_OPERATIONS } from './annotation-operations'
import { get, type Operation, post, remove } from './operation'

const RUN = ['run-unknown']
const LOCATED = ['source-not-found', 'answers-elsewhere', 'answers-off']
const ANSWERED = [
  ...LOCATED,
  'answers-making',
  'answers-failed',
  'answers-busy',
  'answers-broken',
  'answer-too-large',
  'sql-failed',
  'sql-memory',
  'sql-timeout',
]
const listQuerySchema = z.object({
  source: z.string(),
  f: z.string().optional(),
  sort: z.enum(SORT_KEYS).optional(),
  desc: z.enum(['1']).optional(),
  offset: z.int().min(0).optional(),
  limit: z.int().min(1).optional(),
})
const searchQuerySchema = listQuerySchema.extend({ query: z.string().max(400), fields: z.string().optional() })
const shareListSchema = z.object({ shares: z.array(shareReportSchema) })
const countSchema = z.object({ examples: z.int().min(0) })
const documentSchema = z.looseObject({ openapi: z.string() })

/** Every operation of the API. */
export const OPERATIONS: readonly Operation[] = [
  get('/health', 'Whether the app and its database answer', healthSchema),
  get('/openapi.json', 'This document', documentSchema),
  get('/backends', 'The backends that can score, without their secrets', backendListSchema),
  post('/backends', 'Add a backend and probe it', backendSchema, { status: 201, body: newBackendSchema }),
  get('/backends/{id}', 'One backend', backendSchema, { codes: ['backend-unknown'] }),
  remove('/backends/{id}', 'Remove a backend', ['backend-unknown', 'backend-fixed', 'backend-in-use']),
  post('/backends/special-tokens', 'The tokens that a server may start and end texts with', specialTokensSchema, {
    body: specialTokensRequestSchema,
    codes: ['backend-unreachable', 'backend-timeout', 'backend-refused', 'backend-cannot-score', 'backend-bad-answer'],
  }),
  post('/backends/{id}/probe', 'Probe a backend again', backendSchema, { codes: ['backend-unknown'] }),
  get('/runs', 'Runs, newest first', runListSchema, { query: runListQuerySchema, codes: RUN }),
  post('/runs', 'Make a run that collects examples', runReportSchema, {
    status: 201,
    body: newRunSchema,
    codes: ['backend-unknown'],
  }),
  post('/runs/import', 'Import two eval_data files as a finished run', runReportSchema, {
    status: 201,
    body: importRunSchema,
    isForm: true,
    codes: ['import-empty', 'import-idx-too-large', 'bad-form', 'bad-encoding'],
  }),
  get('/runs/{id}', 'One run', runReportSchema, { codes: RUN }),
  remove('/runs/{id}', 'Delete a run with its results', RUN),
  post('/runs/{id}/examples', 'Add rows to a run, in chunks; the same row again changes nothing', countSchema, {
    body: examplesChunkSchema,
    codes: [
      ...RUN,
      'run-started',
      'run-finished',
      'run-too-large',
      'example-duplicate',
      'example-conflict',
      'example-hash-wrong',
    ],
  }),
  post('/runs/{id}/start', 'Freeze a run and queue it', runReportSchema, {
    body: startRunSchema,
    codes: [...RUN, 'run-started', 'run-finished', 'run-incomplete', 'run-control-needs-two-rows', 'backend-unknown'],
  }),
  post('/runs/{id}/cancel', 'Stop a run; its results stay', runReportSchema, { codes: [...RUN, 'run-finished'] }),
  post('/runs/{id}/retry', 'Score what a partial, failed or cancelled run has not', runReportSchema, {
    codes: [...RUN, 'run-started', 'run-finished', 'run-not-started'],
  }),
  get('/runs/{id}/events', 'Progress of a run as server-sent events', 'text/event-stream', { codes: RUN }),
  get('/runs/{id}/progress', 'Progress of a run at this moment', runProgressSchema, { codes: RUN }),
  get('/runs/{id}/summary', 'The evaluated numbers of a run as far as it is', runSummarySchema, { codes: RUN }),
  get('/runs/{id}/results', 'Scores row by row', resultPageSchema, { query: resultsQuerySchema, codes: RUN }),
  get('/runs/{id}/hashes', 'Content hashes of the rows in a range of margins', hashesSchema, {
    query: hashesQuerySchema,
    codes: RUN,
  }),
  get('/runs/{id}/prompts', 'The exact prompt of one row in one role, with its tokens', promptPreviewSchema, {
    query: promptPreviewQuerySchema,
    codes: [...RUN, 'run-imported', 'example-unknown', 'run-control-needs-two-rows', 'backend-unknown'],
  }),
  get('/runs/{id}/export', 'Scores of one role as an eval_data file', 'application/jsonl', {
    query: exportQuerySchema,
    codes: RUN,
  }),
  get('/sources', 'The sources of this server', sourceListSchema),
  post('/sources', 'Add URLs or a dataset of the hub', sourceDetailSchema, {
    status: 201,
    body: newSourceSchema,
    codes: ['source-empty', 'source-no-ranges', 'source-too-large'],
  }),
  get('/sources/{id}', 'One source with its shards', sourceDetailSchema, { codes: ['source-not-found'] }),
  get('/sources/{id}/answers', "How far this server's table of a source is", answersStateSchema, { codes: LOCATED }),
  post('/sources/{id}/answers', "Make this server's table of a source", answersStateSchema, {
    status: 202,
    codes: LOCATED,
  }),
  get('/rows', 'Rows of a source, by an address like that of Explore', rowsAnswerSchema, {
    query: listQuerySchema,
    codes: [...ANSWERED, 'selection-unknown', 'run-unknown'],
  }),
  post('/rows', 'Rows of a source under a filter, in an order', rowsAnswerSchema, {
    body: rowsRequestSchema,
    codes: [...ANSWERED, 'selection-unknown', 'run-unknown'],
  }),
  get('/search', 'Rows of a source that hold a text, and where', searchAnswerSchema, {
    query: searchQuerySchema,
    codes: [...ANSWERED, 'selection-unknown', 'run-unknown'],
  }),
  post('/search', 'The same under a filter, in an order', searchAnswerSchema, {
    body: searchRequestSchema,
    codes: [...ANSWERED, 'selection-unknown', 'run-unknown'],
  }),
  post('/sql', 'Run one statement that reads over a source', sqlAnswerSchema, {
    body: sqlRequestSchema,
    codes: [...ANSWERED, 'sql-refused'],
  }),
  remove('/sources/{id}', 'Remove an added source', ['source-not-found', 'source-built-in']),
  get('/shares', 'Every share, revoked ones included', shareListSchema),
  post('/shares', 'Freeze a finished run behind a link', shareReportSchema, {
    status: 201,
    body: newShareSchema,
    codes: [...RUN, 'share-not-finished', 'share-empty', 'share-expired', 'share-too-large'],
  }),
  get('/shares/{token}', 'What a link opens', openShareSchema, { codes: ['share-gone'] }),
  remove('/shares/{token}', 'Revoke a link for good', ['share-gone']),
  ...ANNOTATION_OPERATIONS,
]
