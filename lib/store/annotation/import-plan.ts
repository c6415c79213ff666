import 'server-only'
import { createHash } from 'node:crypto'
import type pg from 'pg'
import { type Answers, answersSchema } from '@/lib/core/annotation/answer'
import { checkAnswers } from '@/lib/core/annotation/check-answers'
import type { ImportedFile, ImportRecord, RowReference } from '@/lib/core/annotation/import-record'
import type { ImportAnnotations, ImportFault } from '@/lib/core/annotation/import-request'
import type { Question } from '@/lib/core/annotation/question'
import { exampleSchema } from '@/lib/core/example'
import { createShortId } from '../short-id'

/** An item that a file is about. */
interface KnownItem {
  readonly id: string
  readonly hash: string
  readonly queueId: string
  readonly example: ReturnType<typeof exampleSchema.parse>
}

/** A record with the item and the annotator that it belongs to. */
export interface PlannedRecord {
  readonly record: ImportRecord
  readonly item: KnownItem
  readonly annotatorId: string
  readonly answers: Answers
}

/** An annotator of a file: one of ours, or one to add under the id. */
export interface PlannedAnnotator {
  readonly name: string
  readonly id: string
  readonly isNew: boolean
}

/** What an import comes to, in the order of the items' ids. */
export interface ImportPlan {
  readonly records: readonly PlannedRecord[]
  readonly annotators: readonly PlannedAnnotator[]
  readonly faults: readonly ImportFault[]
}

const ITEMS_AT_ONCE = 500

const keyOfTexts = (row: { readonly prompt: string; readonly chosen: string; readonly rejected: string }) =>
  createHash('sha256')
    .update(JSON.stringify([row.prompt, row.chosen, row.rejected]))
    .digest('base64')

const keyOf = (row: RowReference) => ('hash' in row ? row.hash : keyOfTexts(row))

/** The items of a project by hash and, where the file needs it, by their texts. */
async function findItems(client: pg.PoolClient, projectId: string, rows: readonly RowReference[]) {
  const wanted = new Set(rows.map(keyOf))
  const hashes = rows.flatMap((row) => ('hash' in row ? [row.hash] : []))
  const isByText = hashes.length < rows.length
  const found = new Map<string, KnownItem[]>()
  for (let after = ''; ; ) {
    const { rows: page } = await client.query<{ id: string; hash: string; queue_id: string; example: unknown }>(
      `SELECT id, hash, queue_id, example FROM annotation_item
       WHERE project_id = $1 AND id > $2 AND ($3 OR hash = ANY($4::text[])) ORDER BY id LIMIT $5`,
      [projectId, after, isByText, hashes, ITEMS_AT_ONCE],
    )
    for (const { id, hash, queue_id, example: raw } of page) {
      const example = exampleSchema.parse(raw)
      const item = { id, hash, queueId: queue_id, example }
      for (const key of isByText ? [hash, keyOfTexts(example)] : [hash])
        if (wanted.has(key)) found.set(key, [...(found.get(key) ?? []), item])
    }
    const last = page.at(-1)
    if (!last) return found
    after = last.id
  }
}

function pickItem(items: readonly KnownItem[], row: RowReference): KnownItem | string {
  const [item, ...others] = items
  if (others.length > 0) return 'fits several rows of this project by its texts: name it by its hash'
  if (item) return item
  return 'hash' in row
    ? `has no item ${row.hash} in this project: add the row to a queue first`
    : 'has no item with these texts in this project: add the row to a queue first'
}

/** Annotators of ours that a file names by id or by the request's table; the others are to be added. */
async function planAnnotators(client: pg.PoolClient, file: ImportedFile, table: Readonly<Record<string, string>>) {
  const given = new Map(Object.entries(table))
  const names = [...new Set(file.annotations.map((record) => record.annotator))]
  const ids = names.map((name) => given.get(name) ?? name)
  const { rows } = await client.query<{ id: string }>('SELECT id FROM annotator WHERE id = ANY($1::text[])', [
    ids.map((id) => id.replaceAll('\u0000', '')),
  ])
  const known = new Set(rows.map((row) => row.id))
  const faults: ImportFault[] = []
  const annotators = names.map((name, place): PlannedAnnotator => {
    const id = ids[place] ?? name
    if (known.has(id)) return { name, id, isNew: false }
    if (given.has(name)) faults.push({ place: `annotators.${name}`, problem: `there is no annotator ${id}` })
    return { name, id: createShortId(), isNew: true }
  })
  return { annotators, faults }
}

/**
 * Finds the items and annotators of a file and checks the answers against the questions. Nothing is written. Answers may
 * leave questions open: other tools ask other things.
 */
export async function planImport(
  client: pg.PoolClient,
  projectId: string,
  questions: readonly Question[],
  file: ImportedFile,
  request: ImportAnnotations,
): Promise<ImportPlan> {
  const items = await findItems(
    client,
    projectId,
    file.annotations.map((record) => record.row),
  )
  const { annotators, faults } = await planAnnotators(client, file, request.annotators)
  const idOf = new Map(annotators.map(({ name, id }) => [name, id]))
  const records: PlannedRecord[] = []
  const seen = new Set<string>()
  for (const record of file.annotations) {
    const { place, kind, annotator, row } = record
    const item = pickItem(items.get(keyOf(row)) ?? [], row)
    if (typeof item === 'string') {
      faults.push({ place, problem: item })
      continue
    }
    const annotatorId = idOf.get(annotator) ?? ''
    const turn = kind === 'annotation' ? `${item.id} ${annotatorId}` : item.id
    if (seen.has(turn))
      faults.push({
        place,
        problem: `is the second ${kind} of this row${kind === 'annotation' ? ' by this annotator' : ''}`,
      })
    seen.add(turn)
    const answers = answersSchema.parse(record.answers)
    const issues = checkAnswers(questions, answers, item.example.direction, true)
    faults.push(...issues.map((issue) => ({ place: `${place}, question ${issue.path}`, problem: issue.message })))
    records.push({ record, item, annotatorId, answers })
  }
  return {
    records: records.sort((a, b) => (a.item.id < b.item.id ? -1 : 1)),
    annotators,
    faults: [...file.faults, ...faults],
  }
}
