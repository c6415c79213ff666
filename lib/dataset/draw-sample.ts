import type { Filter } from '@/lib/core/filter'
import type { RunExample } from '@/lib/core/run'
import { runQuery } from './engine'
import { resolveFilter } from './filter-context'
import { examplesByHash } from './queries/examples-by-hash'
import { hashesInRange } from './queries/hashes-in-range'
import { sampleRows } from './queries/sample-rows'

/**
 * The content hashes of a seeded sample of the rows under the filter, in the order of the draw: the same for the same
 * rows and seed, however they are sharded. Copies of a row count once.
 */
export async function drawSample(
  filter: Filter,
  size: number,
  seed: number,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const context = await resolveFilter(filter, signal)
  const rows = await runQuery(sampleRows(filter, { size, seed, context }), signal)
  return rows.map((row) => row.hash)
}

/** The complete rows with these content hashes as a run takes them: numbered from `firstIdx` in the order given. */
export async function readRunExamples(
  hashes: readonly string[],
  firstIdx: number,
  signal: AbortSignal,
): Promise<readonly RunExample[]> {
  const found = new Map((await runQuery(examplesByHash(hashes), signal)).map((row) => [row.hash, row.example]))
  return hashes.map((hash, at) => {
    const example = found.get(hash)
    if (!example) throw new Error(`Row ${hash} is no longer loaded. Prepare the run again.`)
    return { idx: firstIdx + at, hash, example }
  })
}

/** Row numbers that one question for hashes covers. */
const HASH_RANGE = 65_536

/** The content hashes of all loaded rows under the filter, each once. Throws as `drawSample`. */
export async function readHashesInView(filter: Filter, signal: AbortSignal): Promise<readonly string[]> {
  const context = await resolveFilter(filter, signal)
  const hashes = new Set<string>()
  for (let from = 0, last = 0; from <= last; from += HASH_RANGE) {
    const [part] = await runQuery(hashesInRange(filter, from, from + HASH_RANGE, context), signal)
    for (const hash of part?.hashes ?? []) hashes.add(hash)
    last = part?.last ?? -1
  }
  return [...hashes]
}
