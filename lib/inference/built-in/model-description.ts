import type { ConditionKey } from '@/lib/core/run'
import { MAX_TRAINING_BYTES, type TrainingPlan } from './training-plan'

/** The honest label of the built-in scorer. */
export const BUILT_IN_LABEL =
  'Built-in statistical scorer (n-gram + 19 style classes). Demonstrates the pipeline; not AlignXpert. Expect chance on content preferences.'

/** What the models of a run learnt from. `notes` are whole sentences for people; the first is the label. */
export interface ModelDescription {
  readonly label: string
  readonly folds: number
  readonly prompts: number
  /** UTF-8 bytes of text, the smallest and the largest fold. */
  readonly textBytes: readonly [number, number]
  /** Some fold learnt from a sample of its text or of its rows. */
  readonly isSampled: boolean
  readonly notes: readonly string[]
}

/** Describes a training plan in words and figures. */
export function describeModel(plan: TrainingPlan, condition: ConditionKey): ModelDescription {
  const bytes = plan.folds.map((fold) => fold.texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0))
  const notes = [
    BUILT_IN_LABEL,
    describeSource(plan, bytes),
    ...describeSampling(plan),
    ...describeEvidence(plan, condition),
  ]
  return {
    label: BUILT_IN_LABEL,
    folds: plan.folds.length,
    prompts: plan.foldOfPrompt.size,
    textBytes: [Math.min(...bytes), Math.max(...bytes)],
    isSampled: describeSampling(plan).length > 0,
    notes,
  }
}

function describeSource(plan: TrainingPlan, bytes: readonly number[]): string {
  if (plan.source === 'responses')
    return `Each of the ${plan.foldOfPrompt.size} posts is scored by a model that learnt from responses to other posts of this run only (${plan.folds.length} folds by post).`
  if (bytes.every((length) => length === 0))
    return 'All rows share one post and have no history under other posts, so nothing could be learnt: the reference takes every byte for equally likely.'
  return 'All rows share one post, so the model learnt from the comments and pairs of their histories under other posts.'
}

function describeSampling(plan: TrainingPlan): string[] {
  const notes: string[] = []
  const texts = Math.max(...plan.folds.map((fold) => fold.availableTextBytes))
  if (texts > MAX_TRAINING_BYTES)
    notes.push(
      `The reference learnt from a seeded sample of ${formatMegabytes(MAX_TRAINING_BYTES)} of text a fold, out of ${formatMegabytes(texts)}.`,
    )
  const cut = plan.folds.filter((fold) => fold.rows.length < fold.availableRows)
  if (cut.length > 0) {
    const rows = Math.min(...cut.map((fold) => fold.rows.length))
    const available = Math.max(...cut.map((fold) => fold.availableRows))
    notes.push(`The profile weights learnt from a seeded sample of at least ${rows} of ${available} rows a fold.`)
  }
  return notes
}

function describeEvidence(plan: TrainingPlan, condition: ConditionKey): string[] {
  if (condition === 'all') return ['Comments and pairs count; the demographic text is not read.']
  if (condition === 'ugc' || condition === 'pair') return []
  if (plan.folds.some((fold) => fold.rows.length === 0))
    return ['Some folds had no row with a profile to learn from: their rows are ties.']
  return ['The weights of the 90 dimensions were learnt on target pairs of other posts of this run.']
}

function formatMegabytes(bytes: number): string {
  return `${(bytes / 1_000_000).toFixed(1)} MB`
}
