import { z } from 'zod'
import { nameSchema } from '@/lib/core/backend'

/** The files that can be imported: the project's own export, Argilla's and Label Studio's. */
export const IMPORT_FORMATS = ['jsonl', 'argilla', 'label-studio'] as const

/** A file of annotations. With `dryRun` nothing is kept and the report is the same. */
export const importAnnotationsSchema = z.strictObject({
  format: z.enum(IMPORT_FORMATS),
  /** The file's name, for the report. */
  name: nameSchema,
  text: z.string(),
  dryRun: z.boolean(),
  /** By the file's own name of a question, the key of ours; names that are keys already need none. */
  questions: z.record(z.string().max(200), z.string().max(40)).default({}),
  /** By the file's own name of an annotator, the id of ours; others are added as new annotators. */
  annotators: z.record(z.string().max(200), z.string().max(64)).default({}),
})
export type ImportAnnotations = z.output<typeof importAnnotationsSchema>

/** What is wrong with one record. `place` is as in `line 3` or `record 2, question prefer`. */
export const importFaultSchema = z.object({ place: z.string(), problem: z.string() })
export type ImportFault = z.infer<typeof importFaultSchema>

/** What an import did, or would do. Nothing is kept of a file with faults. */
export const importAnnotationsReportSchema = z.object({
  dryRun: z.boolean(),
  format: z.enum(IMPORT_FORMATS),
  name: z.string(),
  /** Lines or records of the file. */
  records: z.int(),
  /** Annotations that are new, that replace other answers, and that are there already. */
  added: z.int(),
  changed: z.int(),
  unchanged: z.int(),
  /** Adjudications that are new or different. */
  adjudicated: z.int(),
  annotators: z.array(z.object({ name: z.string(), id: z.string().nullable(), isNew: z.boolean() })),
  /** The first 200 of `faultCount`. */
  faults: z.array(importFaultSchema),
  faultCount: z.int(),
})
export type ImportAnnotationsReport = z.infer<typeof importAnnotationsReportSchema>
