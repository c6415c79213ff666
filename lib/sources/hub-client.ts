import { z } from 'zod'
import { MANIFEST_FILE } from '@/lib/core/prepared/manifest-files'
import type { HubReference } from './hub-reference'
import { isPlainPath, isShardPath, shardFormat } from './shard-name'
import { SourceError } from './source-error'
import { readText } from './upstream-body'
import { type FollowedAnswer, followUpstream, type UpstreamOrigin } from './upstream-redirects'
import { describeUrl, type UpstreamSettings } from './upstream-request'
import { upstreamStatusError } from './upstream-status'

export const MAX_HUB_SHARDS = 10_000
const MAX_PAGES = 200
const MAX_PAGE_BYTES = 16 * 1024 * 1024

/** The hub to ask. `url` has no slash at its end. */
export interface Hub {
  readonly url: string
  readonly origin: UpstreamOrigin
  readonly settings: UpstreamSettings
}

/** A file of a dataset at a commit. `tag` is the SHA-256 of an LFS file, the git blob id of another. */
export interface HubFile {
  readonly path: string
  readonly url: string
  readonly bytes: number
  readonly tag: string
}

const infoSchema = z.object({ sha: z.string().regex(/^[0-9a-f]{40}$/) })

const entrySchema = z.object({
  type: z.string(),
  path: z.string(),
  oid: z.string().regex(/^[0-9a-f]{40,64}$/),
  size: z.int().nonnegative(),
  lfs: z.object({ oid: z.string().regex(/^[0-9a-f]{64}$/), size: z.int().nonnegative() }).nullish(),
})

type HubEntry = z.infer<typeof entrySchema>

/** The commit that a revision stands for. Throws the `hub-…` and `upstream-…` errors. */
export async function resolveCommit(
  hub: Hub,
  { owner, name, revision }: HubReference,
  signal: AbortSignal,
): Promise<string> {
  const url = new URL(`${hub.url}/api/datasets/${owner}/${name}/revision/${encodeURIComponent(revision)}`)
  return (await getJson(hub, url, infoSchema, signal)).value.sha
}

/**
 * The shards of a dataset at a commit, in the order of their paths, and the address of the `manifest.json` that lies
 * directly in the folder, whatever it holds; `null` without one. All pages are read; more than 10,000 shards throw
 * `hub-listing-too-long`, neither shards nor a manifest `source-empty`.
 */
export async function listHubFiles(
  hub: Hub,
  { path, ...rest }: HubReference,
  commit: string,
  signal: AbortSignal,
): Promise<{ readonly files: HubFile[]; readonly manifest: string | null }> {
  const folder = path === MANIFEST_FILE ? null : (path?.replace(/\/manifest\.json$/, '') ?? null)
  const ref = { ...rest, path: folder }
  const listed = await listEntries(hub, ref, commit, signal)
  const entries = listed.filter((entry) => !isManifestOf(ref, entry))
  const manifest = listed.find((entry) => isManifestOf(ref, entry))
  const where = `${ref.owner}/${ref.name}${folder === null ? '' : `/${folder}`}`
  if (entries.length === 0 && !manifest)
    throw new SourceError('source-empty', `${where} has no Parquet, JSON or JSONL file at revision ${ref.revision}.`)
  const files = entries.map((entry) => readEntry(hub, ref, commit, entry))
  return {
    files: files.sort((a, b) => (a.path < b.path ? -1 : 1)),
    manifest: manifest ? readEntry(hub, ref, commit, manifest).url : null,
  }
}

function isManifestOf({ path }: HubReference, entry: HubEntry): boolean {
  return entry.type === 'file' && entry.path === (path === null ? MANIFEST_FILE : `${path}/${MANIFEST_FILE}`)
}

/** A path with the ending of a shard is looked up in its folder: it may be a folder of that name. */
async function listEntries(hub: Hub, ref: HubReference, commit: string, signal: AbortSignal): Promise<HubEntry[]> {
  const isShard = (entry: HubEntry) => isManifestOf(ref, entry) || (entry.type === 'file' && isShardPath(entry.path))
  const { path } = ref
  if (path === null || shardFormat(path) === null) return walkTree(hub, ref, commit, path, true, isShard, signal)
  const folder = path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : null
  const [entry] = await walkTree(hub, ref, commit, folder, false, (candidate) => candidate.path === path, signal)
  if (entry === undefined)
    throw new SourceError(
      'hub-path-not-found',
      `${ref.owner}/${ref.name}/${path}: the dataset has no such file at revision ${ref.revision}.`,
    )
  return entry.type === 'file' ? [entry] : walkTree(hub, ref, commit, path, true, isShard, signal)
}

async function walkTree(
  hub: Hub,
  { owner, name }: HubReference,
  commit: string,
  folder: string | null,
  isRecursive: boolean,
  isWanted: (entry: HubEntry) => boolean,
  signal: AbortSignal,
): Promise<HubEntry[]> {
  const tree = `${hub.url}/api/datasets/${owner}/${name}/tree/${commit}${folder === null ? '' : `/${encodePath(folder)}`}`
  const entries: HubEntry[] = []
  let next: URL | null = new URL(`${tree}?recursive=${isRecursive}&expand=false`)
  for (let page = 1; next !== null; page += 1) {
    const listed: JsonAnswer<HubEntry[]> = await getJson(hub, next, z.array(entrySchema), signal)
    entries.push(...listed.value.filter(isWanted))
    if (entries.length > MAX_HUB_SHARDS || page > MAX_PAGES)
      throw new SourceError(
        'hub-listing-too-long',
        `${owner}/${name} has more than ${MAX_HUB_SHARDS} shards or ${MAX_PAGES} pages of files. Name a folder of it.`,
      )
    next = nextPage(hub, listed)
  }
  return entries
}

function readEntry(hub: Hub, ref: HubReference, commit: string, entry: HubEntry): HubFile {
  if (!isPlainPath(entry.path))
    throw badAnswer(new URL(hub.url), `a path that is not plain: ${JSON.stringify(entry.path.slice(0, 80))}`)
  return {
    path: entry.path,
    url: `${hub.url}/datasets/${ref.owner}/${ref.name}/resolve/${commit}/${encodePath(entry.path)}`,
    bytes: entry.lfs?.size ?? entry.size,
    tag: entry.lfs?.oid ?? entry.oid,
  }
}

function encodePath(path: string): string {
  return path.split('/').map(encodeURIComponent).join('/')
}

interface JsonAnswer<Value> {
  readonly value: Value
  readonly answer: FollowedAnswer
}

async function getJson<Value>(
  hub: Hub,
  url: URL,
  schema: z.ZodType<Value>,
  signal: AbortSignal,
): Promise<JsonAnswer<Value>> {
  const answer = await followUpstream(url, { accept: 'application/json' }, hub.origin, hub.settings, signal)
  if (answer.response.statusCode === 401) throw unauthorised(answer, hub)
  if (answer.response.statusCode !== 200) throw upstreamStatusError(answer)
  const text = await readText(answer, MAX_PAGE_BYTES, hub.settings, signal)
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (cause) {
    throw badAnswer(url, 'something that is not JSON', cause)
  }
  const parsed = schema.safeParse(json)
  if (!parsed.success)
    throw badAnswer(url, `JSON of another shape (${parsed.error.issues[0]?.path.join('.') ?? ''})`, parsed.error)
  return { value: parsed.data, answer }
}

/** 401 stands for a dataset that is missing, private or gated, and for a token the hub does not know. */
function unauthorised(answer: FollowedAnswer, hub: Hub): SourceError {
  const named = upstreamStatusError(answer)
  if (named.code === 'hub-gated') return named
  if (hub.origin.credential !== null)
    return new SourceError(
      'hub-token-refused',
      `The hub does not accept the token for ${describeUrl(answer.url)}. Check that it is valid and may read this dataset.`,
    )
  return new SourceError(
    'hub-not-found',
    `${describeUrl(answer.url)} does not exist on the hub, or is private. Check its name, or give a token that can read it.`,
  )
}

function nextPage(hub: Hub, { answer }: JsonAnswer<unknown>): URL | null {
  const link = /<([^>]+)>\s*;\s*rel="?next"?/.exec(String(answer.response.headers.link ?? ''))
  if (link === null) return null
  const [, target = ''] = link
  if (!URL.canParse(target, answer.url.href)) throw badAnswer(answer.url, 'a next page that is not an address')
  const url = new URL(target, answer.url.href)
  if (url.origin !== new URL(hub.url).origin) throw badAnswer(answer.url, 'a next page on another server')
  return url
}

function badAnswer(url: URL, what: string, cause?: unknown): SourceError {
  return new SourceError('hub-bad-answer', `${describeUrl(url)} sent ${what}. Check ALIGNX_HUB_URL.`, { cause })
}
