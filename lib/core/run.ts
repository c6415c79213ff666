import { z } from 'zod'
import { exampleSchema } from './example'

/** The part of a persona that the policy sees. Source: paper Table 3 (UGC, PAIR, DEMO, P) and the PBA scripts. */
export const CONDITIONS = [
  { key: 'ugc', label: 'UGC', template: 'ica', explanation: 'comments by the same user' },
  { key: 'pair', label: 'PAIR', template: 'ica', explanation: 'preference pairs by the same user' },
  { key: 'demo', label: 'DEMO', template: 'ica', explanation: 'the demographic text' },
  { key: 'all', label: 'P (all parts)', template: 'ica', explanation: 'UGC, pairs and demographic text' },
  { key: 'profile-given', label: 'PBA, given profile', template: 'pba', explanation: "the row's own profile text" },
  {
    key: 'profile-published',
    label: 'PBA, inferred (published rule)',
    template: 'pba',
    explanation: 'a profile inferred from the history by the published float32 rule',
  },
  {
    key: 'profile-exact',
    label: 'PBA, inferred (exact rule)',
    template: 'pba',
    explanation: 'a profile inferred from the history without the float32 asymmetry',
  },
  {
    key: 'golden',
    label: 'PBA, golden direction',
    template: 'pba',
    explanation: "the target pair's own direction: an upper bound, not a prediction",
  },
] as const

export type ConditionKey = (typeof CONDITIONS)[number]['key']
export const conditionSchema = z.enum(CONDITIONS.map((condition) => condition.key))

/**
 * Which numbers a result holds. `policy` and `reference` make the margin; the control pair scores the same responses
 * with another row's persona (a seeded derangement).
 */
export const ROLES = ['policy', 'reference', 'control-policy', 'control-reference'] as const
export type Role = (typeof ROLES)[number]

/** What a run was asked to do; frozen once it starts. */
export const runConfigSchema = z.object({
  name: z.string().trim().min(1).max(120),
  condition: conditionSchema,
  policyBackend: z.string().min(1),
  referenceBackend: z.string().min(1),
  /** Score each row once more with another row's persona. */
  control: z.boolean(),
  /** Seeds the sample, the control, the folds and the intervals. */
  seed: z.int().min(0).max(0xffffffff),
  source: z.object({
    label: z.string().min(1).max(200),
    /** The Explore query string that shows these rows, without `?`. */
    view: z.string().max(8000),
    /** Words of the filter, as the pills read. */
    filter: z.string().max(2000),
    synthetic: z.boolean(),
    /** Rows that met the filter, before sampling. */
    available: z.int().min(0),
    /** SHA-256 over the sorted content hashes of everything loaded. */
    datasetHash: z.string().regex(/^[0-9a-f]{64}$/),
  }),
})
export type RunConfig = z.infer<typeof runConfigSchema>

/** A row that a run scores. `idx` is its place in the run, from 0. */
export const runExampleSchema = z.object({
  idx: z.int().min(0),
  hash: z.string().regex(/^[0-9a-f]{32}$/),
  example: exampleSchema,
})
export type RunExample = z.infer<typeof runExampleSchema>

/** Sums of negative log-probabilities (nats, >= 0) of both responses, EOS included, with what was scored. */
export interface RoleScore {
  readonly nllChosen: number
  readonly nllRejected: number
  /** Prompt tokens scored, BOS included; `promptTokensCut` were cut from the left. */
  readonly promptTokens: number
  readonly promptTokensCut: number
  /** Response tokens, EOS included. */
  readonly chosenTokens: number
  readonly rejectedTokens: number
  /** SHA-256 of the whole prompt before truncation. */
  readonly promptSha256: string
  readonly durationMs: number
}
