import type { LocalDataset } from './local-dataset'
import { filesUrl, shardUrl } from './shard-name'
import type { ShardReader } from './shard-reader'
import type { SourceDetail, SourceKind } from './source'
import type { SourceProblem } from './source-error'

/** A source that can be shown and read. `describe` never throws for what is wrong with the source: it says so. */
export interface Source {
  readonly id: string
  readonly describe: () => Promise<SourceDetail>
  readonly openShard: (name: string) => Promise<ShardReader>
  /** Where its files lie here; `null` where they lie elsewhere. Throws `SourceError` for one that cannot be read. */
  readonly locate: () => Promise<LocalDataset | null>
}

interface Description {
  readonly id: string
  readonly kind: Exclude<SourceKind, 'prepared'>
  readonly label: string
  readonly revision: string | null
  readonly shards: readonly {
    readonly name: string
    readonly bytes: number | null
    readonly etag: string | null
    readonly ranges?: boolean
  }[]
  readonly problem: SourceProblem | null
  readonly isUnavailable?: boolean
}

/** The detail of a source with its counts, its state and the addresses of its shards. */
export function describeSource({
  id,
  kind,
  label,
  revision,
  shards,
  problem,
  isUnavailable = false,
}: Description): SourceDetail {
  const sizes = shards.map(({ bytes }) => bytes)
  return {
    id,
    label,
    kind,
    synthetic: kind === 'sample',
    revision,
    filesUrl: null,
    rows: null,
    removable: kind === 'url' || kind === 'hub',
    shardCount: shards.length,
    bytes: sizes.reduce((sum, bytes) => (sum === null || bytes === null ? null : sum + bytes), 0),
    state: isUnavailable ? 'unavailable' : shards.length === 0 ? 'empty' : 'ready',
    problem,
    shards: shards.map(({ name, bytes, etag, ranges = true }) => ({
      name,
      url: shardUrl(id, name),
      bytes,
      etag,
      ranges,
    })),
  }
}

interface PreparedDescription {
  readonly id: string
  readonly label: string
  readonly removable: boolean
  /** `null` where the manifest cannot be read. */
  readonly facts: PreparedFacts | null
  readonly problem: SourceProblem | null
}

/** What is told of a prepared dataset before it is opened. `bytes` are those of all its files. */
export interface PreparedFacts {
  readonly revision: string
  readonly rows: number
  readonly shardCount: number
  readonly bytes: number
  readonly synthetic: boolean
}

/** The detail of a prepared dataset; without its manifest it is unavailable. */
export function describePrepared({ id, label, removable, facts, problem }: PreparedDescription): SourceDetail {
  return {
    id,
    label,
    kind: 'prepared',
    synthetic: facts?.synthetic ?? false,
    revision: facts?.revision ?? null,
    filesUrl: facts && filesUrl(id, facts.revision),
    rows: facts?.rows ?? null,
    removable,
    shardCount: facts?.shardCount ?? 0,
    bytes: facts?.bytes ?? null,
    state: facts === null ? 'unavailable' : facts.rows === 0 ? 'empty' : 'ready',
    problem,
    shards: [],
  }
}

/** Several problems as one: the first, with the number of the others. `null` for none. */
export function mergeProblems(problems: readonly SourceProblem[]): SourceProblem | null {
  const [first, ...others] = problems
  if (first === undefined) return null
  if (others.length === 0) return first
  return { code: first.code, message: `${first.message} (and ${others.length} more)` }
}
