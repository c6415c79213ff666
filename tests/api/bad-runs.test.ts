import { afterAll, beforeAll, test } from 'vitest'
import * as eventsRoute from '@/app/api/v1/runs/[id]/events/route'
import * as exportRoute from '@/app/api/v1/runs/[id]/export/route'
import * as hashesRoute from '@/app/api/v1/runs/[id]/hashes/route'
import * as progressRoute from '@/app/api/v1/runs/[id]/progress/route'
import * as resultsRoute from '@/app/api/v1/runs/[id]/results/route'
import * as runRoute from '@/app/api/v1/runs/[id]/route'
import * as summaryRoute from '@/app/api/v1/runs/[id]/summary/route'
import * as runsRoute from '@/app/api/v1/runs/route'
import { closeDatabase } from '@/lib/store'
import { createTestDatabase } from '@/tests/setup/database'
import { makeConfig } from '@/tests/setup/runs'
import { at, request } from './call'
import { type Case, checkRefusal, checkRuns, ids, makeRuns } from './refusal'

const NUL = '\u0000'
const config = makeConfig()
const unknownRun = { id: 'no-such-run' }

beforeAll(async () => {
  await createTestDatabase()
  await makeRuns()
})
afterAll(closeDatabase)

const postRun = (body: unknown) => () => runsRoute.POST(request('POST', '/api/v1/runs', body))
const CASES: readonly Case[] = [
  ['a run that is no object', 422, 'invalid-input', postRun([])],
  ['a run without fields', 422, 'invalid-input', postRun({})],
  ['a torn run', 400, 'bad-json', postRun('{"name":')],
  ['a run with NaN', 400, 'bad-json', postRun('{"seed":NaN}')],
  ['a run with an empty name', 422, 'invalid-input', postRun({ ...config, name: '  ' })],
  ['a run with U+0000 in its name', 422, 'invalid-input', postRun({ ...config, name: `a${NUL}` })],
  ['a run with a lone surrogate in its name', 422, 'invalid-input', postRun({ ...config, name: 'a\ud800' })],
  ['a run with a name of two lines', 422, 'invalid-input', postRun({ ...config, name: 'a\nb' })],
  ['a run with a long name', 422, 'invalid-input', postRun({ ...config, name: 'a'.repeat(121) })],
  ['a run with an unknown condition', 422, 'invalid-input', postRun({ ...config, condition: 'mood' })],
  ['a run with a negative seed', 422, 'invalid-input', postRun({ ...config, seed: -1 })],
  ['a run with a seed in a text', 422, 'invalid-input', postRun({ ...config, seed: '7' })],
  ['a run with a seed too large', 422, 'invalid-input', postRun({ ...config, seed: 2 ** 32 })],
  ['a run with an unknown policy', 404, 'backend-unknown', postRun({ ...config, policyBackend: 'gpt' })],
  ['a run with U+0000 as reference', 404, 'backend-unknown', postRun({ ...config, referenceBackend: NUL })],
  [
    'a run with a bad dataset hash',
    422,
    'invalid-input',
    postRun({ ...config, source: { ...config.source, datasetHash: 'A'.repeat(64) } }),
  ],
  [
    'a run without a media type',
    415,
    'not-json',
    () => runsRoute.POST(new Request('http://localhost:3000/x', { method: 'POST', body: new Uint8Array([123]) })),
  ],
  ['a list of 0 runs', 422, 'invalid-input', () => runsRoute.GET(request('GET', '/api/v1/runs?limit=0'))],
  ['a list of 1e9 runs', 422, 'invalid-input', () => runsRoute.GET(request('GET', '/api/v1/runs?limit=1e9'))],
  ['a list from an unknown cursor', 404, 'run-unknown', () => runsRoute.GET(request('GET', '/api/v1/runs?cursor=zzz'))],
  ['a list from U+0000', 404, 'run-unknown', () => runsRoute.GET(request('GET', '/api/v1/runs?cursor=%00'))],

  ['an unknown run', 404, 'run-unknown', () => runRoute.GET(request('GET', '/x'), at(unknownRun))],
  ['a run named U+0000', 404, 'run-unknown', () => runRoute.GET(request('GET', '/x'), at({ id: NUL }))],
  ['a run named by SQL', 404, 'run-unknown', () => runRoute.GET(request('GET', '/x'), at({ id: "' OR 1=1 --" }))],
  [
    'a run named by a path',
    404,
    'run-unknown',
    () => runRoute.GET(request('GET', '/x'), at({ id: '../../etc/passwd' })),
  ],
  [
    'a run with a very long id',
    422,
    'invalid-input',
    () => runRoute.GET(request('GET', '/x'), at({ id: 'a'.repeat(5000) })),
  ],
  ['deleting an unknown run', 404, 'run-unknown', () => runRoute.DELETE(request('DELETE', '/x'), at(unknownRun))],
  ['deleting U+0000', 404, 'run-unknown', () => runRoute.DELETE(request('DELETE', '/x'), at({ id: NUL }))],
  ['events of an unknown run', 404, 'run-unknown', () => eventsRoute.GET(request('GET', '/x'), at(unknownRun))],
  ['progress of an unknown run', 404, 'run-unknown', () => progressRoute.GET(request('GET', '/x'), at(unknownRun))],
  ['a summary of an unknown run', 404, 'run-unknown', () => summaryRoute.GET(request('GET', '/x'), at(unknownRun))],

  ['results of an unknown run', 404, 'run-unknown', () => resultsRoute.GET(request('GET', '/x'), at(unknownRun))],
  [
    'results after a text',
    422,
    'invalid-input',
    () => resultsRoute.GET(request('GET', '/x?cursor=abc'), at({ id: ids.started })),
  ],
  [
    'results after a huge idx',
    422,
    'invalid-input',
    () => resultsRoute.GET(request('GET', '/x?cursor=9999999999'), at({ id: ids.started })),
  ],
  [
    'a page of 1001 results',
    422,
    'invalid-input',
    () => resultsRoute.GET(request('GET', '/x?limit=1001'), at({ id: ids.started })),
  ],
  [
    'hashes from NaN',
    422,
    'invalid-input',
    () => hashesRoute.GET(request('GET', '/x?from=NaN'), at({ id: ids.started })),
  ],
  [
    'hashes to Infinity',
    422,
    'invalid-input',
    () => hashesRoute.GET(request('GET', '/x?to=1e999'), at({ id: ids.started })),
  ],
  [
    'hashes from an empty text',
    422,
    'invalid-input',
    () => hashesRoute.GET(request('GET', '/x?from='), at({ id: ids.started })),
  ],
  [
    'hashes of a turned range',
    422,
    'invalid-input',
    () => hashesRoute.GET(request('GET', '/x?from=2&to=1'), at({ id: ids.started })),
  ],
  ['hashes of an unknown run', 404, 'run-unknown', () => hashesRoute.GET(request('GET', '/x'), at(unknownRun))],
  [
    'an export without a role',
    422,
    'invalid-input',
    () => exportRoute.GET(request('GET', '/x'), at({ id: ids.started })),
  ],
  [
    'an export of an unknown role',
    422,
    'invalid-input',
    () => exportRoute.GET(request('GET', '/x?role=judge'), at({ id: ids.started })),
  ],
  [
    'an export of an unknown run',
    404,
    'run-unknown',
    () => exportRoute.GET(request('GET', '/x?role=policy'), at(unknownRun)),
  ],
]

test.each(CASES)('refuses %s with %i %s', (_what, status, code, send) => checkRefusal(status, code, send))

test('nothing was lost or changed by them', checkRuns)
