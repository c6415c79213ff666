import { z } from 'zod'
import type { Filter } from '@/lib/core/filter'
import type { FilterContext } from '@/lib/core/filter-sql'
import { type RunTerm, runTermKey, runTermsOf } from '@/lib/core/filter-terms'

const answerSchema = z.object({
  hashes: z.array(z.string().regex(/^[0-9a-f]{32}$/)),
  withoutHash: z.int().min(0),
})
type Answer = z.infer<typeof answerSchema>

/** The rows that a condition on a run asks for cannot be looked up. */
export class RunRowsError extends Error {
  override name = 'RunRowsError'
  readonly code = 'run-rows'
  constructor(
    readonly run: string,
    reason: string,
    options?: ErrorOptions,
  ) {
    super(`The rows of run ${run} cannot be looked up: ${reason}. Remove the condition or open the run.`, options)
  }
}

/** A run that still scores gains rows, so an answer is kept for this long and no longer. */
const KEPT_MS = 30_000

interface Lookup {
  readonly answer: Promise<Answer>
  readonly abort: AbortController
  /** How many wait for the answer; the request ends when the last of them gives up. */
  waiting: number
}

const lookups = new Map<string, Lookup>()

/**
 * Looks up the rows behind the run terms of a filter on the server and returns what `filterToSql` needs of them.
 * Throws `RunRowsError` when a run is unknown there, the server cannot be reached or its answer cannot be read, and the
 * reason of `signal` when that is aborted.
 */
export async function resolveRuns(filter: Filter, signal: AbortSignal): Promise<FilterContext> {
  const terms = runTermsOf(filter)
  const found = await Promise.all(terms.map((term) => lookUp(term, signal)))
  const rows = new Map(terms.map((term, at) => [runTermKey(term), found[at]?.hashes ?? []]))
  return { rowsOfRun: (term) => rows.get(runTermKey(term)) ?? [] }
}

/**
 * How many rows a condition on a run asks for that no dataset can show, because the run's results came without their
 * texts: 0 for most runs. Throws as `resolveRuns` does, with which it shares its answers.
 */
export async function countRunRowsWithoutText(term: RunTerm, signal: AbortSignal): Promise<number> {
  return (await lookUp(term, signal)).withoutHash
}

async function lookUp(term: RunTerm, signal: AbortSignal): Promise<Answer> {
  signal.throwIfAborted()
  const key = runTermKey(term)
  const lookup = lookups.get(key) ?? startLookup(term, key)
  lookup.waiting += 1
  return new Promise((resolve, reject) => {
    function leave() {
      lookup.waiting -= 1
      signal.removeEventListener('abort', giveUp)
    }
    function giveUp() {
      leave()
      if (lookup.waiting === 0) lookup.abort.abort(signal.reason)
      reject(signal.reason)
    }
    signal.addEventListener('abort', giveUp)
    const settle = () => {
      if (signal.aborted) return
      leave()
      resolve(lookup.answer)
    }
    lookup.answer.then(settle, settle)
  })
}

function startLookup(term: RunTerm, key: string): Lookup {
  const abort = new AbortController()
  const lookup: Lookup = { answer: fetchAnswer(term, abort.signal), abort, waiting: 0 }
  const forget = () => {
    if (lookups.get(key) === lookup) lookups.delete(key)
  }
  lookups.set(key, lookup)
  abort.signal.addEventListener('abort', forget, { once: true })
  lookup.answer.then(() => setTimeout(forget, KEPT_MS), forget)
  return lookup
}

async function fetchAnswer({ run, from, to }: RunTerm, signal: AbortSignal): Promise<Answer> {
  const range = new URLSearchParams()
  if (from !== null) range.set('from', String(from))
  if (to !== null) range.set('to', String(to))
  let response: Response
  let answer: unknown
  try {
    response = await fetch(`/api/v1/runs/${encodeURIComponent(run)}/hashes?${range}`, { signal })
    answer = response.ok ? await response.json() : null
  } catch (cause) {
    if (signal.aborted) throw cause
    const reason = cause instanceof SyntaxError ? 'its answer is no JSON' : 'the server cannot be reached'
    throw new RunRowsError(run, reason, { cause })
  }
  if (response.status === 404) throw new RunRowsError(run, 'this server has no such run')
  if (!response.ok) throw new RunRowsError(run, `the server answered ${response.status}`)
  const parsed = answerSchema.safeParse(answer)
  if (!parsed.success) throw new RunRowsError(run, 'its answer cannot be read', { cause: parsed.error })
  return parsed.data
}
