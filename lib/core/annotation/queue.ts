import { z } from 'zod'
import { nameSchema } from '@/lib/core/backend'
import { exampleSchema } from '@/lib/core/example'
import { runConfigSchema } from '@/lib/core/run'
import { MAX_CHUNK_ROWS } from '@/lib/core/run-limits'
import { answersSchema } from './answer'
import { explanationSchema } from './project'

/** Items that one queue may have. */
export const MAX_QUEUE_ITEMS = 50_000

const shareSchema = z.int().min(1).max(MAX_QUEUE_ITEMS).nullable()
const goldEverySchema = z.int().min(2).max(1000)
const dueSchema = z.iso.datetime().nullable()

/** Where the rows of a queue come from and how they are handed out. */
export const queueConfigSchema = z.strictObject({
  source: runConfigSchema.shape.source,
  /** Seeds the sample, the order and the sides. */
  seed: z.int().min(0).max(0xffffffff),
  order: z.enum(['given', 'random']).default('random'),
  /** Suggestions kept with each item: the profile of its history, and what a run prefers. */
  suggest: z
    .strictObject({
      profile: z.enum(['published', 'exact']).nullable().default(null),
      runId: z
        .string()
        .regex(/^[\w-]{1,64}$/)
        .nullable()
        .default(null),
    })
    .default({ profile: null, runId: null }),
})
export type QueueConfig = z.output<typeof queueConfigSchema>

/**
 * Work is annotated `overlap` times. Gold items, hidden among the work, and training items, which come first and show the
 * expected answers afterwards, are given to every annotator.
 */
export const queuePurposeSchema = z.enum(['work', 'gold', 'training'])

/** A queue to make; its items follow in chunks. */
export const newQueueSchema = z.strictObject({
  name: nameSchema,
  purpose: queuePurposeSchema.default('work'),
  config: queueConfigSchema,
  overlap: z.int().min(1).max(50).default(1),
  /** Items that one annotator gets at most; `null` for all. */
  share: shareSchema.default(null),
  goldEvery: goldEverySchema.default(10),
  dueAt: dueSchema.default(null),
})
export type NewQueue = z.output<typeof newQueueSchema>

/** What changes of a queue; what is absent stays. */
export const queueChangeSchema = z.strictObject({
  name: nameSchema.optional(),
  status: z.enum(['open', 'paused']).optional(),
  share: shareSchema.optional(),
  goldEvery: goldEverySchema.optional(),
  dueAt: dueSchema.optional(),
})
export type QueueChange = z.output<typeof queueChangeSchema>

/** A queue as the API shows it. */
export const queueSchema = z.object({
  id: z.string(),
  projectId: z.string(),
  name: z.string(),
  purpose: queuePurposeSchema,
  status: z.enum(['collecting', 'open', 'paused']),
  config: queueConfigSchema,
  overlap: z.int(),
  share: z.int().nullable(),
  goldEvery: z.int(),
  dueAt: z.iso.datetime().nullable(),
  items: z.int(),
  createdAt: z.iso.datetime(),
  openedAt: z.iso.datetime().nullable(),
})
export type Queue = z.infer<typeof queueSchema>
/** The queues of a project, oldest first. */
export const queueListSchema = z.object({ queues: z.array(queueSchema) })

/** A row on its way to a queue. `idx` is its place in the sample, from 0. */
export const queueItemSchema = z.strictObject({
  idx: z.int().min(0),
  hash: z.string().regex(/^[0-9a-f]{32}$/),
  example: exampleSchema,
  /** The right answers of a gold or training item. */
  expected: answersSchema.nullable().default(null),
  /** Shown after a training item. */
  explanation: explanationSchema.default(''),
})
export type QueueItem = z.output<typeof queueItemSchema>
/** Some of the rows of a queue. */
export const itemsChunkSchema = z.strictObject({ items: z.array(queueItemSchema).min(1).max(MAX_CHUNK_ROWS) })

/** What came of a chunk: items of the queue now, and rows of the chunk that another queue of the project holds already. */
export const itemsAddedSchema = z.object({ items: z.int(), elsewhere: z.array(z.string()) })
export type ItemsAdded = z.infer<typeof itemsAddedSchema>

/** The items that the queue must have: a lost chunk is seen. */
export const openQueueSchema = z.strictObject({ items: z.int().min(1) })
