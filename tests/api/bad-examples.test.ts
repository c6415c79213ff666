import { afterAll, beforeAll, test } from 'vitest'
import * as cancelRoute from '@/app/api/v1/runs/[id]/cancel/route'
import * as examplesRoute from '@/app/api/v1/runs/[id]/examples/route'
import * as retryRoute from '@/app/api/v1/runs/[id]/retry/route'
import * as startRoute from '@/app/api/v1/runs/[id]/start/route'
import { closeDatabase } from '@/lib/store'
import { createTestDatabase } from '@/tests/setup/database'
import { makeExamples } from '@/tests/setup/runs'
import { at, request } from './call'
import { type Case, checkRefusal, checkRuns, ids, makeRuns } from './refusal'

const NUL = '\u0000'
const [first, second] = makeExamples(2)
const unknownRun = { id: 'no-such-run' }

beforeAll(async () => {
  await createTestDatabase()
  await makeRuns()
})
afterAll(closeDatabase)

const postExamples = (body: unknown, id?: string) => () =>
  examplesRoute.POST(request('POST', '/x', body), at({ id: id ?? ids.open }))
const postStart = (body: unknown, id?: () => string) => () =>
  startRoute.POST(request('POST', '/x', body), at({ id: id?.() ?? ids.open }))
const CASES: readonly Case[] = [
  ['examples of an unknown run', 404, 'run-unknown', postExamples({ examples: [first] }, 'no-such-run')],
  ['examples of a run named U+0000', 404, 'run-unknown', postExamples({ examples: [first] }, NUL)],
  ['no examples', 422, 'invalid-input', postExamples({ examples: [] })],
  ['too many examples', 422, 'invalid-input', postExamples({ examples: Array(1001).fill(first) })],
  [
    'an example of another shape',
    422,
    'invalid-input',
    postExamples({ examples: [{ idx: 1, hash: 'a'.repeat(32), example: { prompt: 'p' } }] }),
  ],
  ['an example without a hash', 422, 'invalid-input', postExamples({ examples: [{ ...second, hash: undefined }] })],
  [
    'an example with a hash in capitals',
    422,
    'invalid-input',
    postExamples({ examples: [{ ...second, hash: 'A'.repeat(32) }] }),
  ],
  [
    'an example with a hash that lies',
    422,
    'example-hash-wrong',
    postExamples({ examples: [{ ...second, hash: 'a'.repeat(32) }] }),
  ],
  [
    'an example whose text was changed',
    422,
    'example-hash-wrong',
    postExamples({ examples: [{ ...second, example: { ...second?.example, prompt: '<|eot_id|>' } }] }),
  ],
  [
    'an example with a direction of 89 dimensions',
    422,
    'invalid-input',
    postExamples({ examples: [{ ...second, example: { ...second?.example, direction: Array(89).fill(0) } }] }),
  ],
  [
    'an example with a direction of halves',
    422,
    'invalid-input',
    postExamples({ examples: [{ ...second, example: { ...second?.example, direction: Array(90).fill(0.5) } }] }),
  ],
  ['an example with a negative idx', 422, 'invalid-input', postExamples({ examples: [{ ...second, idx: -1 }] })],
  ['an example with half an idx', 422, 'invalid-input', postExamples({ examples: [{ ...second, idx: 0.5 }] })],
  ['an example with an idx too large', 413, 'run-too-large', postExamples({ examples: [{ ...second, idx: 50_000 }] })],
  [
    'an idx twice in a chunk',
    422,
    'example-duplicate',
    postExamples({
      examples: [
        { ...second, idx: 3 },
        { ...first, idx: 3 },
      ],
    }),
  ],
  ['an idx that holds another example', 409, 'example-conflict', postExamples({ examples: [{ ...second, idx: 0 }] })],
  ['a chunk of more than 4 MB', 413, 'body-too-large', postExamples(`{"examples":"${'a'.repeat(4 * 1024 * 1024)}"}`)],
  ['examples after the start', 409, 'run-started', () => postExamples({ examples: [first] }, ids.started)()],
  ['examples for an import', 409, 'run-finished', () => postExamples({ examples: [first] }, ids.imported)()],

  ['a start without rows', 422, 'invalid-input', postStart({})],
  ['a start of no rows', 422, 'invalid-input', postStart({ rows: 0 })],
  ['a start with more rows than came', 409, 'run-incomplete', postStart({ rows: 2 })],
  ['a control of one row', 409, 'run-control-needs-two-rows', postStart({ rows: 1 }, () => ids.one)],
  ['a second start', 409, 'run-started', postStart({ rows: 2 }, () => ids.started)],
  ['a start of an unknown run', 404, 'run-unknown', postStart({ rows: 1 }, () => 'no-such-run')],
  ['a start of U+0000', 404, 'run-unknown', postStart({ rows: 1 }, () => NUL)],
  ['a cancel of an unknown run', 404, 'run-unknown', () => cancelRoute.POST(request('POST', '/x'), at(unknownRun))],
  ['a cancel of U+0000', 404, 'run-unknown', () => cancelRoute.POST(request('POST', '/x'), at({ id: NUL }))],
  [
    'a cancel of an import',
    409,
    'run-finished',
    () => cancelRoute.POST(request('POST', '/x'), at({ id: ids.imported })),
  ],
  ['a retry of an unknown run', 404, 'run-unknown', () => retryRoute.POST(request('POST', '/x'), at(unknownRun))],
  [
    'a retry of a run that waits',
    409,
    'run-started',
    () => retryRoute.POST(request('POST', '/x'), at({ id: ids.started })),
  ],
  [
    'a retry of a run that collects',
    409,
    'run-not-started',
    () => retryRoute.POST(request('POST', '/x'), at({ id: ids.open })),
  ],
]

test.each(CASES)('refuses %s with %i %s', (_what, status, code, send) => checkRefusal(status, code, send))

test('nothing was lost or changed by them', checkRuns)
