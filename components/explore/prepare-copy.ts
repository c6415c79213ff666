import { type PublishedFiles, viewAsPython, viewAsSql } from '@/lib/core/published-sql'
import { formatView, OWN_FILES, type View } from '@/lib/core/view'
import type { DatasetState, ShardState } from '@/lib/dataset'
import { formatCount } from '../ui/format'

export type CopyKind = 'sql' | 'python' | 'url'

/** The text to copy, with what must be said beside it, or why there is none. */
export type PreparedCopy =
  | {
      readonly ok: true
      readonly text: string
      /** What it takes to use the text elsewhere, or `null`. */
      readonly hint: string | null
      /** Why it gives other rows than the table, or `null`. */
      readonly warning: string | null
    }
  | { readonly ok: false; readonly reason: string }

/** The view as code or as an address. `page` is the address of Explore without its parameters. */
export function prepareCopy(kind: CopyKind, view: View, state: DatasetState, page: string): PreparedCopy {
  return kind === 'url' ? prepareLink(view, state, page) : prepareCode(kind, view, state)
}

function prepareLink(view: View, state: DatasetState, page: string): PreparedCopy {
  const source = sourceOf(view, state)
  const query = formatView({ ...view, source })
  const own =
    state.source?.kind === 'server' && state.prepared ? 0 : state.shards.filter(({ url }) => url === null).length
  const hint =
    own === 0
      ? null
      : `${formatCount(own)} of the open files ${own === 1 ? 'is' : 'are'} of this computer: open ${own === 1 ? 'it' : 'them'} where the link is opened.`
  return { ok: true, text: query ? `${page}?${query}` : page, hint, warning: null }
}

function sourceOf(view: View, { source }: DatasetState): string | null {
  switch (source?.kind) {
    case 'server':
      return source.id
    case 'files':
      return OWN_FILES
    default:
      return view.source
  }
}

function prepareCode(kind: 'sql' | 'python', view: View, state: DatasetState): PreparedCopy {
  const reason = state.shards.map(refuseShard).find((refused) => refused !== null)
  if (reason) return { ok: false, reason }
  const files = state.shards.map(({ name, url }) => url ?? name)
  const published = { files, columns: columnsOf(state.shards) }
  const code = kind === 'sql' ? viewAsSql(view, published) : viewAsPython(view, published)
  if (!code.ok) return code
  const mark = state.isSynthetic ? `${kind === 'sql' ? '--' : '#'} Synthetic data\n` : ''
  return { ok: true, text: mark + code.code, hint: describeFiles(state.shards), warning: describeSkipped(state.shards) }
}

/** Why code would not give the rows that are loaded of this shard, or `null`. */
function refuseShard({ name, status, columns }: ShardState): string | null {
  switch (status) {
    case 'waiting':
    case 'loading':
      return `${name} is still loading: the code would give other rows than the table. Wait until it is loaded.`
    case 'failed':
    case 'cancelled':
      return `${name} is not loaded whole: the code would give other rows than the table. Read it again first.`
    case 'ready':
      if (columns === null) return `${name} is not Parquet: the code reads Parquet files.`
      if (REQUIRED.every((column) => columns.includes(column))) return null
      return `${name} is a benchmark file with columns of its own: the code reads the columns that AlignX publishes.`
  }
}

const REQUIRED = ['prompt', 'chosen', 'rejected'] as const

const OPTIONAL = ['direction', 'demographics', 'ugc', 'pairs', 'profile', 'groundTruthPersona'] as const

/** The optional columns of any shard: read together by name, the others have NULL there. */
function columnsOf(shards: readonly ShardState[]): PublishedFiles['columns'] {
  return OPTIONAL.filter((column) => shards.some((shard) => shard.columns?.includes(column)))
}

function describeFiles(shards: readonly ShardState[]): string {
  const served = 'The addresses are of this server, which must run and be reachable where the code runs.'
  const own = 'File names are relative to the folder in which the files lie: run the code there.'
  if (shards.every(({ url }) => url !== null)) return served
  return shards.some(({ url }) => url !== null) ? `${served} ${own}` : own
}

function describeSkipped(shards: readonly ShardState[]): string | null {
  const skipped = shards.reduce((sum, shard) => sum + shard.skipped.count, 0)
  if (skipped === 0) return null
  const rows = skipped === 1 ? '1 faulty row was' : `${formatCount(skipped)} faulty rows were`
  return `${rows} left out on loading. The code reads the files as they are, and can give such rows too.`
}
