import { z } from 'zod'
import { CONDITIONS, type ROLES } from './conditions'
import { exampleSchema } from './example'

export type Role = (typeof ROLES)[number]
export type ConditionKey = (typeof CONDITIONS)[number]['key']
export const conditionSchema = z.enum(CONDITIONS.map((condition) => condition.key))

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
