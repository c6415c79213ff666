import { z } from 'zod'
import { nameSchema } from '@/lib/core/backend'

/** An admin does everything, an annotator answers, a viewer reads. */
export const annotatorRoleSchema = z.enum(['admin', 'annotator', 'viewer'])
export type AnnotatorRole = z.infer<typeof annotatorRoleSchema>

/** Someone who annotates or administers. Times are ISO 8601. */
export const annotatorSchema = z.object({
  id: z.string(),
  name: z.string(),
  role: annotatorRoleSchema,
  isArchived: z.boolean(),
  createdAt: z.iso.datetime(),
})
export type Annotator = z.infer<typeof annotatorSchema>

/** An annotator to add. */
export const newAnnotatorSchema = z.strictObject({ name: nameSchema, role: annotatorRoleSchema.default('annotator') })
export type NewAnnotator = z.output<typeof newAnnotatorSchema>

/** What changes of an annotator; what is absent stays. */
export const annotatorChangeSchema = z.strictObject({
  name: nameSchema.optional(),
  role: annotatorRoleSchema.optional(),
  isArchived: z.boolean().optional(),
})
export type AnnotatorChange = z.output<typeof annotatorChangeSchema>

/** The answer to who can annotate. */
export const annotatorListSchema = z.object({
  /** Who the request was made by. */
  me: annotatorSchema,
  annotators: z.array(annotatorSchema),
})
