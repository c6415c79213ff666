import { z } from 'zod'
import { type Answer, answerSchema } from './answer'
import type { ImportFault } from './import-request'
import type { Question } from './question'

/** Which row a record is about: its content hash, or its texts where the file has no hash. */
export type RowReference =
  | { readonly hash: string }
  | { readonly prompt: string; readonly chosen: string; readonly rejected: string }

/** One annotator's answers to one row, as a file tells them. */
export interface ImportRecord {
  /** Where it stands, as in `line 3`. */
  readonly place: string
  readonly kind: 'annotation' | 'adjudication'
  readonly row: RowReference
  /** The file's own name of the annotator. */
  readonly annotator: string
  readonly answers: Readonly<Record<string, Answer>>
  readonly activeMs: number | null
  /** Of an adjudication; empty for an annotation. */
  readonly reason: string
}

/** What a file holds; `records` counts its lines or records, faulty ones included. */
export interface ImportedFile {
  readonly records: number
  readonly annotations: readonly ImportRecord[]
  readonly faults: readonly ImportFault[]
}

/** What one record of a file holds. */
export interface ReadRecord {
  readonly annotations: readonly ImportRecord[]
  readonly faults: readonly ImportFault[]
}

/** Finds the question that a file names. */
export type FindQuestion = (name: string) => Question | null

/** The file as a whole cannot be read. */
export class ImportFileError extends Error {
  override name = 'ImportFileError'
  readonly facts = { code: 'import-unreadable', status: 422 } as const
}

const hashSchema = z.string().regex(/^[0-9a-f]{32}$/)
const textsSchema = z.object({ prompt: z.string(), chosen: z.string(), rejected: z.string() })

/** The row that fields name by `hash`, or by `prompt`, `chosen` and `rejected`; `null` for neither. */
export function readRowReference(...sources: readonly unknown[]): RowReference | null {
  for (const source of sources) {
    const hash = z.object({ hash: hashSchema }).safeParse(source)
    if (hash.success) return hash.data
  }
  for (const source of sources) {
    const texts = textsSchema.safeParse(source)
    if (texts.success) return texts.data
  }
  return null
}

const textValueSchema = z.union([
  z.string(),
  z
    .array(z.string())
    .length(1)
    .transform(([text]) => text ?? ''),
])
const labelsSchema = z.union([z.array(z.string()), z.string().transform((text) => [text])])

/**
 * A value of a labelling tool as an answer: one label for a choice, several for flags and for marks, which are written
 * as `age-group:+` or `openness:agree`; a rating counts the options of an ordered choice from 1. Returns the problem
 * where it is none.
 */
export function readToolValue(question: Question, value: unknown): Answer | string {
  const parse = (raw: unknown): Answer | string => {
    const result = answerSchema.safeParse(raw)
    if (result.success) return result.data
    const [issue] = result.error.issues
    return `${JSON.stringify(value)?.slice(0, 80)} is no answer: ${issue?.message ?? ''}`
  }
  const one = textValueSchema.safeParse(value).data
  switch (question.kind) {
    case 'direction':
    case 'verify': {
      const labels = labelsSchema.safeParse(value).data ?? []
      const marks = labels.map((label) => [
        label.slice(0, label.lastIndexOf(':')),
        label.slice(label.lastIndexOf(':') + 1),
      ])
      if (new Set(marks.map(([key]) => key)).size < marks.length) return 'marks a dimension twice'
      return parse({ kind: question.kind, marks: Object.fromEntries(marks) })
    }
    case 'flags':
      return parse({ kind: 'flags', flags: labelsSchema.safeParse(value).data })
    case 'preference':
      return parse({ kind: 'preference', choice: one })
    case 'universal':
      return parse({ kind: 'universal', choice: one })
    case 'consistency':
      return parse({ kind: 'consistency', value: one })
    case 'note':
    case 'text':
      return parse({ kind: question.kind, text: one })
    case 'choice': {
      const byRating = typeof value === 'number' && question.ordered ? question.options[value - 1] : undefined
      const option = byRating ?? question.options.find((each) => each.value === one || each.label === one)
      return option ? { kind: 'choice', value: option.value } : `${JSON.stringify(value)} is no option of it`
    }
  }
}
