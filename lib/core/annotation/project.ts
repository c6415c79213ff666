import { z } from 'zod'
import { nameSchema } from '@/lib/core/backend'
import { questionsSchema } from './question'

/** Text of several lines that PostgreSQL can hold: no U+0000, no half characters. */
function paragraphsSchema(most: number) {
  return z
    .string()
    .max(most)
    .refine((text) => text.isWellFormed() && !text.includes('\u0000'), 'must be well-formed text without U+0000')
}

const guidelineTextSchema = paragraphsSchema(100_000)
/** What is said after a training item. */
export const explanationSchema = paragraphsSchema(5000)

/** When an annotator sees the suggestions: never, with the item, or only once it is answered. */
export const suggestionTimeSchema = z.enum(['never', 'before', 'after'])

/** A version of a project's guidelines, in Markdown. */
export const guidelineSchema = z.object({
  version: z.int(),
  text: z.string(),
  createdBy: z.string(),
  createdAt: z.iso.datetime(),
})
export type Guideline = z.infer<typeof guidelineSchema>
/** Versions of guidelines, newest first. */
export const guidelineListSchema = z.object({ guidelines: z.array(guidelineSchema) })
/** The next version of the guidelines, in Markdown. */
export const newGuidelineSchema = z.strictObject({ text: guidelineTextSchema })

/** A project to make. */
export const newProjectSchema = z.strictObject({
  name: nameSchema,
  questions: questionsSchema,
  guidelines: guidelineTextSchema.default(''),
  suggestions: suggestionTimeSchema.default('never'),
})
export type NewProject = z.output<typeof newProjectSchema>

/** The questions may change until the first annotation. */
export const projectChangeSchema = z.strictObject({
  name: nameSchema.optional(),
  status: z.enum(['open', 'closed']).optional(),
  questions: questionsSchema.optional(),
  suggestions: suggestionTimeSchema.optional(),
})
export type ProjectChange = z.output<typeof projectChangeSchema>

/** A project as the API shows it. */
export const projectSchema = z.object({
  id: z.string(),
  name: z.string(),
  status: z.enum(['open', 'closed']),
  questions: questionsSchema,
  /** Annotators do not learn which response was chosen. */
  isBlind: z.boolean(),
  suggestions: suggestionTimeSchema,
  /** The newest version; earlier ones are read apart. */
  guidelines: guidelineSchema,
  items: z.int(),
  annotations: z.int(),
  createdAt: z.iso.datetime(),
})
export type Project = z.infer<typeof projectSchema>
/** Projects, newest first. */
export const projectListSchema = z.object({ projects: z.array(projectSchema) })
