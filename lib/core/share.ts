import { z } from 'zod'
import { nameSchema } from './backend'
import { BACKEND_KINDS } from './backend-kinds'
import { conditionSchema } from './run'
import { importReportSchema, modelNotesSchema, runStatusSchema, usedTemplateSchema } from './run-report'
import { runSummarySchema } from './run-summary'

/** A backend as a shared page names it: never its address or settings. */
const sharedBackendSchema = z.object({
  name: z.string(),
  kind: z.enum(BACKEND_KINDS.map((kind) => kind.key)),
  model: z.string(),
})

/** Where frozen numbers came from. What an import does not know is `null`. */
export const provenanceSchema = z.object({
  source: z.string().nullable(),
  /** SHA-256 over the sorted content hashes of everything that was loaded. */
  datasetHash: z.string().nullable(),
  /** Words of the filter. */
  filter: z.string().nullable(),
  /** Rows that met the filter, and how many of them were scored as a sample. */
  available: z.int().nullable(),
  sampled: z.int(),
  synthetic: z.boolean().nullable(),
  condition: conditionSchema.nullable(),
  seed: z.int().nullable(),
  templates: z.array(usedTemplateSchema),
  policy: sharedBackendSchema.nullable(),
  reference: sharedBackendSchema.nullable(),
  models: modelNotesSchema.nullable(),
  importing: importReportSchema.nullable(),
  codeVersion: z.string(),
  /** When the run finished, ISO 8601. */
  finishedAt: z.iso.datetime().nullable(),
})
export type Provenance = z.infer<typeof provenanceSchema>

/** A result frozen for a read-only page: everything the page draws. Under 100 kB. */
export const sharePayloadSchema = z.object({
  version: z.literal(1),
  run: z.object({ id: z.string(), name: z.string(), status: runStatusSchema, kind: z.enum(['scored', 'import']) }),
  summary: runSummarySchema,
  provenance: provenanceSchema,
})
export type SharePayload = z.infer<typeof sharePayloadSchema>

export const newShareSchema = z.strictObject({
  runId: z.string().min(1).max(64),
  title: nameSchema,
  /** `null` for a link without end. */
  expiresAt: z.iso.datetime().nullable().default(null),
})
export type NewShare = z.infer<typeof newShareSchema>

/** A share in the list of the local administrator. Times are ISO 8601. */
export const shareReportSchema = z.object({
  token: z.string(),
  runId: z.string().nullable(),
  title: z.string(),
  /** Whether the rows were made by the sample generator; `null` where an import does not know. */
  synthetic: z.boolean().nullable(),
  createdAt: z.iso.datetime(),
  revokedAt: z.iso.datetime().nullable(),
  expiresAt: z.iso.datetime().nullable(),
})
export type ShareReport = z.infer<typeof shareReportSchema>

/** What a link opens. */
export const openShareSchema = z.object({
  title: z.string(),
  createdAt: z.iso.datetime(),
  expiresAt: z.iso.datetime().nullable(),
  payload: sharePayloadSchema,
})
export type OpenShare = z.infer<typeof openShareSchema>
