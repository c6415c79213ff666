import type { Direction } from '@/lib/core/direction'
import type { Example } from '@/lib/core/example'
import { parseProfile } from '@/lib/core/profile-text'
import { conditionProfile } from '@/lib/core/prompts-condition'
import { createRandom, deriveSeed, shuffle } from '@/lib/core/random'
import type { ConditionKey } from '@/lib/core/run'

/** Folds of a run with at least that many different posts. */
const FOLDS = 5

/** UTF-8 bytes of text that one fold learns from at most; beyond it a seeded sample is taken. */
export const MAX_TRAINING_BYTES = 1_000_000

/** A target pair with the profile of its reader, for the weights of a PBA condition. */
export interface ProfileRow {
  readonly prompt: string
  readonly chosen: string
  readonly rejected: string
  readonly profile: Direction
}

/** What the model of one fold learns from. None of it belongs to a post that the fold scores. */
export interface FoldPlan {
  readonly fold: number
  readonly texts: readonly string[]
  readonly rows: readonly ProfileRow[]
  /** Sizes before sampling, UTF-8 bytes of texts and number of rows. */
  readonly availableTextBytes: number
  readonly availableRows: number
}

/** The cross-fitting of a run: which fold scores a post, and what each fold learns from. */
export interface TrainingPlan {
  readonly folds: readonly FoldPlan[]
  readonly foldOfPrompt: ReadonlyMap<string, number>
  /** `history` when all rows share one post: then the models learn from the history items under other posts. */
  readonly source: 'responses' | 'history'
}

/**
 * Splits the posts of `examples` into 5 folds (fewer when there are fewer posts) and gathers, for each, the responses
 * to the posts of the other folds. Depends on the texts and `seed` alone, not on the order of texts.
 */
export function planTraining(examples: readonly Example[], seed: number, condition: ConditionKey): TrainingPlan {
  const prompts = shuffle([...new Set(examples.map((example) => example.prompt))].sort(), seeded(seed, 'folds'))
  const count = Math.max(1, Math.min(FOLDS, prompts.length))
  const foldOfPrompt = new Map(prompts.map((prompt, place) => [prompt, place % count]))
  const folds = Array.from({ length: count }, (_, fold): FoldPlan => {
    const others = examples.filter((example) => foldOfPrompt.get(example.prompt) !== fold)
    const available = count > 1 ? others.flatMap(targetTexts) : examples.flatMap(historyTexts)
    const texts = [...new Set(available)].sort()
    const rows = others.flatMap((example) => readProfileRow(example, condition))
    return {
      fold,
      texts: sampleBytes(texts, utf8Length, seeded(seed, `texts ${fold}`)),
      rows: sampleBytes(rows, rowLength, seeded(seed, `rows ${fold}`)),
      availableTextBytes: texts.reduce((sum, text) => sum + utf8Length(text), 0),
      availableRows: rows.length,
    }
  })
  return { folds, foldOfPrompt, source: count > 1 ? 'responses' : 'history' }
}

function targetTexts(example: Example): string[] {
  return [example.chosen, example.rejected]
}

function historyTexts({ prompt, ugc, pairs }: Example): string[] {
  return [
    ...ugc.filter((item) => item.prompt !== prompt).map((item) => item.comment),
    ...pairs.filter((item) => item.prompt !== prompt).flatMap((item) => [item.chosen, item.rejected]),
  ]
}

function readProfileRow(example: Example, condition: ConditionKey): ProfileRow[] {
  const text = conditionProfile(example, condition)
  if (text === null) return []
  const { prompt, chosen, rejected } = example
  return [{ prompt, chosen, rejected, profile: parseProfile(text).direction }]
}

/** The items in a random order until the next would pass the cap; at least one. */
function sampleBytes<Item extends string | ProfileRow>(
  items: readonly Item[],
  lengthOf: (item: Item) => number,
  random: () => number,
): Item[] {
  let bytes = 0
  const taken: Item[] = []
  for (const item of shuffle(items, random)) {
    bytes += lengthOf(item)
    if (bytes > MAX_TRAINING_BYTES && taken.length > 0) break
    taken.push(item)
  }
  return taken
}

function utf8Length(text: string): number {
  return Buffer.byteLength(text)
}

function rowLength(row: ProfileRow): number {
  return utf8Length(row.chosen) + utf8Length(row.rejected)
}

function seeded(seed: number, purpose: string): () => number {
  return createRandom(deriveSeed(seed, `built-in scorer: ${purpose}`))
}
