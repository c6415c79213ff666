import 'server-only'
import { answersSchema } from '@/lib/core/annotation/answer'
import { type ExportedLine, exportedLineSchema } from '@/lib/core/annotation/exported'
import { finalAnswers } from '@/lib/core/annotation/final-answers'
import type { Project } from '@/lib/core/annotation/project'
import { queueConfigSchema } from '@/lib/core/annotation/queue'
import { exampleSchema } from '@/lib/core/example'
import { toPublishedRow } from '@/lib/core/read-example'
import { query } from '../database'

/** Items read at once. */
const PAGE_ITEMS = 200

interface AnswerRow {
  readonly item_id: string
  readonly answers: unknown
  readonly [column: string]: unknown
}

interface ItemRow {
  readonly id: string
  readonly hash: string
  readonly queue: string
  readonly purpose: string
  readonly config: unknown
}

const LIST_ANNOTATIONS = `SELECT a.item_id, a.annotator_id AS annotator, p.name AS "annotatorName", n.answers, n.revision,
    n.submitted_at AS at, n.guideline_version AS "guidelineVersion", n.suggestions_shown AS "suggestionsShown",
    n.active_ms AS "activeMs", n.origin
  FROM annotation n JOIN annotation_assignment a ON a.id = n.assignment_id JOIN annotator p ON p.id = a.annotator_id
  WHERE a.item_id = ANY($1::text[]) ORDER BY a.item_id, a.annotator_id`

const LIST_ADJUDICATIONS = `SELECT d.item_id, d.decided_by AS annotator, p.name AS "annotatorName", d.answers, d.revision,
    d.decided_at AS at, d.reason
  FROM annotation_adjudication d JOIN annotator p ON p.id = d.decided_by WHERE d.item_id = ANY($1::text[])`

/** The answered items of a project with their answers, in pages in the order of their hashes. */
async function* pageItems(projectId: string) {
  let after = ''
  for (;;) {
    const items = await query<ItemRow>(
      `SELECT i.id, i.hash, q.name AS queue, q.purpose, q.config FROM annotation_item i
       JOIN annotation_queue q ON q.id = i.queue_id
       WHERE i.project_id = $1 AND i.answered > 0 AND i.hash > $2 ORDER BY i.hash LIMIT $3`,
      [projectId, after, PAGE_ITEMS],
    )
    const last = items.at(-1)
    if (!last) return
    after = last.hash
    const ids = items.map((item) => item.id)
    const [annotations, adjudications] = await Promise.all([
      query<AnswerRow>(LIST_ANNOTATIONS, [ids]),
      query<AnswerRow>(LIST_ADJUDICATIONS, [ids]),
    ])
    yield { items, annotations, adjudications }
  }
}

function toLine(kind: ExportedLine['kind'], item: ItemRow, row: AnswerRow, withNames: boolean): ExportedLine {
  const { item_id: _, at, annotatorName, ...rest } = row
  const { hash, queue, purpose } = item
  const name = withNames ? { annotatorName } : {}
  return exportedLineSchema.parse({
    kind,
    hash,
    queue,
    purpose,
    ...rest,
    ...name,
    at: at instanceof Date ? at.toISOString() : at,
  })
}

/**
 * Every annotation of a project and then the adjudication of each item, in the order of content hashes and annotators,
 * some hundred lines at a time.
 */
export async function* exportLines(projectId: string, withNames: boolean): AsyncGenerator<readonly ExportedLine[]> {
  for await (const { items, annotations, adjudications } of pageItems(projectId))
    yield items.flatMap((item) => [
      ...annotations.filter((row) => row.item_id === item.id).map((row) => toLine('annotation', item, row, withNames)),
      ...adjudications
        .filter((row) => row.item_id === item.id)
        .map((row) => toLine('adjudication', item, row, withNames)),
    ])
}

/**
 * The annotated rows under their published names, with the direction that the annotations come to and a column
 * `annotation` that says how; generated ones are marked `synthetic`. Training items are left out.
 */
export async function* exportCorrectedRows(project: Project): AsyncGenerator<readonly Record<string, unknown>[]> {
  for await (const { items, annotations, adjudications } of pageItems(project.id)) {
    const work = items.filter((item) => item.purpose !== 'training')
    const examples = await query<{ id: string; example: unknown }>(
      'SELECT id, example FROM annotation_item WHERE id = ANY($1::text[])',
      [work.map((item) => item.id)],
    )
    const exampleOf = new Map(examples.map((row) => [row.id, exampleSchema.parse(row.example)]))
    yield work.flatMap((item) => {
      const example = exampleOf.get(item.id)
      const ownAnswers = (rows: readonly AnswerRow[]) =>
        rows.filter((row) => row.item_id === item.id).map((row) => answersSchema.parse(row.answers))
      const [decided, given] = [ownAnswers(adjudications), ownAnswers(annotations)]
      const isAdjudicated = decided.length > 0
      const deciding = { isAdjudicated, answers: isAdjudicated ? decided : given }
      const final = example && finalAnswers(project.questions, example.direction, deciding)
      if (!example || !final) return []
      const { direction, ...told } = final
      const { source } = queueConfigSchema.parse(item.config)
      return [
        {
          ...toPublishedRow({ ...example, direction: direction ? [...direction] : null }),
          annotation: { hash: item.hash, ...told, annotations: given.length },
          ...(source.synthetic ? { synthetic: true } : {}),
        },
      ]
    })
  }
}
