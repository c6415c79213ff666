import { z } from 'zod'
import { partAgreementSchema } from './agreement-report'
import { datasetDisagreementSchema } from './dataset-report'
import { suggestionTimeSchema } from './project'
import { questionsSchema } from './question'
import { queueSchema } from './queue'

/** What a project's exports rest on. */
export const annotationManifestSchema = z.object({
  format: z.literal('alignx-lens-annotations'),
  version: z.literal(1),
  project: z.object({
    id: z.string(),
    name: z.string(),
    questions: questionsSchema,
    isBlind: z.boolean(),
    suggestions: suggestionTimeSchema,
  }),
  /** The newest version and the SHA-256 of its text; annotations name the version that they were made under. */
  guidelines: z.object({ version: z.int(), sha256: z.string() }),
  queues: z.array(queueSchema.pick({ id: true, name: true, purpose: true, config: true, overlap: true, items: true })),
  counts: z.object({ items: z.int(), annotations: z.int(), adjudications: z.int(), annotators: z.int() }),
  /** The JSONL export without names: its lines and its SHA-256, the same as long as nothing changes. */
  data: z.object({ lines: z.int(), bytes: z.int(), sha256: z.string() }),
  /** By question as a whole, before adjudication, and against the dataset. */
  agreement: z.array(partAgreementSchema),
  dataset: z.array(datasetDisagreementSchema),
  /** The version of the app that wrote it. */
  codeVersion: z.string(),
  citation: z.string(),
})
export type AnnotationManifest = z.infer<typeof annotationManifestSchema>
