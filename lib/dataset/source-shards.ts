import { z } from 'zod'
import { type DatasetSource, type ShardState, waitingShard } from './dataset-state'
import { LoadError } from './load-error'
import type { ShardOrigin } from './loader-protocol'

/** A shard that can be read. */
export interface ShardFile {
  readonly name: string
  /** Length of the file; 0 while the server does not know it. */
  readonly bytes: number
  /** Whether the source says that the rows are generated. */
  readonly synthetic: boolean
  readonly origin: ShardOrigin
}

const sourceSchema = z.object({
  id: z.string(),
  label: z.string(),
  synthetic: z.boolean(),
  shards: z.array(z.object({ name: z.string(), url: z.string(), bytes: z.int().min(0).nullable() })),
})

const problemSchema = z.object({ detail: z.string() })

/** Asks the server for the shards of a source. Throws `LoadError` (`source`, `network`) or the signal's reason. */
export async function fetchSource(
  id: string,
  signal: AbortSignal,
): Promise<{ source: DatasetSource; files: readonly ShardFile[] }> {
  const url = new URL(`/api/v1/sources/${encodeURIComponent(id)}`, location.href)
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
  const { label, synthetic, shards } = parsed.data
  return {
    source: { kind: 'server', id: parsed.data.id, label, synthetic },
    files: shards.map((shard) => ({
      name: shard.name,
      bytes: shard.bytes ?? 0,
      synthetic,
      origin: { kind: 'url', url: new URL(shard.url, url).href },
    })),
  }
}

/** Files of this computer as shards, by name in natural order; equal names are numbered. `taken` names are avoided. */
export function filesToShards(files: readonly File[], taken: readonly string[] = []): ShardFile[] {
  const names = new Set(taken)
  const named = files.map((file) => ({ file, path: file.webkitRelativePath || file.name }))
  named.sort((a, b) => a.path.localeCompare(b.path, 'en', { numeric: true }))
  return named.map(({ file, path }) => {
    let name = path
    for (let copy = 2; names.has(name); copy++) name = `${path} (${copy})`
    names.add(name)
    return { name, bytes: file.size, synthetic: false, origin: { kind: 'file', file } }
  })
}

/** The file as a shard of which nothing is read yet. */
export function waitShard({ origin, ...file }: ShardFile): ShardState {
  return waitingShard({ ...file, url: origin.kind === 'url' ? origin.url : null })
}

/** One or several files in words. */
export function labelFiles(files: readonly ShardFile[]): string {
  const [first] = files
  return files.length === 1 && first ? first.name : `${files.length} files`
}
