import { computeMargin } from '@/lib/core/accuracy'
import { learnedLengthMargin, longerMargin } from '@/lib/core/baselines'
import type { Example } from '@/lib/core/example'
import { createRandom, derange, deriveSeed } from '@/lib/core/random'
import type { ConditionKey, RoleScore } from '@/lib/core/run'
import type { SummaryRow } from '@/lib/core/run-summary'
import type { Scorer, ScoringItem } from '@/lib/inference'
import { UsageError } from './command-error'

const BATCH = 32

/** The scores of a row under both models; the control's only where one was asked for. */
export interface ScoredExample {
  readonly example: Example
  readonly policy: RoleScore
  readonly reference: RoleScore
  readonly control: { readonly policy: RoleScore; readonly reference: RoleScore } | null
}

interface Work {
  readonly condition: ConditionKey
  readonly policy: Scorer
  readonly reference: Scorer
  readonly signal: AbortSignal
}

/** Scores all rows in order; with `controlSeed` once more with another row's persona. Throws `InferenceError`. */
export async function scoreExamples(
  examples: readonly Example[],
  work: Work,
  controlSeed: number | null,
): Promise<ScoredExample[]> {
  const own = await scorePairs(examples, examples, work)
  const control = controlSeed === null ? null : await scorePairs(examples, exchange(examples, controlSeed), work)
  return own.map((scores, idx) => ({ ...scores, control: control?.[idx] ?? null }))
}

function exchange(examples: readonly Example[], seed: number): Example[] {
  const places = derange(examples.length, createRandom(deriveSeed(seed, 'control')))
  if (!places) throw new UsageError('The control shows each row the persona of another one: it needs two rows or more')
  return places.flatMap((place) => examples[place] ?? [])
}

async function scorePairs(examples: readonly Example[], personas: readonly Example[], work: Work) {
  const { condition, signal } = work
  const scored: { example: Example; policy: RoleScore; reference: RoleScore }[] = []
  for (let start = 0; start < examples.length; start += BATCH) {
    const itemsOf = (role: ScoringItem['role']) =>
      examples.slice(start, start + BATCH).map((example, place) => {
        const idx = start + place
        return { idx, example, persona: personas[idx] ?? example, condition, role }
      })
    const policy = await work.policy.score(itemsOf('policy'), signal)
    const reference = await work.reference.score(itemsOf('reference'), signal)
    examples.slice(start, start + BATCH).forEach((example, place) => {
      const scores = { policy: policy[place], reference: reference[place] }
      if (!scores.policy || !scores.reference)
        throw new RangeError(`The backend gave no score for row ${start + place}`)
      scored.push({ example, policy: scores.policy, reference: scores.reference })
    })
  }
  return scored
}

/** A scored row as the summary of a run takes it. */
export function toSummaryRow({ example, policy, reference, control }: ScoredExample): SummaryRow {
  return {
    margin: computeMargin(policy, reference),
    controlMargin: control && computeMargin(control.policy, control.reference),
    promptKey: example.prompt,
    longerMargin: longerMargin(example),
    learnedLengthMargin: learnedLengthMargin(example),
    tokens: {
      prompt: policy.promptTokens,
      promptCut: policy.promptTokensCut,
      chosen: policy.chosenTokens,
      rejected: policy.rejectedTokens,
    },
  }
}
