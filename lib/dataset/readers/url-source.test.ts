import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { afterEach, describe, expect, test } from 'vitest'
import { openUrl } from './url-source'

const FILE = Uint8Array.from({ length: 5000 }, (_, index) => (index * 7) % 251)

type Answer = (request: IncomingMessage, response: ServerResponse, count: number) => void

let server: Server | null = null
const asked: (string | undefined)[] = []
let counted = 0

afterEach(() => {
  server?.closeAllConnections()
  server?.close()
  server = null
  asked.length = 0
  counted = 0
})

/** Serves one address on this computer; `count` is how many requests came before. */
async function serve(answer: Answer): Promise<string> {
  const running = createServer((request, response) => {
    asked.push(request.headers.range)
    answer(request, response, asked.length - 1)
  })
  server = running
  await new Promise<void>((resolve) => running.listen(0, '127.0.0.1', resolve))
  const address = running.address()
  if (address === null || typeof address === 'string') throw new Error('The server has no port')
  return `http://127.0.0.1:${address.port}/shard`
}

function boundsOf(request: IncomingMessage): [number, number] | null {
  const [, first, last] = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? '') ?? []
  return first === undefined ? null : [Number(first), Number(last)]
}

/** A server as it should be. */
const sendRange: Answer = (request, response) => {
  const bounds = boundsOf(request)
  if (!bounds) return void response.writeHead(200, { 'content-length': FILE.length }).end(FILE)
  const [first, last] = bounds
  const range = `bytes ${first}-${last}/${FILE.length}`
  response.writeHead(206, { 'content-range': range }).end(FILE.subarray(first, last + 1))
}

const open = (url: string) =>
  openUrl(url, 'shard.parquet', (bytes) => {
    counted += bytes
  })

async function bytesOf(read: Promise<ArrayBuffer>): Promise<number[]> {
  return [...new Uint8Array(await read)]
}

describe('a server that sends ranges', () => {
  test('tells the length with the first request, and only what is asked for comes', async () => {
    const source = await open(await serve(sendRange))
    expect(source.size).toBe(5000)
    expect(await bytesOf(source.readRange(10, 20))).toEqual([...FILE.subarray(10, 20)])
    expect(await bytesOf(source.readRange(4990, 5000))).toEqual([...FILE.subarray(4990)])
    expect(await bytesOf(source.readRange(7, 7))).toEqual([])
    expect(asked).toEqual(['bytes=0-0', 'bytes=10-19', 'bytes=4990-4999'])
    expect(counted).toBe(20)
  })

  test('concurrent ranges do not mix', async () => {
    const source = await open(await serve(sendRange))
    const starts = Array.from({ length: 20 }, (_, index) => index * 250)
    const parts = await Promise.all(starts.map((start) => bytesOf(source.readRange(start, start + 250))))
    expect(parts.flat()).toEqual([...FILE])
  })

  test('streams the whole file and counts it', async () => {
    const source = await open(await serve(sendRange))
    expect(await bytesOf(new Response(await source.stream()).arrayBuffer())).toEqual([...FILE])
    expect(counted).toBe(5000)
  })
})

describe('a server without ranges', () => {
  test.each([
    ['and a length', { 'content-length': FILE.length }],
    ['and no length', {}],
  ])('sends the file once %s; ranges are cut from it', async (_, headers) => {
    const source = await open(await serve((_request, response) => response.writeHead(200, headers).end(FILE)))
    expect(source.size).toBe(5000)
    expect(await bytesOf(source.readRange(100, 140))).toEqual([...FILE.subarray(100, 140)])
    expect(asked).toHaveLength(1)
    expect(counted).toBe(5000)
  })

  test('a length that is not told is found by reading to the end', async () => {
    const source = await open(
      await serve((request, response) =>
        request.headers.range
          ? response.writeHead(206, { 'content-range': 'bytes 0-0/*' }).end(FILE.subarray(0, 1))
          : response.writeHead(200).end(FILE),
      ),
    )
    expect(source.size).toBe(5000)
    expect(asked).toEqual(['bytes=0-0', undefined])
  })

  test('ranges that are refused, as by our own server for such files, make it ask for the whole file', async () => {
    const source = await open(
      await serve((request, response) => response.writeHead(request.headers.range ? 422 : 200).end(FILE)),
    )
    expect(source.size).toBe(5000)
    expect(await bytesOf(source.readRange(100, 140))).toEqual([...FILE.subarray(100, 140)])
    expect(asked).toEqual(['bytes=0-0', undefined])
  })
})

/** Answers the first request as it should be, and the later ones in another way. */
function afterOpening(answer: Answer): Answer {
  return (request, response, count) =>
    count === 0 ? sendRange(request, response, count) : answer(request, response, count)
}

describe('faults while reading', () => {
  test.each<[string, Answer, string]>([
    [
      'another total',
      (_, response) => response.writeHead(206, { 'content-range': 'bytes 10-19/6000' }).end(FILE.subarray(10, 20)),
      'file-changed',
    ],
    [
      'another range',
      (_, response) => response.writeHead(206, { 'content-range': 'bytes 0-9/5000' }).end(FILE.subarray(0, 10)),
      'file-changed',
    ],
    [
      'fewer bytes',
      (_, response) => response.writeHead(206, { 'content-range': 'bytes 10-19/5000' }).end(FILE.subarray(10, 15)),
      'file-changed',
    ],
    [
      'more bytes',
      (_, response) => response.writeHead(206, { 'content-range': 'bytes 10-19/5000' }).end(FILE.subarray(10, 90)),
      'file-changed',
    ],
    ['the whole file', (_, response) => response.writeHead(200).end(FILE), 'file-changed'],
    ['a range beyond a file that shrank', (_, response) => response.writeHead(416).end(), 'file-changed'],
    ['that it is gone', (_, response) => response.writeHead(404).end(), 'http'],
    ['an expired link', (_, response) => response.writeHead(403).end(), 'http'],
  ])('the server answers with %s', async (_, answer, code) => {
    const source = await open(await serve(afterOpening(answer)))
    await expect(source.readRange(10, 20)).rejects.toMatchObject({
      code,
      message: expect.stringContaining('shard.parquet'),
    })
    expect(asked).toHaveLength(2)
  })

  test('a connection that breaks in the middle is tried again, and no byte is counted twice', async () => {
    const drop: Answer = (request, response, count) => {
      if (count > 2) return sendRange(request, response, count)
      response.writeHead(206, { 'content-range': 'bytes 0-4999/5000', 'content-length': 5000 })
      response.write(FILE.subarray(0, 2000), () => response.destroy())
    }
    const source = await open(await serve(afterOpening(drop)))
    expect(await bytesOf(source.readRange(0, 5000))).toEqual([...FILE])
    expect(asked).toHaveLength(4)
    expect(counted).toBe(5000)
  })

  test('a connection that always breaks is an error of the network', async () => {
    const drop: Answer = (_, response) => {
      response.writeHead(206, { 'content-range': 'bytes 0-4999/5000', 'content-length': 5000 })
      response.write(FILE.subarray(0, 2000), () => response.destroy())
    }
    const source = await open(await serve(afterOpening(drop)))
    await expect(source.readRange(0, 5000)).rejects.toMatchObject({ code: 'network' })
    expect(asked).toHaveLength(4)
    expect(counted).toBe(0)
  })

  test.each([429, 500, 503])('status %i is tried again', async (status) => {
    const busy: Answer = (request, response, count) =>
      count === 1 ? void response.writeHead(status).end() : sendRange(request, response, count)
    const source = await open(await serve(afterOpening(busy)))
    expect(await bytesOf(source.readRange(10, 20))).toEqual([...FILE.subarray(10, 20)])
    expect(asked).toHaveLength(3)
  })
})

describe('faults at the first request', () => {
  test('a server that stays broken is given up with its own words', async () => {
    const url = await serve((_, response) => response.writeHead(502).end('{"detail":"the hub is \\"away\\""}'))
    await expect(open(url)).rejects.toMatchObject({
      code: 'http',
      message: 'shard.parquet could not be fetched: the server answered 502, the hub is "away".',
    })
    expect(asked).toHaveLength(3)
  })

  test('what is refused is not asked again', async () => {
    await expect(open(await serve((_, response) => response.writeHead(401).end()))).rejects.toMatchObject({
      code: 'http',
      message: expect.stringContaining('401'),
    })
    expect(asked).toHaveLength(1)
  })

  test('an empty file', async () => {
    await expect(open(await serve((_, response) => response.writeHead(416).end()))).rejects.toMatchObject({
      code: 'empty',
    })
  })

  test('no server', async () => {
    const url = await serve(sendRange)
    await new Promise((resolve) => server?.close(resolve))
    await expect(open(url)).rejects.toMatchObject({ code: 'network' })
  })

  test('a whole file whose connection breaks', async () => {
    const drop: Answer = (_, response) => {
      response.writeHead(200, { 'content-length': 5000 })
      response.write(FILE.subarray(0, 2000), () => response.destroy())
    }
    await expect(open(await serve(drop))).rejects.toMatchObject({ code: 'network' })
  })
})
