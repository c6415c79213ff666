import { type ShardState, waitingShard } from './dataset-state'
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
