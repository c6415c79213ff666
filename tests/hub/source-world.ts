import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as oneRoute from '@/app/api/v1/sources/[id]/route'
import * as listRoute from '@/app/api/v1/sources/route'
import * as dataRoute from '@/app/data/sources/[id]/[...path]/route'
import {
  createFileRegistry,
  createSourceService,
  DEFAULT_UPSTREAM_SETTINGS,
  provideSourceService,
  type SourceSettings,
  type UpstreamSettings,
} from '@/lib/sources'

const ORIGIN = 'http://localhost:3000'

/** A state directory of its own, the service on it, and the routes as a browser would call them. */
export interface SourceWorld {
  readonly folder: string
  readonly call: (
    method: string,
    path: string,
    options?: { readonly headers?: Record<string, string>; readonly body?: unknown; readonly signal?: AbortSignal },
  ) => Promise<Response>
  /** Sets the service up anew over the same state directory, as a restart does. */
  readonly configure: (settings?: Partial<SourceSettings>, upstream?: Partial<UpstreamSettings>) => void
  readonly close: () => Promise<void>
}

export async function createSourceWorld(): Promise<SourceWorld> {
  const folder = await mkdtemp(join(tmpdir(), 'alignx-sources-'))
  const world: SourceWorld = {
    folder,
    call: callRoute,
    configure(settings = {}, upstream = {}) {
      const all = {
        sampleFolder: join(folder, 'sample'),
        dataFolder: null,
        hubUrl: 'http://127.0.0.1:9',
        hubToken: null,
        upstream: { ...DEFAULT_UPSTREAM_SETTINGS, ...upstream },
        ...settings,
      }
      provideSourceService(createSourceService(all, createFileRegistry(join(folder, 'sources.json'))))
    },
    close: () => rm(folder, { recursive: true, force: true }),
  }
  world.configure()
  return world
}

const callRoute: SourceWorld['call'] = async (method, path, { headers = {}, body, signal } = {}) => {
  const request = new Request(ORIGIN + path, {
    method,
    headers: body === undefined ? headers : { 'content-type': 'application/json', ...headers },
    body: body === undefined ? null : typeof body === 'string' ? body : JSON.stringify(body),
    signal: signal ?? null,
  })
  const { pathname } = new URL(request.url)
  const data = /^\/data\/sources\/([^/]+)\/(.*)$/.exec(pathname)
  if (data !== null) {
    const context = { params: Promise.resolve({ id: decodeURIComponent(data[1] ?? ''), path: [] }) }
    return method === 'HEAD' ? dataRoute.HEAD(request, context) : dataRoute.GET(request, context)
  }
  const one = /^\/api\/v1\/sources\/([^/]+)$/.exec(pathname)
  if (one !== null) {
    const context = { params: Promise.resolve({ id: decodeURIComponent(one[1] ?? '') }) }
    return method === 'DELETE' ? oneRoute.DELETE(request, context) : oneRoute.GET(request, context)
  }
  if (pathname === '/api/v1/sources') return method === 'POST' ? listRoute.POST(request) : listRoute.GET(request)
  return new Response(null, { status: 404, headers: { 'x-no-route': 'true' } })
}

/** The status and the code of a problem, as `404 source-not-found`. */
export async function readProblem(response: Response): Promise<string> {
  const body: unknown = await response.json()
  const code = typeof body === 'object' && body !== null && 'code' in body ? String(body.code) : 'no code'
  return `${response.status} ${code}`
}
