import { expect, test } from 'vitest'
import { serveBytes } from './serve-bytes'
import { readProblem } from './source-world'
import { BYTES, QUICK, redirectTo, setUpUrlWorld, urlOf } from './url-world'

const { answers, local, outside, world, post, add } = setUpUrlWorld()

async function readBytes(response: Response): Promise<Buffer> {
  return Buffer.from(await response.arrayBuffer())
}

test('several URLs are one source; alike names are told apart; ranges pass through uncompressed', async () => {
  answers.set('/other/file.parquet', (request, response) => serveBytes(request, response, BYTES.slice(0, 77)))
  const source = await add(`${local().origin}/file.parquet`, `${local().origin}/other/file.parquet?x=1`)
  expect(source.shards.map(({ name, bytes, etag }) => [name, bytes, etag])).toEqual([
    ['0-file.parquet', 50_000, '"v1"'],
    ['1-file.parquet', 77, null],
  ])
  const response = await world().call('GET', urlOf(source), { headers: { range: 'bytes=40000-' } })
  expect(response.status).toBe(206)
  expect(response.headers.get('content-length')).toBe('10000')
  expect((await readBytes(response)).equals(BYTES.subarray(40_000))).toBe(true)
  expect(local().requests.every(({ headers }) => headers['accept-encoding'] === 'identity')).toBe(true)
})

test('HEAD and out-of-range requests are answered without asking the other server', async () => {
  const source = await add(`${local().origin}/file.parquet`)
  local().requests.length = 0
  const head = await world().call('HEAD', urlOf(source))
  expect([head.status, head.headers.get('content-length'), head.headers.get('accept-ranges')]).toEqual([
    200,
    '50000',
    'bytes',
  ])
  const beyond = await world().call('GET', urlOf(source), { headers: { range: 'bytes=50000-' } })
  expect(beyond.headers.get('content-range')).toBe('bytes */50000')
  expect(await readProblem(beyond)).toBe('416 range-unsatisfiable')
  expect(local().requests).toHaveLength(0)
})

test('a server without ranges is said, read whole, and never read when a range is asked for', async () => {
  answers.set('/plain.json', (_request, response) => {
    response.writeHead(200, { 'content-length': BYTES.length })
    response.end(BYTES)
  })
  const source = await add(`${local().origin}/plain.json`)
  expect(source.problem?.code).toBe('source-no-ranges')
  expect(source.shards[0]).toMatchObject({ ranges: false, bytes: 50_000 })
  local().requests.length = 0
  expect(await readProblem(await world().call('GET', urlOf(source), { headers: { range: 'bytes=0-9' } }))).toBe(
    '422 source-no-ranges',
  )
  expect(local().requests).toHaveLength(0)
  expect((await readBytes(await world().call('GET', urlOf(source)))).equals(BYTES)).toBe(true)
})

test('a file without ranges beyond the limit is refused, told or not told its length', async () => {
  world().configure({}, { ...QUICK, wholeFileLimitBytes: 10_000 })
  answers.set('/told.json', (_request, response) => {
    response.writeHead(200, { 'content-length': BYTES.length })
    response.end(BYTES)
  })
  expect(await readProblem(await post(`${local().origin}/told.json`))).toBe('422 source-too-large')
  answers.set('/untold.json', (_request, response) => {
    response.writeHead(200)
    response.end(BYTES)
  })
  const source = await add(`${local().origin}/untold.json`)
  expect(source.shards[0]).toMatchObject({ ranges: false, bytes: null })
  expect(source.bytes).toBeNull()
  const outcome = await world()
    .call('GET', urlOf(source))
    .then(async (response) => (response.ok ? response.arrayBuffer() : readProblem(response)))
    .catch((error: { readonly status: number; readonly code: string }) => `${error.status} ${error.code}`)
  expect(outcome).toBe('422 source-too-large')
})

test('redirects are followed five times, and the last address is used again', async () => {
  for (let hop = 1; hop <= 5; hop += 1)
    answers.set(`/hop${hop}.parquet`, redirectTo(hop === 5 ? '/file.parquet' : `/hop${hop + 1}.parquet`))
  const source = await add(`${local().origin}/hop1.parquet`)
  await (await world().call('GET', urlOf(source))).arrayBuffer()
  local().requests.length = 0
  await (await world().call('GET', urlOf(source), { headers: { range: 'bytes=0-9' } })).arrayBuffer()
  expect(local().requests.map(({ url }) => url)).toEqual(['/file.parquet'])
})

test('a public source may lead to the public network only, also after it was added', async () => {
  answers.set('/moved.parquet', redirectTo(`${outside().origin}/file.parquet`))
  const source = await add(`${outside().origin}/moved.parquet`)
  expect((await world().call('GET', urlOf(source))).status).toBe(200)
  answers.set('/moved.parquet', redirectTo(`${local().origin}/file.parquet`))
  world().configure({}, QUICK)
  expect(await readProblem(await world().call('GET', urlOf(source)))).toBe('403 upstream-address-refused')
  expect(local().requests).toHaveLength(0)
})

test('a name that comes to mean a private address is not connected to', async () => {
  let addresses = [{ address: '127.0.0.2', family: 4 }]
  const upstream = {
    ...QUICK,
    resolveHost: async () => addresses,
  }
  world().configure({}, upstream)
  const port = new URL(outside().origin).port
  const source = await add(`http://data.example:${port}/file.parquet`)
  addresses = [{ address: '127.0.0.1', family: 4 }]
  expect(await readProblem(await world().call('GET', urlOf(source)))).toBe('403 upstream-address-refused')
})

test('giving up lets go of the other server', async () => {
  let isClosed = false
  answers.set('/endless.parquet', (request, response) => {
    if (request.headers.range === 'bytes=0-0') return serveBytes(request, response, BYTES)
    response.writeHead(206, { 'content-range': `bytes 0-49999/50000`, 'content-length': 50_000 })
    response.write(BYTES.subarray(0, 1000))
    response.on('close', () => {
      isClosed = true
    })
  })
  const source = await add(`${local().origin}/endless.parquet`)
  const controller = new AbortController()
  const response = await world().call('GET', urlOf(source), { signal: controller.signal })
  const reading = response.arrayBuffer()
  controller.abort()
  await expect(reading).rejects.toThrow()
  await expect.poll(() => isClosed).toBe(true)
})

test('a slow reader holds the other server back', async () => {
  const total = 64 * 1024 * 1024
  let sent = 0
  answers.set('/big.parquet', (request, response) => {
    if (request.headers.range === 'bytes=0-0') {
      response.writeHead(206, { 'content-range': `bytes 0-0/${total}`, 'content-length': 1 })
      response.end('x')
      return
    }
    response.writeHead(206, { 'content-range': `bytes 0-${total - 1}/${total}`, 'content-length': total })
    const piece = Buffer.alloc(64 * 1024)
    const send = () => {
      while (sent < total) {
        sent += piece.length
        if (!response.write(piece)) return
      }
      response.end()
    }
    response.on('drain', send)
    send()
  })
  const source = await add(`${local().origin}/big.parquet`)
  const response = await world().call('GET', urlOf(source))
  const reader = response.body?.getReader()
  await reader?.read()
  await new Promise((resolve) => setTimeout(resolve, 500))
  expect(sent).toBeLessThan(total / 2)
  expect((await reader?.read())?.done).toBe(false)
  await reader?.cancel()
})
