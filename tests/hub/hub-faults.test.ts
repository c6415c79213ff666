import type { IncomingMessage, ServerResponse } from 'node:http'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { type LocalServer, startServer } from './local-server'
import { createSourceWorld, readProblem, type SourceWorld } from './source-world'

const COMMIT = '0123456789abcdef0123456789abcdef01234567'
const FILE = { type: 'file', path: 'a.parquet', oid: COMMIT, size: 10 }

type Answer = (request: IncomingMessage, response: ServerResponse) => void

let answer: Answer
let server: LocalServer
let world: SourceWorld

beforeAll(async () => {
  server = await startServer((request, response) => answer(request, response))
})

beforeEach(async () => {
  world = await createSourceWorld()
  world.configure({ hubUrl: server.origin, hubToken: 'hf_secret' }, { answerTimeoutMs: 300, idleTimeoutMs: 300 })
})

afterEach(() => world.close())

afterAll(() => server.close())

function text(body: string, status = 200, headers: Readonly<Record<string, string>> = {}): Answer {
  return (_request, response) => response.writeHead(status, headers).end(body)
}

function json(body: unknown, headers: Readonly<Record<string, string>> = {}): Answer {
  return text(JSON.stringify(body), 200, headers)
}

/** A hub whose revisions are in order; what it lists and sends is the test's. */
function sound(tree: Answer, file: Answer = text('Not Found', 404)): Answer {
  return (request, response) => {
    if (request.url?.includes('/revision/')) json({ sha: COMMIT })(request, response)
    else if (request.url?.includes('/tree/')) tree(request, response)
    else file(request, response)
  }
}

const FIRST_BYTE = { 'content-range': 'bytes 0-0/10' } as const

test.each<[string, Answer, string]>([
  ['a web page', text('<html>Sign in</html>'), '502 hub-bad-answer'],
  ['torn JSON', text('{"sha":'), '502 hub-bad-answer'],
  ['no commit', json({ id: 'a/b' }), '502 hub-bad-answer'],
  ['a commit that is none', json({ sha: '../../etc' }), '502 hub-bad-answer'],
  ['a busy hub', text('', 429), '503 upstream-busy'],
  ['a failing hub', text('', 500), '502 upstream-failed'],
  ['a silent hub', () => {}, '504 upstream-timeout'],
  [
    'a hub that stalls in its answer',
    (_request, response) => response.writeHead(200).write('{"sha"'),
    '504 upstream-timeout',
  ],
  [
    'a hub that hangs up in its answer',
    (_request, response) => response.writeHead(200, { 'content-length': 99 }).write('{', () => response.destroy()),
    '502 upstream-dropped',
  ],
  ['a tree that is no list', sound(json({ error: 'x' })), '502 hub-bad-answer'],
  ['a tree of other entries', sound(json([{ name: 'a.parquet' }])), '502 hub-bad-answer'],
  ['a negative size', sound(json([{ ...FILE, size: -1 }])), '502 hub-bad-answer'],
  ['a path that climbs', sound(json([{ ...FILE, path: 'x/../../a.parquet' }])), '422 source-empty'],
  ['an absolute path', sound(json([{ ...FILE, path: '/etc/a.parquet' }])), '502 hub-bad-answer'],
  ['a path with a backslash', sound(json([{ ...FILE, path: 'x\\a.parquet' }])), '502 hub-bad-answer'],
  [
    'a next page elsewhere',
    sound(json([FILE], { link: '<https://evil.example/x>; rel="next"' })),
    '502 hub-bad-answer',
  ],
  ['a next page that is no address', sound(json([FILE], { link: '<http://[>; rel="next"' })), '502 hub-bad-answer'],
  [
    'pages without end',
    sound((request, response) => json([FILE], { link: `<${request.url}>; rel="next"` })(request, response)),
    '422 hub-listing-too-long',
  ],
  [
    '10,001 shards',
    sound(json(Array.from({ length: 10_001 }, (_, i) => ({ ...FILE, path: `${i}.parquet` })))),
    '422 hub-listing-too-long',
  ],
  ['no shard', sound(json([{ ...FILE, path: 'README.md' }])), '422 source-empty'],
  ['a file that is gone', sound(json([FILE])), '404 upstream-not-found'],
  ['a gate before the file', sound(json([FILE]), text('', 403, { 'x-error-code': 'GatedRepo' })), '403 hub-gated'],
  [
    'a file of another size',
    sound(json([FILE]), text('x', 206, { 'content-range': 'bytes 0-0/11' })),
    '502 upstream-wrong-length',
  ],
  [
    'a redirect of the file to a private address',
    sound(json([FILE]), text('', 302, { location: 'http://192.168.0.1/x' })),
    '403 upstream-address-refused',
  ],
])('%s', async (_name, fault, expected) => {
  answer = fault
  const response = await world.call('POST', '/api/v1/sources', { body: { kind: 'hub', ref: 'hf://datasets/a/b' } })
  const copy = response.clone()
  expect(await readProblem(response)).toBe(expected)
  expect(await copy.text()).not.toContain('hf_secret')
})

test('a hub without ranges is used whole, and a renamed dataset is followed', async () => {
  const tree = json([FILE])
  answer = (request, response) => {
    if (request.url?.startsWith('/api/datasets/a/b/revision'))
      text('', 307, { location: '/api/datasets/a/c/revision/main' })(request, response)
    else sound(tree, text('0123456789'))(request, response)
  }
  const response = await world.call('POST', '/api/v1/sources', { body: { kind: 'hub', ref: 'hf://datasets/a/b' } })
  expect(response.status).toBe(201)
  expect(await response.json()).toMatchObject({
    problem: { code: 'source-no-ranges' },
    shards: [{ name: 'a.parquet', ranges: false, bytes: 10 }],
  })
  expect(server.requests.at(-1)?.headers.authorization).toBe('Bearer hf_secret')
})

test('the first byte is all that adding a dataset reads of it', async () => {
  answer = sound(json([FILE]), text('0', 206, FIRST_BYTE))
  server.requests.length = 0
  await world.call('POST', '/api/v1/sources', { body: { kind: 'hub', ref: 'hf://datasets/a/b' } })
  expect(server.requests.map(({ headers }) => headers.range)).toEqual([undefined, undefined, 'bytes=0-0'])
})
