import { z } from 'zod'
import type { Filter } from '@/lib/core/filter'
import type { FilterContext } from '@/lib/core/filter-sql'
import { type RunTerm, runTermKey, runTermsOf } from '@/lib/core/filter-terms'

const hashesSchema = z.object({ hashes: z.array(z.string().regex(/^[0-9a-f]{32}$/)) })

/** The rows that a condition on a run asks for cannot be looked up. */
export class RunRowsError extends Error {
  override name = 'RunRowsError'
  readonly code = 'run-rows'
  constructor(
    readonly run: string,
    reason: string,
  ) {
    super(`The rows of run ${run} cannot be looked up: ${reason}. Remove the condition or open the run.`)
  }
}

/** A run that still scores gains rows, so an answer is kept for this long and no longer. */
const KEPT_MS = 30_000

const answers = new Map<string, Promise<readonly string[]>>()

/**
 * Looks up the rows behind the run terms of a filter on the server and returns what `filterToSql` needs of them.
 * Throws `RunRowsError` when a run is unknown there or the server cannot be reached.
 */
export async function resolveRuns(filter: Filter, signal: AbortSignal): Promise<FilterContext> {
  const rows = new Map<string, readonly string[]>()
  for (const term of runTermsOf(filter)) rows.set(runTermKey(term), await lookUp(term))
  signal.throwIfAborted()
  return { rowsOfRun: (term) => rows.get(runTermKey(term)) ?? [] }
}

function lookUp(term: RunTerm): Promise<readonly string[]> {
  const key = runTermKey(term)
  const found = answers.get(key)
  if (found) return found
  const answer = fetchHashes(term)
  answers.set(key, answer)
  answer.then(
    () => setTimeout(() => answers.delete(key), KEPT_MS),
    () => answers.delete(key),
  )
  return answer
}

async function fetchHashes({ run, from, to }: RunTerm): Promise<readonly string[]> {
  const range = new URLSearchParams()
  if (from !== null) range.set('from', String(from))
  if (to !== null) range.set('to', String(to))
  const response = await fetch(`/api/v1/runs/${encodeURIComponent(run)}/hashes?${range}`)
  if (response.ok) return hashesSchema.parse(await response.json()).hashes
  const reason = response.status === 404 ? 'this server has no such run' : `the server answered ${response.status}`
  throw new RunRowsError(run, reason)
}
