import { z } from 'zod'
import { nameSchema } from '@/lib/core/backend'
import { dimensionKeySchema } from '@/lib/core/filter-schema'

/** The largest text of a note, a text answer or a reason, in characters. */
export const MAX_ANSWER_TEXT = 10_000

/** What may be wrong with the texts of an item. */
export const FLAGS = [
  { key: 'personal-data', label: 'Names or identifies a person' },
  { key: 'harmful', label: 'Harmful or abusive' },
  { key: 'not-english', label: 'Not in English' },
  { key: 'garbled', label: 'Garbled or cut short' },
  { key: 'off-topic', label: 'A response does not answer the post' },
  { key: 'same-responses', label: 'Both responses say the same' },
  { key: 'no-evidence', label: 'The history says nothing about the person' },
] as const

/** The key of one of `FLAGS`. */
export const flagSchema = z.enum(FLAGS.map((flag) => flag.key))

/** A short name in a project or an import: lower-case letters, digits and hyphens. */
export const questionKeySchema = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,39}$/, 'must be like has-evidence')
  .refine((key) => !(key in {}), 'is a word of JavaScript')

const shared = {
  key: questionKeySchema,
  title: nameSchema.max(200),
  help: z.string().max(2000).default(''),
  required: z.boolean().default(true),
}
/** The dimensions that can be marked; `null` for all 90. */
const dimensions = z
  .array(dimensionKeySchema)
  .min(1)
  .refine((keys) => new Set(keys).size === keys.length, 'must name each dimension once')
  .nullable()
  .default(null)

const optionSchema = z.strictObject({ value: questionKeySchema, label: nameSchema })

/** One question of a project. */
export const questionSchema = z.discriminatedUnion('kind', [
  /** Every dimension is neutral until it is marked +, - or not sure. */
  z.strictObject({ kind: z.literal('direction'), ...shared, dimensions }),
  /** Every active dimension of the given direction is agreed with, disagreed with or left unsure. */
  z.strictObject({ kind: z.literal('verify'), ...shared, dimensions }),
  /** Which response this person would prefer, without knowing which was chosen. */
  z.strictObject({
    kind: z.literal('preference'),
    ...shared,
    tie: z.boolean().default(true),
    confidence: z.boolean().default(true),
  }),
  /** Whether the profile or direction fits the history. */
  z.strictObject({ kind: z.literal('consistency'), ...shared }),
  /** Which response is better for anyone, whoever asks. */
  z.strictObject({ kind: z.literal('universal'), ...shared }),
  z.strictObject({ kind: z.literal('flags'), ...shared, required: z.boolean().default(false) }),
  z.strictObject({ kind: z.literal('note'), ...shared, required: z.boolean().default(false) }),
  /** One of the project's own options; `ordered` ones are an ordinal scale. */
  z.strictObject({
    kind: z.literal('choice'),
    ...shared,
    ordered: z.boolean().default(false),
    options: z
      .array(optionSchema)
      .min(2)
      .max(20)
      .refine((options) => new Set(options.map((one) => one.value)).size === options.length, 'must differ in value'),
  }),
  z.strictObject({ kind: z.literal('text'), ...shared, maxLength: z.int().min(1).max(MAX_ANSWER_TEXT).default(2000) }),
])
export type Question = z.output<typeof questionSchema>
/** What a question asks, and so the shape of its answer. */
export type QuestionKind = Question['kind']

/** Kinds that a project asks at most once, since its exports and its agreement with the dataset rest on them. */
const SINGLE_KINDS: readonly QuestionKind[] = ['direction', 'verify', 'preference', 'universal']

/** The questions of a project, 1 to 20, in the order in which they are asked. */
export const questionsSchema = z
  .array(questionSchema)
  .min(1)
  .max(20)
  .superRefine((questions, context) => {
    questions.forEach(({ key, kind }, place) => {
      const earlier = questions.slice(0, place)
      if (earlier.some((one) => one.key === key))
        context.addIssue({ code: 'custom', path: [place, 'key'], message: `occurs twice: ${key}` })
      if (SINGLE_KINDS.includes(kind) && earlier.some((one) => one.kind === kind))
        context.addIssue({ code: 'custom', path: [place, 'kind'], message: `a project asks ${kind} once` })
    })
  })

/** Whether annotators must not learn which response was chosen. */
export function isBlind(questions: readonly Question[]): boolean {
  return questions.some((question) => question.kind === 'preference')
}
