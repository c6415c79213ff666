import { z } from 'zod'
import { backendConfigSchema } from './backend'
import { ROLES } from './conditions'
import { runConfigSchema } from './run'
import { RUN_STATUSES } from './run-status'

export type RunStatus = (typeof RUN_STATUSES)[number]
export const runStatusSchema = z.enum(RUN_STATUSES)

const roleSchema = z.enum(ROLES)
const countSchema = z.int().min(0)

/** A template as a run used it. The SHA-256 is over the template rendered with a fixed persona. */
export const usedTemplateSchema = z.object({ key: z.string(), version: z.string(), sha256: z.string() })

/** What the models of a run say of themselves. */
export const modelNotesSchema = z.object({ policy: z.array(z.string()), reference: z.array(z.string()) })

/** What reading one imported file found. */
export const importedFileSchema = z.object({
  name: z.string(),
  lines: countSchema,
  /** Rows that can be used, one an `idx`. */
  rows: countSchema,
  /** Lines replaced by a later one with their `idx`; `conflicting` of them held other numbers. */
  duplicates: countSchema,
  conflicting: countSchema,
  /** Lines that cannot be used, `torn` ones among them. */
  faulty: countSchema,
  torn: countSchema,
  /** Lines with a sum below 0, which no probability gives; used all the same, as acc.py does. */
  negative: countSchema,
  /** The first lines at fault in words. */
  faults: z.array(z.object({ line: countSchema, field: z.string().nullable(), problem: z.string() })),
})
export type ImportedFile = z.infer<typeof importedFileSchema>

export const importReportSchema = z.object({
  policy: importedFileSchema,
  reference: importedFileSchema,
  joined: countSchema,
  onlyInPolicy: countSchema,
  onlyInReference: countSchema,
  /** In both files with different texts: left out. */
  mismatched: countSchema,
  /** Joined rows that carry the whole row, so that Explore can find them. */
  withExample: countSchema,
})
export type ImportReport = z.infer<typeof importReportSchema>

/** A run as the API shows it. Times are ISO 8601. */
export const runReportSchema = z.object({
  id: z.string(),
  kind: z.enum(['scored', 'import']),
  name: z.string(),
  status: runStatusSchema,
  /** `null` for an import. */
  config: runConfigSchema.nullable(),
  /** Rows of the run. */
  total: countSchema,
  /** As frozen at the start; `null` before, and for an import. */
  backends: z.object({ policy: backendConfigSchema, reference: backendConfigSchema }).nullable(),
  templates: z.array(usedTemplateSchema).nullable(),
  /** Sentences about each model, known once it scores. */
  models: modelNotesSchema.nullable(),
  codeVersion: z.string(),
  importing: importReportSchema.nullable(),
  error: z.string().nullable(),
  createdAt: z.iso.datetime(),
  startedAt: z.iso.datetime().nullable(),
  finishedAt: z.iso.datetime().nullable(),
})
export type RunReport = z.infer<typeof runReportSchema>

/** How far a run is. One event of its stream. */
export const runProgressSchema = z.object({
  status: runStatusSchema,
  /** Rows to score in each role. */
  total: countSchema,
  roles: z.array(z.object({ role: roleSchema, done: countSchema, failed: countSchema })),
  /** Scores over all roles, of `scoresWanted`. */
  scores: countSchema,
  scoresWanted: countSchema,
  /** Scores a second over the last seconds; `null` until two different moments were seen. */
  rate: z.number().nullable(),
  secondsLeft: z.number().nullable(),
  error: z.string().nullable(),
})
export type RunProgress = z.infer<typeof runProgressSchema>

/** One scored row. `margin` is in nats; `null` where a role is not scored yet. */
export const runResultSchema = z.object({
  idx: countSchema,
  hash: z.string().nullable(),
  margin: z.number().nullable(),
  controlMargin: z.number().nullable(),
  scores: z.array(
    z.object({
      role: roleSchema,
      nllChosen: z.number(),
      nllRejected: z.number(),
      promptTokens: countSchema.nullable(),
      promptTokensCut: countSchema.nullable(),
      chosenTokens: countSchema.nullable(),
      rejectedTokens: countSchema.nullable(),
      promptSha256: z.string().nullable(),
      durationMs: z.number().nullable(),
    }),
  ),
})
export type RunResult = z.infer<typeof runResultSchema>
