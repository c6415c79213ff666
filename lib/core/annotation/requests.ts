import { z } from 'zod'
import { integerText } from '@/lib/core/integer-text'

const idText = z.string().regex(/^[\w-]{1,64}$/, 'must be an id')
const limitText = integerText(1, 100).default(50)

/** A page of an annotator's own tasks, after the task `cursor`. */
export const ownTasksQuerySchema = z.object({ limit: limitText, cursor: idText.optional() })

/** A page of events, before the event `cursor`. */
export const eventsQuerySchema = z.object({
  limit: limitText,
  cursor: integerText(1, 9_007_199_254_740_991).optional(),
})

/** `annotators=ID,ID` for two of them alone. */
export const agreementQuerySchema = z.object({
  annotators: z
    .string()
    .max(130)
    .transform((text) => text.split(','))
    .pipe(
      z
        .array(idText)
        .length(2, 'must be two ids')
        .refine(([a, b]) => a !== b, 'must be two different ids'),
    )
    .optional(),
  seed: integerText(0, 0xffffffff).default(1),
})

/** A page of disputed items, after the item `cursor`. */
export const disputedQuerySchema = z.object({
  limit: limitText,
  cursor: idText.optional(),
  /** Items of this much disagreement or more. */
  min: z
    .string()
    .regex(/^(0(\.\d{1,6})?|1(\.0{1,6})?)$/, 'must be a number from 0 to 1')
    .transform(Number)
    .default(0),
  /** Which items: those that wait, those that are decided, or both. */
  state: z.enum(['open', 'decided', 'all']).default('open'),
})
