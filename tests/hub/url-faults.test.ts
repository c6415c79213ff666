import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { serveBytes } from './serve-bytes'
import { readProblem } from './source-world'
import { type Answer, BYTES, redirectTo, setUpUrlWorld, urlOf } from './url-world'

const { answers, local, world, post, add } = setUpUrlWorld()

const UNREADABLE: readonly (readonly [string, Answer, string])[] = [
  ['404', (_request, response) => response.writeHead(404).end(), '404 upstream-not-found'],
  ['410', (_request, response) => response.writeHead(410).end(), '404 upstream-not-found'],
  ['401', (_request, response) => response.writeHead(401).end(), '502 upstream-refused'],
  ['403', (_request, response) => response.writeHead(403).end(), '502 upstream-refused'],
  ['429', (_request, response) => response.writeHead(429).end(), '503 upstream-busy'],
  ['500', (_request, response) => response.writeHead(500).end('oops'), '502 upstream-failed'],
  ['204', (_request, response) => response.writeHead(204).end(), '502 upstream-failed'],
  ['an empty file', (request, response) => serveBytes(request, response, new Uint8Array()), '422 source-empty'],
  ['206 without Content-Range', (_request, response) => response.writeHead(206).end('x'), '502 upstream-wrong-length'],
  [
    '206 of another range',
    (_request, response) => response.writeHead(206, { 'content-range': 'bytes 5-9/10' }).end('xxxxx'),
    '502 upstream-wrong-length',
  ],
  [
    '206 of unknown length',
    (_request, response) => response.writeHead(206, { 'content-range': 'bytes 0-0/*' }).end('x'),
    '502 upstream-wrong-length',
  ],
  [
    '206 with ends crossed',
    (_request, response) => response.writeHead(206, { 'content-range': 'bytes 9-0/10' }).end('x'),
    '502 upstream-wrong-length',
  ],
  [
    'a compressed body',
    (_request, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('[]')),
    '502 upstream-encoded',
  ],
  ['a redirect to itself', redirectTo('/bad.parquet'), '502 upstream-redirect-loop'],
  [
    'a redirect without Location',
    (_request, response) => response.writeHead(302).end(),
    '502 upstream-redirect-refused',
  ],
  ['a redirect to a file', redirectTo('file:///etc/passwd'), '502 upstream-redirect-refused'],
  ['a redirect to nonsense', redirectTo('http://[::1'), '502 upstream-redirect-refused'],
  ['a redirect with a password', redirectTo('http://user:pass@127.0.0.1/x.parquet'), '502 upstream-redirect-refused'],
  ['a redirect to a private address', redirectTo('http://10.0.0.1/x.parquet'), '403 upstream-address-refused'],
  ['a redirect to cloud metadata', redirectTo('http://169.254.169.254/latest/'), '403 upstream-address-refused'],
  ['a redirect to a mapped address', redirectTo('http://[::ffff:192.168.0.1]/x'), '403 upstream-address-refused'],
  ['a redirect to a closed port', redirectTo('http://127.0.0.1:9/x.parquet'), '502 upstream-unreachable'],
  ['no answer', () => {}, '504 upstream-timeout'],
  ['a hang-up', (request) => request.socket.destroy(), '502 upstream-unreachable'],
  ['no HTTP', (request) => void request.socket.end('hello\r\n\r\n'), '502 upstream-unreachable'],
]

test.each(UNREADABLE)('adding a URL that answers with %s', async (_name, bad, expected) => {
  answers.set('/bad.parquet', bad)
  expect(await readProblem(await post(`${local().origin}/bad.parquet`))).toBe(expected)
})

test('more than five redirects', async () => {
  for (let hop = 1; hop <= 6; hop += 1)
    answers.set(`/hop${hop}.parquet`, redirectTo(hop === 6 ? '/file.parquet' : `/hop${hop + 1}.parquet`))
  expect(await readProblem(await post(`${local().origin}/hop1.parquet`))).toBe('502 upstream-redirect-loop')
})

function partial(head: Readonly<Record<string, string | number>>, body: Uint8Array): Answer {
  return (_request, response) => response.writeHead(206, head).end(body)
}

const CHANGED: readonly (readonly [string, Answer, string])[] = [
  ['another total', partial({ 'content-range': 'bytes 0-9/60000' }, BYTES.slice(0, 10)), '409 source-changed'],
  [
    'another entity tag',
    partial({ 'content-range': 'bytes 0-9/50000', etag: '"v2"' }, BYTES.slice(0, 10)),
    '409 source-changed',
  ],
  ['416', (_request, response) => response.writeHead(416).end(), '409 source-changed'],
  ['another range', partial({ 'content-range': 'bytes 1-10/50000' }, BYTES.slice(0, 10)), '502 upstream-wrong-length'],
  ['a shorter range', partial({ 'content-range': 'bytes 0-4/50000' }, BYTES.slice(0, 5)), '502 upstream-wrong-length'],
  [
    'another Content-Length',
    partial({ 'content-range': 'bytes 0-9/50000', 'content-length': 11 }, BYTES.slice(0, 11)),
    '502 upstream-wrong-length',
  ],
  [
    'more bytes than the range',
    partial({ 'content-range': 'bytes 0-9/50000' }, BYTES.slice(0, 20)),
    '502 upstream-wrong-length',
  ],
  [
    'fewer bytes than the range',
    partial({ 'content-range': 'bytes 0-9/50000', 'transfer-encoding': 'chunked' }, new Uint8Array()),
    '502 upstream-dropped',
  ],
  ['no ranges any more', (_request, response) => response.writeHead(200).end(BYTES), '422 source-no-ranges'],
  ['404', (_request, response) => response.writeHead(404).end(), '404 upstream-not-found'],
  ['nothing', () => {}, '504 upstream-timeout'],
  [
    'a stall in the body',
    (_request, response) => response.writeHead(206, { 'content-range': 'bytes 0-9/50000' }).flushHeaders(),
    '504 upstream-timeout',
  ],
]

test.each(CHANGED)('reading ten bytes of a file that now answers with %s', async (_name, bad, expected) => {
  const source = await add(`${local().origin}/file.parquet`)
  answers.set('/file.parquet', bad)
  const response = await world().call('GET', urlOf(source), { headers: { range: 'bytes=0-9' } })
  const outcome = response.ok
    ? await response.arrayBuffer().then(
        () => 'complete',
        (error: { status: number; code: string }) => `${error.status} ${error.code}`,
      )
    : await readProblem(response)
  expect(outcome).toBe(expected)
})
