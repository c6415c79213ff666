import type { PreparedShard } from '@/lib/core/prepared/manifest'
import { MANIFEST_FILE } from '@/lib/core/prepared/manifest-files'
import { type DatasetState, type ShardState, waitingShard } from '../dataset-state'

/** Enough of a manifest to know it by. */
const HEAD_BYTES = 4096

/** A prepared folder among files of this computer: its name, and its files by their path in it. */
interface PreparedFolder {
  readonly label: string
  readonly files: ReadonlyMap<string, File>
}

/** The folder of the first manifest of a prepared dataset among these files; `null` where there is none. */
export async function findPreparedFiles(files: readonly File[]): Promise<PreparedFolder | null> {
  for (const file of files) {
    if (file.name !== MANIFEST_FILE) continue
    const head = await file.slice(0, HEAD_BYTES).text()
    if (!/"format"\s*:\s*"alignx-prepared"/.test(head)) continue
    const folder = pathOf(file).slice(0, -MANIFEST_FILE.length)
    const inside = files.filter((other) => pathOf(other).startsWith(folder))
    return {
      label: folder === '' ? 'Prepared dataset' : (folder.split('/').at(-2) ?? folder),
      files: new Map(inside.map((other) => [pathOf(other).slice(folder.length), other])),
    }
  }
  return null
}

function pathOf(file: File): string {
  return file.webkitRelativePath || file.name
}

/** A shard of a prepared dataset as the list of shards shows it. */
export function preparedShard({ name, bytes, rows, leftOut }: PreparedShard, synthetic: boolean): ShardState {
  return {
    ...waitingShard({ name, bytes, url: null, synthetic }),
    status: 'ready',
    rows,
    rowsTotal: rows + leftOut,
    bytesDone: bytes,
  }
}

/** The state with its progress made anew from the parts of its prepared dataset. */
export function sumParts(state: DatasetState): DatasetState {
  const parts = state.prepared?.parts ?? []
  const sum = (read: (part: (typeof parts)[number]) => number) => parts.reduce((total, part) => total + read(part), 0)
  return {
    ...state,
    progress: {
      ...state.progress,
      bytesDone: sum((part) => part.bytesDone),
      bytesTotal: sum((part) => part.bytes),
      rowsDone: state.rows,
      rowsTotal: state.rows,
    },
  }
}
