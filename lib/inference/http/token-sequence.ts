import type { BackendConfig } from '@/lib/core/backend'
import { badScore } from './backend-fault'

/** What is scored: P(response | prompt), token by token. Both lists are whole: BOS first, EOS last. */
export interface TokenSequence {
  readonly promptIds: readonly number[]
  readonly responseIds: readonly number[]
  /** The text behind the ids, without BOS and EOS, for servers that take no ids; `null` for the others. */
  readonly text: string | null
}

/** The one contract of the HTTP backends. */
export interface Adapter {
  /** Whether the server takes no ids, so that a sequence must bring its `text`. */
  readonly needsText: boolean
  /**
   * One list a sequence, in order: log-probabilities in nats, one for each id of the response, EOS last, finite and not
   * above 0. Throws `InferenceError`: `backend-bad-score` where the answer is anything else.
   */
  readonly score: (sequences: readonly TokenSequence[], signal: AbortSignal) => Promise<readonly (readonly number[])[]>
}

/** Rounding may put the log-probability of a certain token this far above 0. */
const ABOVE_ZERO = 1e-4

/** vLLM writes minus infinity as -9999, llama.cpp as the lowest float. */
const MINUS_INFINITY = -9998

/** All ids of a sequence in order. */
export function joinIds({ promptIds, responseIds }: TokenSequence): number[] {
  return [...promptIds, ...responseIds]
}

/** The values as log-probabilities of the response's ids. Throws `backend-bad-score`. */
export function checkLogProbabilities(
  backend: BackendConfig,
  { responseIds }: TokenSequence,
  values: readonly (number | null | undefined)[],
): number[] {
  if (values.length !== responseIds.length)
    throw badScore(backend, `it gave ${values.length} log-probabilities for ${responseIds.length} tokens`)
  return values.map((value, place) => {
    const where = `token ${place} of ${responseIds.length} (id ${responseIds[place]})`
    if (value === null || value === undefined || !Number.isFinite(value))
      throw badScore(backend, `${where} has no log-probability: the server gave ${value}`)
    if (value > ABOVE_ZERO) throw badScore(backend, `${where} has the log-probability ${value}, which is above 0`)
    if (value < MINUS_INFINITY) throw badScore(backend, `${where} has probability 0 (${value})`)
    return Math.min(0, value)
  })
}

/** The server must have seen exactly the ids that were sent. `null` when it does not say. Throws `backend-bad-score`. */
export function checkPromptCount(backend: BackendConfig, counted: number | null | undefined, sent: number): void {
  if (counted === null || counted === undefined || counted === sent) return
  throw badScore(
    backend,
    `it counted ${counted} tokens where ${sent} were sent: it added a BOS, cut the text or tokenised it again`,
  )
}

/** The ids that the server says it scored must be ours. Throws `backend-bad-score`. */
export function checkIds(backend: BackendConfig, theirs: readonly (number | null)[], ours: readonly number[]): void {
  const place = ours.findIndex((id, index) => theirs[index] !== id)
  if (place < 0 && theirs.length === ours.length) return
  throw badScore(
    backend,
    place < 0
      ? `it scored ${theirs.length} tokens where ${ours.length} were meant`
      : `its token ${place} is ${theirs[place] ?? 'missing'} where ours is ${ours[place]}: the tokenizers differ, or it added a BOS`,
  )
}

/** Sequences' answers by their index, all present and none twice. Throws `backend-bad-score`. */
export function sortByIndex<Choice extends { readonly index: number }>(
  backend: BackendConfig,
  choices: readonly Choice[],
  count: number,
): Choice[] {
  const sorted = choices.toSorted((a, b) => a.index - b.index)
  if (sorted.length === count && sorted.every((choice, place) => choice.index === place)) return sorted
  throw badScore(
    backend,
    `it answered ${count} sequences with the choices ${sorted.map((choice) => choice.index).join(', ') || 'none'}`,
  )
}
