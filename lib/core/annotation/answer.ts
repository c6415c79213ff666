import { z } from 'zod'
import { dimensionKeySchema } from '@/lib/core/filter-schema'
import { flagSchema, MAX_ANSWER_TEXT, questionKeySchema } from './question'

const textSchema = z.string().max(MAX_ANSWER_TEXT)
const confidenceSchema = z.int().min(1).max(5).nullable().default(null)

/** By dimension: the pole seen in it, or `?` for not sure. A dimension without a mark is neutral. */
export const directionMarksSchema = z.partialRecord(dimensionKeySchema, z.enum(['+', '-', '?']))
/** By active dimension of the given direction. */
export const verifyMarksSchema = z.partialRecord(dimensionKeySchema, z.enum(['agree', 'disagree', 'unsure']))

const plainAnswers = [
  z.strictObject({ kind: z.literal('direction'), marks: directionMarksSchema }),
  z.strictObject({ kind: z.literal('verify'), marks: verifyMarksSchema }),
  z.strictObject({ kind: z.literal('consistency'), value: z.enum(['yes', 'no', 'unsure']) }),
  z.strictObject({
    kind: z.literal('flags'),
    flags: z.array(flagSchema).refine((flags) => new Set(flags).size === flags.length, 'must name each flag once'),
  }),
  z.strictObject({ kind: z.literal('note'), text: textSchema }),
  z.strictObject({ kind: z.literal('choice'), value: questionKeySchema }),
  z.strictObject({ kind: z.literal('text'), text: textSchema }),
] as const

/** An answer as an annotator gives it: responses are named by the side on which they stood. */
export const givenAnswerSchema = z.discriminatedUnion('kind', [
  ...plainAnswers,
  z.strictObject({
    kind: z.literal('preference'),
    side: z.enum(['left', 'right', 'tie']),
    /** 1 (a guess) to 5 (certain). */
    confidence: confidenceSchema,
  }),
  z.strictObject({ kind: z.literal('universal'), side: z.enum(['left', 'right', 'tie', 'unsure']) }),
])
export type GivenAnswer = z.output<typeof givenAnswerSchema>

/** An answer as it is kept and exported: responses are named by what the dataset says of them. */
export const answerSchema = z.discriminatedUnion('kind', [
  ...plainAnswers,
  z.strictObject({
    kind: z.literal('preference'),
    choice: z.enum(['chosen', 'rejected', 'tie']),
    confidence: confidenceSchema,
  }),
  z.strictObject({ kind: z.literal('universal'), choice: z.enum(['chosen', 'rejected', 'tie', 'unsure']) }),
])
export type Answer = z.output<typeof answerSchema>

/** Answers by question key; what was not answered is absent. */
export const givenAnswersSchema = z.record(questionKeySchema, givenAnswerSchema)
export type GivenAnswers = z.output<typeof givenAnswersSchema>
/** Kept answers by question key. */
export const answersSchema = z.record(questionKeySchema, answerSchema)
export type Answers = z.output<typeof answersSchema>
