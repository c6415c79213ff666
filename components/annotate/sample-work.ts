import type { Filter } from '@/lib/core/filter'
import { drawSample, readRunExamples } from '@/lib/dataset'
import type { RowsToSend } from './fill-queue'

/** A seeded sample of the rows under the filter as items of work. */
export async function sampleWork(filter: Filter, size: number, seed: number, signal: AbortSignal): Promise<RowsToSend> {
  const hashes = await drawSample(filter, size, seed, signal)
  return {
    total: hashes.length,
    read: async (start, count, readSignal) => {
      const rows = await readRunExamples(hashes.slice(start, start + count), start, readSignal)
      return rows.map(({ idx, hash, example }) => ({ idx, hash, example, expected: null, explanation: '' }))
    },
  }
}
