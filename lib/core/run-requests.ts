import { z } from 'zod'
import { backendSchema, nameSchema } from './backend'
import { integerText } from './integer-text'
import { runConfigSchema, runExampleSchema } from './run'
import { MAX_CHUNK_ROWS } from './run-limits'
import { runReportSchema, runResultSchema } from './run-report'

/** An id in a path. */
export const idParamsSchema = z.object({ id: z.string().min(1).max(200) })
/** The token of a share in a path. */
export const tokenParamsSchema = z.object({ token: z.string().min(1).max(200) })

/** A finite number in a query string, as JSON writes it. */
const numberText = z
  .string()
  .max(40)
  .regex(/^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/, 'must be a number')
  .transform(Number)
  .refine(Number.isFinite, 'must be finite')

/** A run to make. Its name is a line of text. */
export const newRunSchema = runConfigSchema.extend({ name: nameSchema })

/** Rows on their way to a run. */
export const examplesChunkSchema = z.strictObject({ examples: z.array(runExampleSchema).min(1).max(MAX_CHUNK_ROWS) })

/** The rows that were sent in all: a lost chunk is seen. */
export const startRunSchema = z.strictObject({ rows: z.int().min(1) })

const evalFileSchema = z.strictObject({ name: nameSchema, text: z.string() })
/** Two `eval_data` JSONL texts. As multipart/form-data: the field `name`, the files `policy` and `reference`. */
export const importRunSchema = z.strictObject({ name: nameSchema, policy: evalFileSchema, reference: evalFileSchema })

export const runListQuerySchema = z.object({
  limit: integerText(1, 100).default(50),
  /** The `next` of the page before. */
  cursor: z.string().max(64).optional(),
})
export const runListSchema = z.object({ runs: z.array(runReportSchema), next: z.string().nullable() })

export const resultsQuerySchema = z.object({
  limit: integerText(1, 1000).default(200),
  /** The `next` of the page before; -1 for the first page. */
  cursor: integerText(-1, 2_147_483_647).default(-1),
})
export const resultPageSchema = z.object({ rows: z.array(runResultSchema), next: z.int().nullable() })

/** Margins in [from, to), in nats; without one of them that end is open. */
export const hashesQuerySchema = z
  .object({ from: numberText.optional(), to: numberText.optional() })
  .refine(({ from, to }) => from === undefined || to === undefined || from <= to, 'from must not be above to')
export const hashesSchema = z.object({
  hashes: z.array(z.string()),
  /** Rows in the range whose texts are not known. */
  withoutHash: z.int().min(0),
})

export const exportQuerySchema = z.object({
  role: z.enum(['policy', 'reference', 'control-policy', 'control-reference']),
})

export const backendListSchema = z.object({ backends: z.array(backendSchema) })
export const healthSchema = z.object({
  version: z.string(),
  database: z.string(),
  activeRuns: z.int().min(0),
})
