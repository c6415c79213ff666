import { describePath } from '@/lib/core/problem'
import { exportedLineSchema } from './exported'
import { type FindQuestion, type ImportedFile, ImportFileError, type ReadRecord } from './import-record'
import type { ImportAnnotations } from './import-request'
import type { Question } from './question'
import { readArgillaRecord } from './read-argilla'
import { readLabelStudioTask } from './read-label-studio'

/**
 * Reads a file of annotations: the project's own JSONL, records of Argilla (`Dataset.records.to_list()` or its JSON
 * file) or tasks of Label Studio (its JSON export). Records that cannot be read become faults. Throws `ImportFileError`
 * where the file as a whole is no such file, or is empty.
 */
export function readImport(request: ImportAnnotations, questions: readonly Question[]): ImportedFile {
  const { format, text } = request
  const find: FindQuestion = (name) => {
    const key = new Map(Object.entries(request.questions)).get(name) ?? name
    return questions.find((question) => question.key === key) ?? null
  }
  const read = { jsonl: readOwnLine, argilla: readArgillaRecord, 'label-studio': readLabelStudioTask }[format]
  const records = format === 'jsonl' ? splitLines(text) : readArray(text, format)
  if (records.length === 0) throw new ImportFileError(`The file ${request.name} is empty: there is nothing to import`)
  const results = records.map(({ place, json }) => read(json, place, find))
  return {
    records: records.length,
    annotations: results.flatMap((result) => result.annotations),
    faults: results.flatMap((result) => result.faults),
  }
}

interface RawRecord {
  readonly place: string
  /** `undefined` for a line that is no JSON. */
  readonly json: unknown
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function splitLines(text: string): readonly RawRecord[] {
  return text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .map((line, index) => ({ line, place: `line ${index + 1}` }))
    .filter(({ line }) => line.trim() !== '')
    .map(({ line, place }) => ({ place, json: parseJson(line) }))
}

function readArray(text: string, format: string): readonly RawRecord[] {
  const json = parseJson(text.replace(/^\uFEFF/, ''))
  if (!Array.isArray(json))
    throw new ImportFileError(
      `An export of ${format} is a JSON list; this file is ${json === undefined ? 'no JSON' : 'not'}`,
    )
  return json.map((record: unknown, index) => ({ place: `record ${index + 1}`, json: record }))
}

function readOwnLine(json: unknown, place: string, find: FindQuestion): ReadRecord {
  if (json === undefined) return { annotations: [], faults: [{ place, problem: 'is no JSON' }] }
  const result = exportedLineSchema.safeParse(json)
  if (!result.success) {
    const [issue] = result.error.issues
    return {
      annotations: [],
      faults: [{ place, problem: `${describePath(issue?.path ?? [])} ${issue?.message}`.trim() }],
    }
  }
  const { kind, hash, annotator, answers } = result.data
  const unknown = Object.keys(answers).filter((name) => find(name) === null)
  if (unknown.length > 0)
    return {
      annotations: [],
      faults: unknown.map((name) => ({ place, problem: `${name} is no question of this project` })),
    }
  const named = Object.fromEntries(Object.entries(answers).map(([name, answer]) => [find(name)?.key ?? name, answer]))
  const activeMs = result.data.kind === 'annotation' ? result.data.activeMs : null
  const reason = result.data.kind === 'adjudication' ? result.data.reason : ''
  return { annotations: [{ place, kind, row: { hash }, annotator, answers: named, activeMs, reason }], faults: [] }
}
