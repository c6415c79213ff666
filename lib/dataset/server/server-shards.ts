import type { AnswersState } from '@/lib/core/answers'
import { type DatasetState, type ShardState, waitingShard } from '../dataset-state'
import type { ShardFile } from '../source-shards'

/** The shards of a source in the table of the server, as the list of shards shows them. */
export function serverShards(
  { shards }: Extract<AnswersState, { state: 'ready' }>,
  files: readonly ShardFile[],
): readonly ShardState[] {
  return shards.map(({ name, bytes, rows, leftOut, synthetic, problem }) => {
    const origin = files.find((file) => file.name === name)?.origin
    const url = origin?.kind === 'url' ? origin.url : null
    return {
      ...waitingShard({ name, bytes, url, synthetic }),
      status: problem === null ? 'ready' : 'failed',
      rows,
      rowsTotal: rows + leftOut,
      bytesDone: bytes,
      error: problem === null ? null : { code: 'reader', message: problem },
    }
  })
}

/** How far the table of the server is, as loading. */
export function tellShare(state: DatasetState, share: number, rowsDone: number): DatasetState {
  const bytesTotal = state.answers.bytes
  return { ...state, progress: { ...state.progress, bytesTotal, bytesDone: Math.round(share * bytesTotal), rowsDone } }
}
