import { z } from 'zod'
import type { DatasetSource } from './dataset-state'
import { takeGivenSource } from './given-source'
import { LoadError } from './load-error'
import type { ShardFile } from './source-shards'

/** A source of the server: shards to read into the database, or where a prepared dataset lies. */
interface FetchedSource {
  readonly source: Extract<DatasetSource, { kind: 'server' }>
  readonly files: readonly ShardFile[]
  readonly prepared: { readonly url: string; readonly revision: string | null } | null
  /** Whether its files lie on the server itself, and how long they are. */
  readonly isLocal: boolean
  readonly bytes: number
}

const sourceSchema = z.object({
  id: z.string(),
  label: z.string(),
  kind: z.string(),
  removable: z.boolean(),
  bytes: z.int().min(0).nullable(),
  synthetic: z.boolean(),
  revision: z.string().nullable(),
  filesUrl: z.string().nullable(),
  shards: z.array(z.object({ name: z.string(), url: z.string(), bytes: z.int().min(0).nullable() })),
})

const problemSchema = z.object({ detail: z.string() })

/**
 * Asks the server for the shards of a source, unless the page's document told. Throws `LoadError` (`source`, `network`) or
 * the signal's reason.
 */
export async function fetchSource(id: string, signal: AbortSignal): Promise<FetchedSource> {
  const url = new URL(`/api/v1/sources/${encodeURIComponent(id)}`, location.href)
  const given = sourceSchema.safeParse(takeGivenSource(id))
  if (given.success) return toFetched(given.data, url)
  let response: Response
  let body: unknown
  try {
    response = await fetch(url, { signal, headers: { Accept: 'application/json' } })
    body = await response.json().catch(() => null)
  } catch (cause) {
    if (signal.aborted) throw signal.reason
    throw new LoadError('network', 'The server does not answer. Check that it runs, then try again.', undefined, {
      cause,
    })
  }
  if (!response.ok) {
    const problem = problemSchema.safeParse(body)
    const reason = problem.success ? problem.data.detail : `the server answered ${response.status}`
    throw new LoadError('source', `The source ${id} cannot be opened: ${reason}`)
  }
  const parsed = sourceSchema.safeParse(body)
  if (!parsed.success)
    throw new LoadError(
      'source',
      `The server's answer about the source ${id} is not understood: ${z.prettifyError(parsed.error)}`,
    )
  return toFetched(parsed.data, url)
}

function toFetched(
  { id, label, kind, removable, bytes, synthetic, shards, filesUrl, revision }: z.infer<typeof sourceSchema>,
  url: URL,
): FetchedSource {
  return {
    isLocal: kind === 'sample' || kind === 'folder' || (kind === 'prepared' && !removable),
    bytes: bytes ?? 0,
    source: { kind: 'server', id, label, synthetic },
    prepared: filesUrl === null ? null : { url: new URL(filesUrl, url).href, revision },
    files: shards.map((shard) => ({
      name: shard.name,
      bytes: shard.bytes ?? 0,
      synthetic,
      origin: { kind: 'url', url: new URL(shard.url, url).href },
    })),
  }
}
