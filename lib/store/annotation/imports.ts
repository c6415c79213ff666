import 'server-only'
import { isDeepStrictEqual } from 'node:util'
import type pg from 'pg'
import type { Annotator } from '@/lib/core/annotation/annotator'
import { type Answers, answersSchema } from '@/lib/core/annotation/answer'
import type { ImportAnnotations, ImportAnnotationsReport } from '@/lib/core/annotation/import-request'
import type { Project } from '@/lib/core/annotation/project'
import { readImport } from '@/lib/core/annotation/read-import'
import type { Direction } from '@/lib/core/direction'
import { database, StoreError } from '../database'
import { createShortId } from '../short-id'
import { insertAnnotator, requireRole } from './annotators'
import { recordEvent } from './events'
import { type ImportPlan, type PlannedRecord, planImport } from './import-plan'
import { recountAnswers, recountSeats } from './item-locks'
import { readProject } from './projects'

const LISTED_FAULTS = 200
const NAME_CHARACTERS = 100

interface Written {
  readonly outcome: 'added' | 'changed' | 'unchanged' | 'adjudicated'
  readonly before?: unknown
}

/** Answers as they come back from the database, so that equal ones are seen as equal. */
const isSame = (a: Answers, b: unknown) =>
  isDeepStrictEqual(answersSchema.parse(JSON.parse(JSON.stringify(a))), answersSchema.parse(b))

async function writeAnnotation(client: pg.PoolClient, project: Project, planned: PlannedRecord): Promise<Written> {
  const { item, annotatorId, answers, record } = planned
  const { rows: earlier } = await client.query<{ answers: unknown }>(
    `SELECT n.answers FROM annotation n JOIN annotation_assignment a ON a.id = n.assignment_id
     WHERE a.item_id = $1 AND a.annotator_id = $2`,
    [item.id, annotatorId],
  )
  if (earlier[0] && isSame(answers, earlier[0].answers)) return { outcome: 'unchanged' }
  const { rows: assignments } = await client.query<{ id: string }>(
    `INSERT INTO annotation_assignment (id, item_id, project_id, queue_id, annotator_id, state, sides, is_extra)
     SELECT $1, i.id, i.project_id, i.queue_id, $3, 'done', 'chosen-left', i.is_full FROM annotation_item i WHERE i.id = $2
     ON CONFLICT (item_id, annotator_id) DO UPDATE SET state = 'done', lease_until = NULL, skip_reason = NULL,
       skip_note = NULL, changed_at = now()
     RETURNING id`,
    [createShortId(), item.id, annotatorId],
  )
  await client.query(
    `INSERT INTO annotation (assignment_id, answers, guideline_version, suggestions_shown, active_ms, origin)
     VALUES ($1, $2, $3, 'none', $4, 'import')
     ON CONFLICT (assignment_id) DO UPDATE SET answers = excluded.answers, origin = excluded.origin,
       active_ms = excluded.active_ms, revision = annotation.revision + 1, submitted_at = now()`,
    [assignments[0]?.id, JSON.stringify(answers), project.guidelines.version, record.activeMs],
  )
  return earlier[0] ? { outcome: 'changed', before: earlier[0] } : { outcome: 'added' }
}

async function writeAdjudication(client: pg.PoolClient, project: Project, planned: PlannedRecord): Promise<Written> {
  const { item, annotatorId, answers, record } = planned
  const { rows } = await client.query<{ answers: unknown; reason: unknown }>(
    'SELECT answers, reason FROM annotation_adjudication WHERE item_id = $1',
    [item.id],
  )
  if (rows[0] && rows[0].reason === record.reason && isSame(answers, rows[0].answers)) return { outcome: 'unchanged' }
  await client.query(
    `INSERT INTO annotation_adjudication (item_id, project_id, answers, reason, decided_by) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (item_id) DO UPDATE SET answers = excluded.answers, reason = excluded.reason,
       decided_by = excluded.decided_by, revision = annotation_adjudication.revision + 1, decided_at = now()`,
    [item.id, project.id, JSON.stringify(answers), JSON.stringify(record.reason), annotatorId],
  )
  return { outcome: 'adjudicated', ...(rows[0] ? { before: rows[0] } : {}) }
}

async function writePlan(
  client: pg.PoolClient,
  actor: Annotator,
  project: Project,
  plan: ImportPlan,
  request: ImportAnnotations,
): Promise<Readonly<Record<Written['outcome'], number>>> {
  const counts = { added: 0, changed: 0, unchanged: 0, adjudicated: 0 }
  const ids = [...new Set(plan.records.map((record) => record.item.id))]
  await client.query('SELECT 1 FROM annotation_item WHERE id = ANY($1::text[]) ORDER BY id FOR NO KEY UPDATE', [ids])
  for (const { name, id, isNew } of plan.annotators)
    if (isNew)
      await insertAnnotator(client, actor, id, `Imported: ${toLine(name).slice(0, NAME_CHARACTERS)}`, 'annotator')
  const touched = new Map<string, Direction | null>()
  for (const planned of plan.records) {
    const isAnnotation = planned.record.kind === 'annotation'
    const { outcome, before } = await (isAnnotation ? writeAnnotation : writeAdjudication)(client, project, planned)
    counts[outcome] += 1
    if (outcome === 'unchanged') continue
    touched.set(planned.item.id, planned.item.example.direction)
    await recordEvent(client, actor, {
      kind: 'imported',
      projectId: project.id,
      itemId: planned.item.id,
      before,
      after: {
        file: request.name,
        place: planned.record.place,
        kind: planned.record.kind,
        annotatorId: planned.annotatorId,
        answers: planned.answers,
      },
    })
  }
  await recountSeats(client, [...touched.keys()])
  for (const [id, direction] of touched) await recountAnswers(client, project.questions, id, direction)
  return counts
}

function toLine(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not stay
  return text.toWellFormed().replaceAll(/[\u0000-\u001f\u007f]/g, ' ')
}

/**
 * Imports a file of annotations into a project, all or nothing; with `dryRun` it says what it would do and keeps nothing.
 * The same file again changes nothing. Throws `StoreError`: `project-unknown`, `role-not-allowed`, `import-faulty` with the
 * report as `importing`, and `ImportFileError` for what is no such file.
 */
export async function importAnnotations(
  actor: Annotator,
  projectId: string,
  request: ImportAnnotations,
): Promise<ImportAnnotationsReport> {
  requireRole(actor, 'admin')
  const project = await readProject(projectId)
  const file = readImport(request, project.questions)
  const client = await database().pool.connect()
  try {
    await client.query('BEGIN')
    const plan = await planImport(client, projectId, project.questions, file, request)
    const isFaulty = plan.faults.length > 0
    const none = { added: 0, changed: 0, unchanged: 0, adjudicated: 0 }
    const counts = isFaulty ? none : await writePlan(client, actor, project, plan, request)
    await client.query(request.dryRun || isFaulty ? 'ROLLBACK' : 'COMMIT')
    const report: ImportAnnotationsReport = {
      dryRun: request.dryRun,
      format: request.format,
      name: request.name,
      records: file.records,
      ...counts,
      annotators: plan.annotators.map(({ name, id, isNew }) => ({
        name,
        id: isNew && request.dryRun ? null : id,
        isNew,
      })),
      faults: plan.faults.slice(0, LISTED_FAULTS),
      faultCount: plan.faults.length,
    }
    if (isFaulty && !request.dryRun) throw refuseFaulty(report)
    return report
  } catch (error) {
    await client.query('ROLLBACK').catch(() => {})
    throw error
  } finally {
    client.release()
  }
}

function refuseFaulty(report: ImportAnnotationsReport): StoreError {
  const [first] = report.faults
  return new StoreError(
    `Nothing was imported: ${report.faultCount} faults. ${first?.place}: ${first?.problem}. Correct the file and send it again`,
    { code: 'import-faulty', status: 422, importing: report },
  )
}
