import { z } from 'zod'
import { ROLES } from './conditions'

/** Which prompt of a run to show. */
export const promptPreviewQuerySchema = z.object({
  idx: z
    .string()
    .regex(/^\d{1,9}$/, 'must be a whole number')
    .transform(Number),
  role: z.enum(ROLES),
})

const countSchema = z.int().min(0)

/** The exact prompt that a role of a run sees for one row, before truncation. */
export const promptPreviewSchema = z.object({
  idx: countSchema,
  role: z.enum(ROLES),
  template: z.string(),
  version: z.string(),
  sha256: z.string(),
  /** `none` when the persona has nothing of what the condition shows. */
  evidence: z.enum(['some', 'none']),
  text: z.string(),
  /** UTF-16 code units, `end` excluded; without gaps. */
  parts: z.array(z.object({ kind: z.string(), start: countSchema, end: countSchema })),
  /** As the role's backend counts, BOS and EOS included; `null` where it could not say, with the reason. */
  tokens: z
    .object({
      prompt: countSchema,
      /** Cut from the left by the published limit; the first `cutCharacters` code units of the text are gone. */
      promptCut: countSchema,
      cutCharacters: countSchema,
      chosen: countSchema,
      rejected: countSchema,
    })
    .nullable(),
  tokensProblem: z.string().nullable(),
})
export type PromptPreview = z.infer<typeof promptPreviewSchema>
