import { z } from 'zod'
import { type Answer, answersSchema } from './answer'
import { queuePurposeSchema } from './queue'

/** What a project can be exported as. `alignx` holds rows of AlignX with the corrected directions. */
export const exportFormatSchema = z.enum(['jsonl', 'csv', 'parquet', 'alignx'])
export type ExportFormat = z.infer<typeof exportFormatSchema>

/** How a project is exported. */
export const annotationExportQuerySchema = z.object({
  format: exportFormatSchema,
  /** Whether annotators stand by their names beside their ids. */
  names: z.enum(['true', 'false']).default('false'),
})

const shared = {
  hash: z.string().regex(/^[0-9a-f]{32}$/),
  queue: z.string(),
  purpose: queuePurposeSchema,
  annotator: z.string(),
  /** Only where names were asked for. */
  annotatorName: z.string().optional(),
  answers: answersSchema,
  revision: z.int().min(1),
  at: z.iso.datetime(),
}

/** A line of the project's own JSONL: the answers of one annotator, or of an adjudicator, to the row of that hash. */
export const exportedLineSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('annotation'),
    ...shared,
    guidelineVersion: z.int(),
    suggestionsShown: z.enum(['none', 'before', 'after']),
    activeMs: z.int().min(0).max(86_400_000).nullable(),
    origin: z.enum(['app', 'import']),
  }),
  z.strictObject({ kind: z.literal('adjudication'), ...shared, reason: z.string().min(1).max(5000) }),
])
export type ExportedLine = z.output<typeof exportedLineSchema>

/** The columns of the CSV and Parquet exports: a row for each value of an answer. */
export const VALUE_COLUMNS = [
  'kind',
  'hash',
  'queue',
  'purpose',
  'annotator',
  'annotator_name',
  'question',
  'question_kind',
  'part',
  'value',
  'confidence',
  'guideline_version',
  'suggestions_shown',
  'active_ms',
  'revision',
  'origin',
  'reason',
  'at',
] as const

interface Value {
  /** The dimension; `null` where the question is one part. */
  readonly part: string | null
  readonly value: string
  readonly confidence: number | null
}

/** The values of an answer. A dimension of a `direction` answer without a row is neutral, a flag without one absent. */
function listValues(answer: Answer): readonly Value[] {
  const one = (value: string, confidence: number | null = null) => [{ part: null, value, confidence }]
  switch (answer.kind) {
    case 'direction':
    case 'verify':
      return Object.entries(answer.marks).flatMap(([part, value]) =>
        value === undefined ? [] : [{ part, value, confidence: null }],
      )
    case 'preference':
      return one(answer.choice, answer.confidence)
    case 'universal':
      return one(answer.choice)
    case 'consistency':
    case 'choice':
      return one(answer.value)
    case 'flags':
      return answer.flags.flatMap((flag) => one(flag))
    case 'note':
    case 'text':
      return one(answer.text)
  }
}

/** A line as rows of `VALUE_COLUMNS`. */
export function toValueRows(line: ExportedLine): readonly (readonly (string | number | null)[])[] {
  const isAnnotation = line.kind === 'annotation'
  return Object.entries(line.answers).flatMap(([question, answer]) =>
    listValues(answer).map(({ part, value, confidence }) => [
      line.kind,
      line.hash,
      line.queue,
      line.purpose,
      line.annotator,
      line.annotatorName ?? null,
      question,
      answer.kind,
      part,
      value,
      confidence,
      isAnnotation ? line.guidelineVersion : null,
      isAnnotation ? line.suggestionsShown : null,
      isAnnotation ? line.activeMs : null,
      line.revision,
      isAnnotation ? line.origin : null,
      isAnnotation ? null : line.reason,
      line.at,
    ]),
  )
}
