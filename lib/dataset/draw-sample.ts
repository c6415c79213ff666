import type { Filter } from '@/lib/core/filter'
import type { RunExample } from '@/lib/core/run'
import { runQuery } from './ask'
import { readRowMask } from './count-poles'
import { resolveFilter } from './filter-context'
import { drawFromHashes, listHashes } from './prepared/draw-prepared-sample'
import { preparedSession } from './prepared/prepared-session'
import type { ExampleRow } from './queries/example-row'
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
  const prepared = preparedSession()
  if (prepared) {
    const mask = await readRowMask(filter, signal)
    return drawFromHashes(await prepared.lookups.readHashes(signal), mask, { size, seed }, signal)
  }
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
  const found = new Map((await readByHash(hashes, signal)).map((row) => [row.hash, row.example]))
  return hashes.map((hash, at) => {
    const example = found.get(hash)
    if (!example) throw new Error(`Row ${hash} is no longer loaded. Prepare the run again.`)
    return { idx: firstIdx + at, hash, example }
  })
}

async function readByHash(hashes: readonly string[], signal: AbortSignal): Promise<readonly ExampleRow[]> {
  const prepared = preparedSession()
  if (!prepared) return runQuery(examplesByHash(hashes), signal)
  const found = await Promise.all(hashes.map((hash) => prepared.lookups.rowsOfHash(hash, signal)))
  return prepared.texts.readRows(
    found.flatMap((rows) => rows.slice(0, 1)),
    signal,
  )
}

/** Row numbers that one question for hashes covers. */
const HASH_RANGE = 65_536

/** The content hashes of all loaded rows under the filter, each once. Throws as `drawSample`. */
export async function readHashesInView(filter: Filter, signal: AbortSignal): Promise<readonly string[]> {
  const prepared = preparedSession()
  if (prepared) {
    const mask = await readRowMask(filter, signal)
    return listHashes(await prepared.lookups.readHashes(signal), mask)
  }
  const context = await resolveFilter(filter, signal)
  const hashes = new Set<string>()
  for (let from = 0, last = 0; from <= last; from += HASH_RANGE) {
    const [part] = await runQuery(hashesInRange(filter, from, from + HASH_RANGE, context), signal)
    for (const hash of part?.hashes ?? []) hashes.add(hash)
    last = part?.last ?? -1
  }
  return [...hashes]
}
