import { createHash } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { type LocalServer, startServer } from './local-server'
import { serveBytes } from './serve-bytes'

/** A dataset that the local hub offers. Paths of `lfs` files redirect to the store; others are answered by the hub. */
export interface HubDataset {
  readonly access: 'public' | 'gated' | 'private'
  readonly revisions: Readonly<Record<string, string>>
  readonly files: Readonly<Record<string, { readonly bytes: Uint8Array; readonly lfs: boolean }>>
}

/**
 * A hub on this machine that speaks the API of the Hugging Face hub as its clients use it, and the store behind it whose
 * signed links can be made to expire. Source: huggingface_hub (hf_api.py, file_download.py, utils/_http.py).
 */
export interface LocalHub {
  readonly hub: LocalServer
  readonly store: LocalServer
  /** Every link signed so far answers 403 from now on. */
  readonly expireLinks: () => void
  readonly close: () => Promise<void>
}

export interface LocalHubOptions {
  readonly datasets: Readonly<Record<string, HubDataset>>
  /** The token that opens gated and private datasets. */
  readonly token: string
  readonly pageSize: number
  /** Where the hub listens; a free port unless given. */
  readonly port?: number
  /** Replaces the answer of the store; `null` keeps it. */
  readonly storeFault?: (request: IncomingMessage, response: ServerResponse, bytes: Uint8Array) => boolean
}

export async function startHub(options: LocalHubOptions): Promise<LocalHub> {
  const signed = new Map<string, Uint8Array>()
  let signature = 0
  const store = await startServer((request, response) => {
    const bytes = signed.get(request.url ?? '')
    if (bytes === undefined) return refuse(response, 403, {}, '<Error><Code>AccessDenied</Code></Error>')
    if (options.storeFault?.(request, response, bytes) === true) return
    serveBytes(request, response, bytes, { etag: '"tag-of-the-store"' })
  })
  const sign = (path: string, bytes: Uint8Array): string => {
    signature += 1
    const link = `/store/${encodeURIComponent(path)}?Expires=3600&Signature=${signature}`
    signed.set(link, bytes)
    return `${store.origin}${link}`
  }
  const answer = (request: IncomingMessage, response: ServerResponse) => {
    const url = new URL(request.url ?? '/', 'http://hub')
    const match = /^\/(api\/)?datasets\/([^/]+\/[^/]+)\/(revision|tree|resolve)\/([^/]+)\/?(.*)$/.exec(url.pathname)
    if (match === null) return refuse(response, 404, {}, 'Not Found')
    const [, , name = '', verb = '', encodedRevision = '', encodedPath = ''] = match
    const dataset = options.datasets[name]
    const isKnown = request.headers.authorization === `Bearer ${options.token}`
    if (request.headers.authorization !== undefined && !isKnown)
      return refuse(response, 401, {}, '{"error":"Invalid credentials in Authorization header"}')
    if (dataset === undefined || (dataset.access === 'private' && !isKnown))
      return isKnown
        ? refuse(
            response,
            404,
            { 'x-error-code': 'RepoNotFound', 'x-error-message': 'Repository not found' },
            '{"error":"Repository not found"}',
          )
        : refuse(
            response,
            401,
            { 'x-error-message': 'Invalid username or password.' },
            '{"error":"Invalid username or password."}',
          )
    const revision = decodeURIComponent(encodedRevision)
    const commit = Object.values(dataset.revisions).includes(revision) ? revision : dataset.revisions[revision]
    if (commit === undefined)
      return refuse(response, 404, { 'x-error-code': 'RevisionNotFound' }, `{"error":"Invalid rev id: ${revision}"}`)
    if (verb === 'revision')
      return sendJson(response, {
        id: name,
        sha: commit,
        private: dataset.access === 'private',
        gated: dataset.access === 'gated',
      })
    const path = decodeURIComponent(encodedPath)
    if (verb === 'tree') return sendTree(response, url, dataset, path, options.pageSize, hub.origin)
    if (dataset.access === 'gated' && !isKnown)
      return refuse(
        response,
        request.headers.authorization === undefined ? 401 : 403,
        { 'x-error-code': 'GatedRepo' },
        `Access to dataset ${name} is restricted.`,
      )
    const file = dataset.files[path]
    if (file === undefined) return refuse(response, 404, { 'x-error-code': 'EntryNotFound' }, 'Entry not found')
    if (!file.lfs)
      return serveBytes(request, response, file.bytes, {
        etag: `"${oidOf(file.bytes, 'sha1')}"`,
        'x-repo-commit': commit,
      })
    response.writeHead(302, {
      location: sign(path, file.bytes),
      'x-repo-commit': commit,
      'x-linked-size': file.bytes.byteLength,
      'x-linked-etag': `"${oidOf(file.bytes, 'sha256')}"`,
      'content-type': 'text/plain',
    })
    response.end(`Found. Redirecting to the store`)
  }
  const hub: LocalServer = await startServer(answer, '127.0.0.1', options.port)
  return {
    hub,
    store,
    expireLinks: () => signed.clear(),
    close: async () => {
      await hub.close()
      await store.close()
    },
  }
}

function oidOf(bytes: Uint8Array, algorithm: 'sha1' | 'sha256'): string {
  return createHash(algorithm).update(bytes).digest('hex')
}

function sendTree(
  response: ServerResponse,
  url: URL,
  dataset: HubDataset,
  folder: string,
  pageSize: number,
  origin: string,
): void {
  const isRecursive = url.searchParams.get('recursive') === 'true'
  const prefix = folder === '' ? '' : `${folder}/`
  const inside = Object.entries(dataset.files).filter(([path]) => path.startsWith(prefix))
  if (inside.length === 0) {
    refuse(response, 404, { 'x-error-code': 'EntryNotFound' }, `${folder} does not exist`)
    return
  }
  const folders = new Set(
    inside.map(([path]) => path.split('/').slice(0, -1).join('/')).filter((path) => path !== '' && path !== folder),
  )
  const entries = [
    ...[...folders].map((path) => ({ type: 'directory', oid: oidOf(Buffer.from(path), 'sha1'), size: 0, path })),
    ...inside
      .filter(([path]) => isRecursive || !path.slice(prefix.length).includes('/'))
      .map(([path, { bytes, lfs }]) => ({
        type: 'file',
        oid: oidOf(bytes, 'sha1'),
        size: bytes.byteLength,
        path,
        ...(lfs
          ? {
              lfs: { oid: oidOf(bytes, 'sha256'), size: bytes.byteLength, pointerSize: 133 },
              xetHash: oidOf(bytes, 'sha256'),
            }
          : {}),
      })),
  ]
  const from = Number(url.searchParams.get('cursor') ?? 0)
  const next = new URL(url.pathname + url.search, origin)
  next.searchParams.set('cursor', String(from + pageSize))
  const link: Record<string, string> = from + pageSize < entries.length ? { link: `<${next.href}>; rel="next"` } : {}
  sendJson(response, entries.slice(from, from + pageSize), link)
}

function sendJson(response: ServerResponse, body: unknown, headers: Readonly<Record<string, string>> = {}): void {
  response.writeHead(200, { 'content-type': 'application/json; charset=utf-8', ...headers })
  response.end(JSON.stringify(body))
}

function refuse(
  response: ServerResponse,
  status: number,
  headers: Readonly<Record<string, string>>,
  body: string,
): void {
  response.writeHead(status, headers)
  response.end(body)
}
