import { z } from 'zod'

/** What can be recorded as a change. */
export const EVENT_KINDS = [
  'annotator-created',
  'annotator-changed',
  'project-created',
  'project-changed',
  'guideline-added',
  'queue-created',
  'queue-opened',
  'queue-changed',
  'submitted',
  'revised',
  'skipped',
  'undone',
  'adjudicated',
  'imported',
] as const
/** One of `EVENT_KINDS`. */
export type EventKind = (typeof EVENT_KINDS)[number]

/** A change: who, when, what was before and what is after; `null` where there is nothing. */
export const annotationEventSchema = z.object({
  id: z.int(),
  itemId: z.string().nullable(),
  actorId: z.string(),
  actorName: z.string(),
  kind: z.enum(EVENT_KINDS),
  before: z.unknown(),
  after: z.unknown(),
  at: z.iso.datetime(),
})
export type AnnotationEvent = z.infer<typeof annotationEventSchema>
/** A page of changes, newest first; `next` is the cursor of the one after, `null` at the end. */
export const eventPageSchema = z.object({ events: z.array(annotationEventSchema), next: z.int().nullable() })
