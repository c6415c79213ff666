import 'client-only'
import type { RowMask } from '@/lib/core/row-mask'
import { runQuery } from './ask'
import { listHashes } from './prepared/draw-prepared-sample'
import { preparedSession } from './prepared/prepared-session'
import { hashesOfRows, MOST_HASHED_ROWS } from './queries/hashes-of-rows'
import { type NeighbourRow, neighbourRows } from './queries/neighbour-rows'

/**
 * The rows with these numbers in load order, those that are not loaded left out. Throws `QueryError`, `RangeError` for
 * more than 2,000, and of a prepared dataset as its files do.
 */
export async function readRowsByNumber(
  rowNumbers: readonly number[],
  signal: AbortSignal,
): Promise<readonly NeighbourRow[]> {
  if (rowNumbers.length === 0) return []
  const prepared = preparedSession()
  if (!prepared) return runQuery(neighbourRows(rowNumbers), signal)
  return prepared.texts.readPageRows(rowNumbers, signal)
}

/** The content hashes of the rows with these numbers, each once; throws as `readRowsByNumber`, for any number of them. */
export async function readHashesOfRows(rowNumbers: Uint32Array, signal: AbortSignal): Promise<readonly string[]> {
  const prepared = preparedSession()
  if (prepared) return listHashes(await prepared.lookups.readHashes(signal), maskOf(rowNumbers))
  const hashes = new Set<string>()
  for (let at = 0; at < rowNumbers.length; at += MOST_HASHED_ROWS) {
    const [part] = await runQuery(hashesOfRows(rowNumbers.subarray(at, at + MOST_HASHED_ROWS)), signal)
    for (const hash of part?.hashes ?? []) hashes.add(hash)
  }
  return [...hashes]
}

function maskOf(rowNumbers: Uint32Array): RowMask {
  const last = rowNumbers.reduce((most, row) => Math.max(most, row), 0)
  const mask = new Uint8Array((last >> 3) + 1)
  for (const row of rowNumbers) mask[row >> 3] = (mask[row >> 3] ?? 0) | (1 << (row & 7))
  return mask
}
