import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { PREPARED_FILES } from '@/lib/core/prepared/manifest-files'
import { type LocalHub, startHub } from '@/tests/hub/hub-server'
import { type LocalServer, startServer } from '@/tests/hub/local-server'
import { serveBytes } from '@/tests/hub/serve-bytes'
import { type BuiltAlignx, buildAlignx, callAlignx } from '@/tests/setup/run-alignx'
import { makeDataset, manifestOf, SHARDS } from './test-dataset'

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })

const TOKEN = 'hf_of_the_tests'
const COMMIT = '0123456789abcdef0123456789abcdef01234567'

type Fault = (request: IncomingMessage, response: ServerResponse, bytes: Uint8Array) => boolean
const sound: Fault = () => false

let folder = ''
let whole = ''
let alignx: BuiltAlignx
let hub: LocalHub
let files: LocalServer
/** What both servers do instead of their answer. */
let fault = sound
/** The files of the second server. */
const served = new Map<string, { readonly bytes: Uint8Array; readonly etag: string }>()

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'alignx-remote-'))
  alignx = await buildAlignx()
  const dataset = await makeDataset()
  whole = dataset.whole
  for (const name of SHARDS) served.set(`/${name}`, { bytes: readFileSync(join(dataset.shards, name)), etag: '"1"' })
  hub = await startHub({
    token: TOKEN,
    pageSize: 2,
    storeFault: (request, response, bytes) => fault(request, response, bytes),
    datasets: {
      'somebody/preferences': {
        access: 'private',
        revisions: { main: COMMIT },
        files: Object.fromEntries(
          SHARDS.map((name) => [
            name,
            { bytes: readFileSync(join(dataset.shards, name)), lfs: name.endsWith('.parquet') },
          ]),
        ),
      },
    },
  })
  files = await startServer((request, response) => {
    const file = served.get(request.url ?? '')
    if (!file) response.writeHead(404).end()
    else if (!fault(request, response, file.bytes)) serveBytes(request, response, file.bytes, { etag: file.etag })
  })
  vi.stubEnv('ALIGNX_HUB_URL', hub.hub.origin)
  vi.stubEnv('ALIGNX_HUB_TOKEN', TOKEN)
})
afterEach(() => {
  fault = sound
})
afterAll(async () => {
  vi.unstubAllEnvs()
  await hub.close()
  await files.close()
  alignx.remove()
  rmSync(folder, { recursive: true, force: true })
})

const filesOf = (out: string) =>
  Object.entries(manifestOf(out).files).filter(([path]) => path !== PREPARED_FILES.database)

/** The first and the last byte that a request asks for. */
function rangeOf(range: string | undefined): [start: number, end: number] {
  const [, start = '0', end = '0'] = /^bytes=(\d+)-(\d+)$/.exec(range ?? '') ?? []
  return [Number(start), Number(end)]
}

/** Starts an answer and sends `count` bytes of it. */
function sendSome(
  request: IncomingMessage,
  response: ServerResponse,
  bytes: Uint8Array,
  count: number,
  then = () => {},
) {
  const [start, end] = rangeOf(request.headers.range)
  response.writeHead(206, {
    'content-length': end - start + 1,
    'content-range': `bytes ${start}-${end}/${bytes.length}`,
    etag: request.url?.startsWith('/store') ? '"tag-of-the-store"' : (served.get(request.url ?? '')?.etag ?? ''),
  })
  response.write(bytes.subarray(start, start + count), then)
}

/** Asks for more than the few bytes by which a source is looked at. */
function isForMuch(request: IncomingMessage): boolean {
  const [start, end] = rangeOf(request.headers.range)
  return end - start > 1000
}

describe('a dataset of the hub', () => {
  const reference = 'hf://datasets/somebody/preferences@main'

  it('is prepared through a store that drops every connection a third of the way', async () => {
    fault = (request, response, bytes) => {
      if (!isForMuch(request)) return false
      const [start, end] = rangeOf(request.headers.range)
      sendSome(request, response, bytes, Math.ceil((end - start) / 3), () => response.destroy())
      return true
    }
    const out = join(folder, 'hub')
    expect(await callAlignx('prepare', '--in', reference, '--out', out)).toMatchObject({ status: 0 })
    expect(filesOf(out)).toEqual(filesOf(whole))
    const starts = hub.store.requests.map(({ headers }) => rangeOf(headers.range)[0]).filter((start) => start > 0)
    expect(starts.length).toBeGreaterThan(10)
  })

  it('is refused in one line without its token', async () => {
    vi.stubEnv('ALIGNX_HUB_TOKEN', '')
    const { status, stderr } = await callAlignx('prepare', '--in', reference, '--out', join(folder, 'refused'))
    vi.stubEnv('ALIGNX_HUB_TOKEN', TOKEN)
    expect([status, stderr]).toEqual([2, expect.stringContaining('somebody/preferences')])
    expect(stderr.trim().split('\n').length).toBe(1)
  })
})

describe('files of a server', () => {
  const inputs = () => SHARDS.flatMap((name) => ['--in', `${files.origin}/${name}`])

  /** Kills a run when half of its first shard has arrived; returns how much of it is on the disk. */
  async function killHalfway(out: string): Promise<number> {
    fault = (request, response, bytes) => {
      if (!isForMuch(request)) return false
      sendSome(request, response, bytes, Math.floor(bytes.length / 2))
      return true
    }
    const parts = join(out, 'parts')
    const fetched = () => {
      try {
        const [name] = readdirSync(parts).filter((entry) => entry.includes('.fetched-'))
        return name === undefined ? 0 : statSync(join(parts, name)).size
      } catch {
        return 0
      }
    }
    const args = [...alignx.arguments, 'prepare', ...inputs(), '--out', out, '--jobs', '1']
    const child = spawn(process.execPath, args, { stdio: 'ignore' })
    const ended = once(child, 'exit')
    const half = Math.floor((served.get('/a.parquet')?.bytes.length ?? 0) / 2)
    while (child.exitCode === null && fetched() < half) await wait(5)
    child.kill('SIGKILL')
    await ended
    fault = sound
    files.requests.length = 0
    return fetched()
  }

  const firstStart = () =>
    files.requests
      .filter(({ url, headers }) => url === '/a.parquet' && rangeOf(headers.range)[1] > 1000)
      .map(({ headers }) => rangeOf(headers.range)[0])[0]

  it('are taken up where a killed run left them', async () => {
    const out = join(folder, 'resumed')
    const fetched = await killHalfway(out)
    expect(fetched).toBeGreaterThan(1000)
    expect(await callAlignx('prepare', ...inputs(), '--out', out, '--jobs', '1')).toMatchObject({ status: 0 })
    expect(firstStart()).toBe(fetched)
    expect(filesOf(out)).toEqual(filesOf(whole))
  })

  it('are fetched anew where they have changed since', async () => {
    const out = join(folder, 'changed')
    const first = served.get('/a.parquet')
    if (!first) throw new Error('a.parquet is not served')
    expect(await killHalfway(out)).toBeGreaterThan(1000)
    served.set('/a.parquet', { bytes: served.get('/c.parquet')?.bytes ?? first.bytes, etag: '"2"' })
    expect(await callAlignx('prepare', ...inputs(), '--out', out, '--jobs', '1')).toMatchObject({ status: 0 })
    expect(firstStart()).toBe(0)
    const [changed, , last] = manifestOf(out).shards
    expect(changed?.sha256).toBe(last?.sha256)
    served.set('/a.parquet', first)
  })

  it('end a run in one line when the server sends nothing more', async () => {
    fault = (request, response, bytes) => {
      if (isForMuch(request)) sendSome(request, response, bytes, 0, () => response.destroy())
      return isForMuch(request)
    }
    const out = join(folder, 'dead')
    const { status, stderr } = await callAlignx('prepare', ...inputs(), '--out', out, '--jobs', '1')
    expect([status, stderr]).toEqual([2, expect.stringContaining('a.parquet')])
    expect(stderr.trim().split('\n').length).toBe(1)
  })
})
