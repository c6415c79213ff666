import { createHash } from 'node:crypto'
import { createServer, type ServerResponse } from 'node:http'
import { createRandom } from '@/lib/core/random'

/** A server that scores: the same item always gets the same numbers, now and then it is busy or drops the connection. */
export interface ScoreServer {
  readonly url: string
  /** The most requests that were answered at once. */
  readonly peak: () => number
  readonly counts: { scored: number; busy: number; dropped: number }
  readonly close: () => Promise<void>
}

/** The numbers for an item: a function of its texts and role alone, 64 hex characters of them in `promptSha256`. */
export function scoreOf(item: string) {
  const promptSha256 = createHash('sha256').update(item).digest('hex')
  const number = (at: number) => Number.parseInt(promptSha256.slice(at, at + 8), 16) / 1e7
  return {
    nllChosen: number(0),
    nllRejected: number(8),
    promptTokens: 12,
    promptTokensCut: 0,
    chosenTokens: 3,
    rejectedTokens: 4,
    promptSha256,
    durationMs: 1,
  }
}

/** Starts one on a free port of 127.0.0.1. `busyShare` and `dropShare` of the requests fail, in [0, 1]. */
export async function startScoreServer(busyShare: number, dropShare: number, delayMs: number): Promise<ScoreServer> {
  const random = createRandom(11)
  const counts = { scored: 0, busy: 0, dropped: 0 }
  let active = 0
  let peak = 0
  const server = createServer(async (request, response) => {
    active++
    peak = Math.max(peak, active)
    response.once('close', () => {
      active--
    })
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    await new Promise((resolve) => setTimeout(resolve, delayMs))
    answer(response, Buffer.concat(chunks).toString())
  })

  function answer(response: ServerResponse, body: string): void {
    const draw = random()
    if (draw < busyShare) {
      counts.busy++
      response.writeHead(429, { 'retry-after': '0' }).end()
    } else if (draw < busyShare + dropShare) {
      counts.dropped++
      response.socket?.destroy()
    } else {
      counts.scored++
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(scoreOf(body)))
    }
  }

  // A request whose client is killed ends in an error of its stream; the server goes on.
  server.on('clientError', (_error, socket) => socket.destroy())
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  return {
    url: `http://127.0.0.1:${port}`,
    peak: () => peak,
    counts,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}
