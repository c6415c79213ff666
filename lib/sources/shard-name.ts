import { SourceError } from './source-error'

export type ShardFormat = 'parquet' | 'json' | 'jsonl'

const FORMATS = [
  { ending: '.parquet', format: 'parquet', contentType: 'application/vnd.apache.parquet' },
  { ending: '.jsonl', format: 'jsonl', contentType: 'application/x-ndjson' },
  { ending: '.ndjson', format: 'jsonl', contentType: 'application/x-ndjson' },
  { ending: '.json', format: 'json', contentType: 'application/json' },
] as const

/** Files that tools write beside a dataset and that hold none of its rows. */
const SIDE_FILES = new Set([
  'dataset_info.json',
  'dataset_infos.json',
  'dataset_dict.json',
  'state.json',
  'manifest.json',
  'first-rows.json',
  'totals.json',
])

/** The endings a shard may have, for messages. */
export const SHARD_ENDINGS = '.parquet, .json, .jsonl or .ndjson (each also with .gz)'

function findFormat(name: string) {
  const plain = name.toLowerCase().replace(/\.gz$/, '')
  return FORMATS.find(({ ending }) => plain.endsWith(ending) && plain.length > ending.length)
}

/** The format of a file by its name, a final `.gz` left aside; `null` when it is none that AlignX Lens opens. */
export function shardFormat(name: string): ShardFormat | null {
  return findFormat(name)?.format ?? null
}

/** Whether a listed file counts as a shard: a known ending, no hidden part of the path, and not a tool's side file. */
export function isShardPath(path: string): boolean {
  const parts = path.split('/')
  if (parts.some((part) => part.startsWith('.'))) return false
  const base = parts.at(-1) ?? ''
  return shardFormat(base) !== null && !SIDE_FILES.has(base.toLowerCase())
}

/** The media type of a shard; `application/gzip` for `.gz`, since the bytes are sent as they are stored. */
export function shardContentType(name: string): string {
  if (name.toLowerCase().endsWith('.gz')) return 'application/gzip'
  return findFormat(name)?.contentType ?? 'application/octet-stream'
}

/** The path on this server under which a shard is read. */
export function shardUrl(sourceId: string, name: string): string {
  return `/data/sources/${sourceId}/${name.split('/').map(encodeURIComponent).join('/')}`
}

/** The path on this server under which the files of a prepared dataset are read. */
export function filesUrl(sourceId: string, revision: string): string {
  return `/data/sources/${sourceId}/${revision}/`
}

/** Whether `path` is a plain relative path: no empty, `.` or `..` part, no backslash, no control character. */
export function isPlainPath(path: string): boolean {
  if (path.length === 0 || path.length > 1000) return false
  if (/[\\\p{Cc}]/u.test(path)) return false
  return path.split('/').every((part) => part !== '' && part !== '.' && part !== '..')
}

/**
 * The shard named by the still percent-encoded rest of a `/data/sources/<id>/` path. Each part is decoded exactly once.
 * Throws `path-refused` for anything that is not a plain relative path, an encoded slash included.
 */
export function parseShardPath(encoded: string): string {
  const parts = encoded.split('/').map(decodePart)
  const path = parts.join('/')
  if (parts.some((part) => part.includes('/')) || !isPlainPath(path))
    throw new SourceError(
      'path-refused',
      'The path of a file must be plain: no empty, "." or ".." part, no backslash, no control character.',
    )
  return path
}

function decodePart(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch (cause) {
    throw new SourceError('path-refused', 'The path of the file has a broken percent escape.', { cause })
  }
}
