import type { IncomingMessage, ServerResponse } from 'node:http'
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest'
import { type SourceDetail, sourceDetailSchema } from '@/lib/sources'
import { classifyAddress } from '@/lib/sources/address-class'
import { type LocalServer, startServer } from './local-server'
import { serveBytes } from './serve-bytes'
import { createSourceWorld, type SourceWorld } from './source-world'

export const BYTES = Uint8Array.from({ length: 50_000 }, (_, index) => (index * 13) % 251)

/** Short time limits, and the address of `outside` taken for a public one. */
export const QUICK = {
  answerTimeoutMs: 300,
  idleTimeoutMs: 300,
  classifyAddress: (address: string) => (address === '127.0.0.2' ? 'public' : classifyAddress(address)),
} as const

export type Answer = (request: IncomingMessage, response: ServerResponse) => void

/**
 * Two servers of files for one test file, set up and taken down around its tests: `local` is on this machine, `outside`
 * stands for the public network. `answers` says what both answer for a path; before each test that is `/file.parquet`.
 */
export interface UrlWorld {
  readonly answers: Map<string, Answer>
  readonly local: () => LocalServer
  readonly outside: () => LocalServer
  readonly world: () => SourceWorld
  readonly post: (...urls: string[]) => Promise<Response>
  readonly add: (...urls: string[]) => Promise<SourceDetail>
}

export function setUpUrlWorld(): UrlWorld {
  const answers = new Map<string, Answer>()
  const answer: Answer = (request, response) => {
    const found = answers.get(new URL(request.url ?? '/', 'http://x').pathname)
    if (found !== undefined) found(request, response)
    else response.writeHead(404).end()
  }
  let local: LocalServer
  let outside: LocalServer
  let world: SourceWorld
  beforeAll(async () => {
    local = await startServer(answer)
    outside = await startServer(answer, '127.0.0.2')
  })
  beforeEach(async () => {
    world = await createSourceWorld()
    world.configure({}, QUICK)
    answers.clear()
    answers.set('/file.parquet', (request, response) => serveBytes(request, response, BYTES, { etag: '"v1"' }))
    local.requests.length = 0
    outside.requests.length = 0
  })
  afterEach(() => world.close())
  afterAll(async () => {
    await local.close()
    await outside.close()
  })
  const post = (...urls: string[]) => world.call('POST', '/api/v1/sources', { body: { kind: 'url', urls } })
  return {
    answers,
    local: () => local,
    outside: () => outside,
    world: () => world,
    post,
    async add(...urls) {
      const response = await post(...urls)
      expect(response.status).toBe(201)
      return sourceDetailSchema.parse(await response.json())
    },
  }
}

export function urlOf(source: SourceDetail, index = 0): string {
  return source.shards[index]?.url ?? ''
}

export function redirectTo(location: string): Answer {
  return (_request, response) => response.writeHead(302, { location }).end()
}
