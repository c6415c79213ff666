import { z } from 'zod'
import { exampleSchema } from '@/lib/core/example'
import { partAgreementSchema } from './agreement-report'
import { answersSchema } from './answer'
import { datasetDisagreementSchema } from './dataset-report'
import { annotationEventSchema } from './event'
import { queuePurposeSchema } from './queue'
import { suggestionSchema } from './task'

/** Times at an item in milliseconds, over `n` annotations whose time is known; `null` for none. */
const timesSchema = z.object({ n: z.int(), median: z.number().nullable(), p90: z.number().nullable() })

/** How far a queue is. */
export const queueProgressSchema = z.object({
  id: z.string(),
  name: z.string(),
  purpose: queuePurposeSchema,
  items: z.int(),
  /** Annotations wanted in all; `null` for gold and training, which everyone gets. */
  seats: z.int().nullable(),
  annotations: z.int(),
  leased: z.int(),
  /** Items of work with all their annotations. */
  complete: z.int(),
  /** Items that someone skipped. */
  skipped: z.int(),
  dueAt: z.iso.datetime().nullable(),
})

/** How far an annotator is in a project. */
export const annotatorProgressSchema = z.object({
  id: z.string(),
  name: z.string(),
  done: z.int(),
  leased: z.int(),
  skipped: z.int(),
  drafts: z.int(),
  revised: z.int(),
  lastAt: z.iso.datetime().nullable(),
  /** As the annotator's browser measured it, and from the first lease to the first submit. */
  activeMs: timesSchema,
  elapsedMs: timesSchema,
  /** Expected answers to gold and training items, by question, and those that were right. */
  gold: z.object({ questions: z.int(), correct: z.int() }),
  training: z.object({ questions: z.int(), correct: z.int() }),
})

/** How far a project is. */
export const projectProgressSchema = z.object({
  queues: z.array(queueProgressSchema),
  annotators: z.array(annotatorProgressSchema),
  adjudicated: z.int(),
})
export type ProjectProgress = z.infer<typeof projectProgressSchema>

/** Agreement of a project's annotations of work, without adjudication. */
export const agreementSchema = z.object({
  /** The two annotators it is about; `null` for all. Only of two is there Cohen's kappa. */
  annotators: z.array(z.string()).nullable(),
  items: z.int(),
  annotations: z.int(),
  /** Seeds the intervals. */
  seed: z.int(),
  parts: z.array(partAgreementSchema),
  dataset: z.array(datasetDisagreementSchema),
})
export type AgreementReport = z.infer<typeof agreementSchema>

/** An item in the list of an adjudicator. */
export const disputedItemSchema = z.object({
  id: z.string(),
  queueId: z.string(),
  hash: z.string(),
  /** The first characters of the post. */
  prompt: z.string(),
  annotations: z.int(),
  /** How much they differ, in [0, 1]. */
  disagreement: z.number(),
  isAdjudicated: z.boolean(),
})
/** A page of items, the most disputed first; `next` is the cursor of the one after, `null` at the end. */
export const disputedItemPageSchema = z.object({ items: z.array(disputedItemSchema), next: z.string().nullable() })
export type DisputedItemPage = z.infer<typeof disputedItemPageSchema>

/** The answers of one annotator, for an adjudicator. */
export const itemAnnotationSchema = z.object({
  taskId: z.string(),
  annotatorId: z.string(),
  annotatorName: z.string(),
  answers: answersSchema,
  guidelineVersion: z.int(),
  suggestionsShown: z.enum(['none', 'before', 'after']),
  activeMs: z.int().nullable(),
  revision: z.int(),
  origin: z.enum(['app', 'import']),
  submittedAt: z.iso.datetime(),
})

/** The final answers to an item, as they stand. */
export const adjudicationSchema = z.object({
  answers: answersSchema,
  reason: z.string(),
  decidedBy: z.string(),
  revision: z.int(),
  decidedAt: z.iso.datetime(),
})

/** An item with everything that was said about it, for an adjudicator. */
export const itemDetailSchema = z.object({
  id: z.string(),
  projectId: z.string(),
  queueId: z.string(),
  hash: z.string(),
  example: exampleSchema,
  expected: answersSchema.nullable(),
  suggestions: z.array(suggestionSchema),
  disagreement: z.number().nullable(),
  annotations: z.array(itemAnnotationSchema),
  skips: z.array(
    z.object({ annotatorId: z.string(), annotatorName: z.string(), reason: z.string(), note: z.string() }),
  ),
  adjudication: adjudicationSchema.nullable(),
  events: z.array(annotationEventSchema),
})
export type ItemDetail = z.infer<typeof itemDetailSchema>

/** The final answers to an item; the reason is kept with them. */
export const adjudicateSchema = z.strictObject({ answers: answersSchema, reason: z.string().trim().min(1).max(5000) })
export type Adjudicate = z.output<typeof adjudicateSchema>
