import { afterAll, beforeAll, test } from 'vitest'
import * as probeRoute from '@/app/api/v1/backends/[id]/probe/route'
import * as backendRoute from '@/app/api/v1/backends/[id]/route'
import * as backendsRoute from '@/app/api/v1/backends/route'
import * as shareRoute from '@/app/api/v1/shares/[token]/route'
import * as sharesRoute from '@/app/api/v1/shares/route'
import { closeDatabase } from '@/lib/store'
import { createTestDatabase } from '@/tests/setup/database'
import { at, request } from './call'
import { type Case, checkRefusal, checkRuns, ids, makeRuns } from './refusal'

const NUL = '\u0000'

beforeAll(async () => {
  await createTestDatabase()
  await makeRuns()
})
afterAll(closeDatabase)

const postBackend = (body: unknown) => () => backendsRoute.POST(request('POST', '/api/v1/backends', body))
const postShare = (body: unknown) => () => sharesRoute.POST(request('POST', '/api/v1/shares', body))
const backend = {
  name: 'B',
  kind: 'vllm',
  baseUrl: 'http://127.0.0.1:4399',
  model: 'm',
  settings: { bosId: 1, eosId: 2, tokenizer: 'server', slots: 2, timeoutMs: 1000 },
}
const CASES: readonly Case[] = [
  ['a backend without an address', 422, 'invalid-input', postBackend({ ...backend, baseUrl: '' })],
  ['a backend at a file', 422, 'invalid-input', postBackend({ ...backend, baseUrl: 'file:///etc/passwd' })],
  ['a backend at a script', 422, 'invalid-input', postBackend({ ...backend, baseUrl: 'javascript:alert(1)' })],
  [
    'a backend with a password in its address',
    422,
    'invalid-input',
    postBackend({ ...backend, baseUrl: 'http://u:p@host/' }),
  ],
  [
    'a backend with a query in its address',
    422,
    'invalid-input',
    postBackend({ ...backend, baseUrl: 'http://host/?a=1' }),
  ],
  ['a second built-in backend', 422, 'invalid-input', postBackend({ ...backend, kind: 'built-in' })],
  [
    'a backend with 0 slots',
    422,
    'invalid-input',
    postBackend({ ...backend, settings: { ...backend.settings, slots: 0 } }),
  ],
  [
    'a backend without an end token',
    422,
    'invalid-input',
    postBackend({ ...backend, settings: { ...backend.settings, eosId: null } }),
  ],
  [
    'a backend with a tokenizer outside',
    422,
    'invalid-input',
    postBackend({ ...backend, settings: { ...backend.settings, tokenizer: '../../secret' } }),
  ],
  ['a backend with a secret of two lines', 422, 'invalid-input', postBackend({ ...backend, secret: 'a\r\nx: y' })],
  ['a backend with an unknown field', 422, 'invalid-input', postBackend({ ...backend, admin: true })],
  ['an unknown backend', 404, 'backend-unknown', () => backendRoute.GET(request('GET', '/x'), at({ id: 'nope' }))],
  ['a backend named U+0000', 404, 'backend-unknown', () => backendRoute.GET(request('GET', '/x'), at({ id: NUL }))],
  [
    'a probe of an unknown backend',
    404,
    'backend-unknown',
    () => probeRoute.POST(request('POST', '/x'), at({ id: 'nope' })),
  ],
  [
    'removing the built-in backend',
    409,
    'backend-fixed',
    () => backendRoute.DELETE(request('DELETE', '/x'), at({ id: 'built-in' })),
  ],
  [
    'removing an unknown backend',
    404,
    'backend-unknown',
    () => backendRoute.DELETE(request('DELETE', '/x'), at({ id: 'nope' })),
  ],

  ['a share of an unknown run', 404, 'run-unknown', postShare({ runId: 'nope', title: 't' })],
  ['a share of U+0000', 404, 'run-unknown', postShare({ runId: NUL, title: 't' })],
  ['a share without a title', 422, 'invalid-input', () => postShare({ runId: ids.imported, title: ' ' })()],
  ['a share with U+0000 in its title', 422, 'invalid-input', () => postShare({ runId: ids.imported, title: NUL })()],
  ['a share of a run that waits', 409, 'share-not-finished', () => postShare({ runId: ids.started, title: 't' })()],
  [
    'a share that ended already',
    422,
    'share-expired',
    () => postShare({ runId: ids.imported, title: 't', expiresAt: '2020-01-01T00:00:00Z' })(),
  ],
  [
    'a share that ends on no day',
    422,
    'invalid-input',
    () => postShare({ runId: ids.imported, title: 't', expiresAt: 'soon' })(),
  ],
  ['an unknown link', 404, 'share-gone', () => shareRoute.GET(request('GET', '/x'), at({ token: 'a'.repeat(43) }))],
  [
    'a link that is no token',
    404,
    'share-gone',
    () => shareRoute.GET(request('GET', '/x'), at({ token: `${NUL}<script>` })),
  ],
  [
    'revoking an unknown link',
    404,
    'share-gone',
    () => shareRoute.DELETE(request('DELETE', '/x'), at({ token: 'a'.repeat(43) })),
  ],
]

test.each(CASES)('refuses %s with %i %s', (_what, status, code, send) => checkRefusal(status, code, send))

test('nothing was lost or changed by them', checkRuns)
