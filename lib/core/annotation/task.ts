import { z } from 'zod'
import { pairItemSchema, ugcItemSchema } from '@/lib/core/example'
import { answerSchema, givenAnswerSchema, givenAnswersSchema } from './answer'
import { MAX_ANSWER_TEXT } from './question'

/** What a model says about a question of an item. */
export const suggestionSchema = z.object({
  question: z.string(),
  /** The profile by the published or the exact rule, or a run's prediction. */
  origin: z.enum(['profile-published', 'profile-exact', 'run']),
  /** The run's name; empty for a profile. */
  label: z.string(),
  answer: answerSchema,
  /** The run's margin in nats; `null` for a profile. */
  score: z.number().nullable(),
})
export type Suggestion = z.infer<typeof suggestionSchema>

/** A suggestion as an annotator sees it: responses named by their sides. */
export const shownSuggestionSchema = suggestionSchema.extend({ answer: givenAnswerSchema })
export type ShownSuggestion = z.infer<typeof shownSuggestionSchema>

/** What an annotator sees of an item. Which response was chosen is not in it. */
export const shownItemSchema = z.object({
  prompt: z.string(),
  left: z.string(),
  right: z.string(),
  /** 90 characters `+`, `0`, `-`, where the project asks about it; `null` elsewhere and where there is none. */
  direction: z.string().nullable(),
  demographics: z.string().nullable(),
  ugc: z.array(ugcItemSchema.omit({ direction: true })),
  pairs: z.array(pairItemSchema.omit({ direction: true })),
  profile: z.string().nullable(),
})

/** A task is held, given up or run out, answered, or let go for good. */
export const taskStateSchema = z.enum(['leased', 'expired', 'done', 'skipped'])

/** One annotator's turn at one item. */
export const taskSchema = z.object({
  id: z.string(),
  projectId: z.string(),
  queueId: z.string(),
  itemId: z.string(),
  state: taskStateSchema,
  /** The expected answers are shown afterwards. A gold item looks like any other. */
  isTraining: z.boolean(),
  /** The content hash, for a link to the row; `null` in a blind project. */
  hash: z.string().nullable(),
  item: shownItemSchema,
  /** `null` in a blind project. */
  chosenSide: z.enum(['left', 'right']).nullable(),
  dueAt: z.iso.datetime().nullable(),
  leaseUntil: z.iso.datetime().nullable(),
  draft: z.object({ answers: givenAnswersSchema, savedAt: z.iso.datetime() }).nullable(),
  /** What was submitted last. */
  answers: givenAnswersSchema.nullable(),
  revision: z.int(),
  /** Empty unless they are shown before, or shown after and the task is done. */
  suggestions: z.array(shownSuggestionSchema),
  skipReason: z.string().nullable(),
})
export type Task = z.infer<typeof taskSchema>

/** How many tasks an annotator wants to hold: the one at hand and those loaded ahead. */
export const takeTasksSchema = z.strictObject({ count: z.int().min(1).max(5).default(2) })

/** Why there are no more tasks: everything is done, others hold the rest, the share is used up, nothing is open. */
const shortageSchema = z.enum(['all-done', 'held-by-others', 'share-used', 'nothing-open'])
export type Shortage = z.infer<typeof shortageSchema>
/** The tasks that an annotator holds now. */
export const tasksTakenSchema = z.object({
  /** The earliest first; those held already come again. */
  tasks: z.array(taskSchema),
  /** Why there are fewer than were wanted; `null` where there are as many. */
  shortage: shortageSchema.nullable(),
  guidelineVersion: z.int(),
})
export type TasksTaken = z.infer<typeof tasksTakenSchema>

/** A name that the client makes for one submit, skip or undo: sent again with it, it is taken once. */
const keySchema = z.string().regex(/^[\w-]{8,64}$/, 'must be 8 to 64 letters, digits, _ or -')

/** Answers that are not submitted yet. */
export const draftSchema = z.strictObject({ answers: givenAnswersSchema })
/** When a draft was kept, and until when the task is held; `null` where it is not. */
export const draftSavedSchema = z.object({ savedAt: z.iso.datetime(), leaseUntil: z.iso.datetime().nullable() })
export type DraftSaved = z.infer<typeof draftSavedSchema>

/** Answers to a task. */
export const submitSchema = z.strictObject({
  key: keySchema,
  answers: givenAnswersSchema,
  /** Time at the item, in milliseconds. */
  activeMs: z.int().min(0).max(86_400_000).nullable().default(null),
})
export type Submit = z.output<typeof submitSchema>

/** Why an annotator lets an item go. */
export const SKIP_REASONS = [
  'unclear',
  'cannot-judge',
  'bad-data',
  'sensitive',
  'conflict-of-interest',
  'other',
] as const
/** An item that an annotator lets go. */
export const skipSchema = z.strictObject({
  key: keySchema,
  reason: z.enum(SKIP_REASONS),
  note: z.string().max(MAX_ANSWER_TEXT).default(''),
})
export type Skip = z.output<typeof skipSchema>
/** A submit or skip that is taken back. */
export const undoSchema = z.strictObject({ key: keySchema })

/** What a training item expected, shown once it is answered. */
export const feedbackSchema = z.object({
  expected: givenAnswersSchema,
  explanation: z.string(),
  /** By question key, for those with an expected answer: whether every value is as expected. */
  correct: z.record(z.string(), z.boolean()),
})

/** What a submit, skip or undo did. `isRepeat` where this key was taken before. */
export const taskChangedSchema = z.object({
  id: z.string(),
  state: taskStateSchema,
  revision: z.int(),
  suggestions: z.array(shownSuggestionSchema),
  feedback: feedbackSchema.nullable(),
  isRepeat: z.boolean(),
})
export type TaskChanged = z.infer<typeof taskChangedSchema>

/** A task in the list of an annotator's own, newest change first. */
export const ownTaskSchema = taskSchema
  .pick({ id: true, itemId: true, queueId: true, state: true, revision: true, skipReason: true })
  .extend({ prompt: z.string(), changedAt: z.iso.datetime(), hasDraft: z.boolean() })
/** A page of an annotator's own tasks; `next` is the cursor of the one after, `null` at the end. */
export const ownTaskListSchema = z.object({ tasks: z.array(ownTaskSchema), next: z.string().nullable() })
export type OwnTaskList = z.infer<typeof ownTaskListSchema>
