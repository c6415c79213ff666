import 'server-only'
import type pg from 'pg'
import { z } from 'zod'
import type { Annotator } from '@/lib/core/annotation/annotator'
import {
  type Guideline,
  type NewProject,
  type Project,
  type ProjectChange,
  projectSchema,
  suggestionTimeSchema,
} from '@/lib/core/annotation/project'
import { isBlind, questionsSchema } from '@/lib/core/annotation/question'
import { query, StoreError, transaction } from '../database'
import { createShortId, isId } from '../short-id'
import { requireRole } from './annotators'
import { recordEvent } from './events'

interface Row {
  readonly id: string
  readonly name: string
  readonly status: string
  readonly questions: unknown
  readonly suggestions: string
  readonly version: number
  readonly text: string
  readonly created_by: string
  readonly guideline_at: Date
  readonly items: number
  readonly annotations: number
  readonly created_at: Date
}

const SELECT = `SELECT p.id, p.name, p.status, p.questions, p.suggestions, p.created_at, g.version, g.text, g.created_by,
    g.created_at AS guideline_at,
    (SELECT count(*)::int FROM annotation_item i WHERE i.project_id = p.id) AS items,
    (SELECT coalesce(sum(i.answered), 0)::int FROM annotation_item i WHERE i.project_id = p.id) AS annotations
  FROM annotation_project p
  JOIN annotation_guideline g ON g.project_id = p.id AND g.version = p.guideline_version`

function toProject(row: Row): Project {
  const questions = questionsSchema.parse(row.questions)
  return {
    id: row.id,
    name: row.name,
    status: projectSchema.shape.status.parse(row.status),
    questions,
    isBlind: isBlind(questions),
    suggestions: suggestionTimeSchema.parse(row.suggestions),
    guidelines: {
      version: row.version,
      text: row.text,
      createdBy: row.created_by,
      createdAt: row.guideline_at.toISOString(),
    },
    items: row.items,
    annotations: row.annotations,
    createdAt: row.created_at.toISOString(),
  }
}

/** The error for a project that is not there. */
export function unknownProject(id: string): StoreError {
  return new StoreError(`There is no annotation project ${JSON.stringify(id)}: GET /api/v1/projects lists them`, {
    code: 'project-unknown',
    status: 404,
    project: id,
  })
}

/** Every project, newest first. */
export async function listProjects(): Promise<readonly Project[]> {
  return (await query<Row>(`${SELECT} ORDER BY p.created_at DESC, p.id`)).map(toProject)
}

/** One project. Throws `StoreError` (`project-unknown`). */
export async function readProject(id: string): Promise<Project> {
  const [row] = isId(id) ? await query<Row>(`${SELECT} WHERE p.id = $1`, [id]) : []
  if (!row) throw unknownProject(id)
  return toProject(row)
}

/** Makes an open project with version 1 of its guidelines. Throws `StoreError` (`role-not-allowed`). */
export async function createProject(actor: Annotator, project: NewProject): Promise<Project> {
  requireRole(actor, 'admin')
  const id = createShortId()
  await transaction(async (client) => {
    await client.query('INSERT INTO annotation_project (id, name, questions, suggestions) VALUES ($1, $2, $3, $4)', [
      id,
      project.name,
      JSON.stringify(project.questions),
      project.suggestions,
    ])
    await insertGuideline(client, actor, id, 1, project.guidelines)
    await recordEvent(client, actor, { kind: 'project-created', projectId: id, after: project })
  })
  return readProject(id)
}

async function insertGuideline(client: pg.PoolClient, actor: Annotator, id: string, version: number, text: string) {
  await client.query(
    'INSERT INTO annotation_guideline (project_id, version, text, created_by) VALUES ($1, $2, $3, $4)',
    [id, version, text, actor.id],
  )
}

/**
 * Locks a project against other changes of itself; tasks go on. Throws `StoreError` (`project-unknown`).
 */
async function lockProject(client: pg.PoolClient, id: string): Promise<{ readonly version: number }> {
  const { rows } = isId(id)
    ? await client.query<{ version: number }>(
        'SELECT guideline_version AS version FROM annotation_project WHERE id = $1 FOR NO KEY UPDATE',
        [id],
      )
    : { rows: [] }
  if (!rows[0]) throw unknownProject(id)
  return rows[0]
}

/**
 * Changes a project. Throws `StoreError`: `project-unknown`, `role-not-allowed`, `project-answered` for new questions
 * once there is an item or an annotation.
 */
export async function changeProject(actor: Annotator, id: string, change: ProjectChange): Promise<Project> {
  requireRole(actor, 'admin')
  const before = await readProject(id)
  await transaction(async (client) => {
    await lockProject(client, id)
    if (change.questions) await refuseAnswered(client, id, 'Questions can be changed until the first item is added')
    await client.query(
      `UPDATE annotation_project SET name = coalesce($2, name), status = coalesce($3, status),
         questions = coalesce($4, questions), suggestions = coalesce($5, suggestions) WHERE id = $1`,
      [
        id,
        change.name ?? null,
        change.status ?? null,
        change.questions ? JSON.stringify(change.questions) : null,
        change.suggestions ?? null,
      ],
    )
    const { name, status, questions, suggestions } = before
    const old = { name, status, questions, suggestions }
    const changed = Object.fromEntries(Object.entries(old).filter(([key]) => key in change))
    await recordEvent(client, actor, { kind: 'project-changed', projectId: id, before: changed, after: change })
  })
  return readProject(id)
}

async function refuseAnswered(client: pg.PoolClient, id: string, problem: string): Promise<void> {
  const { rows } = await client.query('SELECT 1 FROM annotation_item WHERE project_id = $1 LIMIT 1', [id])
  if (rows.length > 0)
    throw new StoreError(`${problem}: make another project, or close this one`, {
      code: 'project-answered',
      status: 409,
      project: id,
    })
}

/**
 * Deletes a project that has no items; others are closed, so that their history stays. Throws `StoreError`:
 * `project-unknown`, `role-not-allowed`, `project-answered`.
 */
export async function deleteProject(actor: Annotator, id: string): Promise<void> {
  requireRole(actor, 'admin')
  await transaction(async (client) => {
    await lockProject(client, id)
    await refuseAnswered(client, id, 'A project with items is not deleted')
    await client.query('DELETE FROM annotation_project WHERE id = $1', [id])
  })
}

const guidelineRowSchema = z.object({
  version: z.int(),
  text: z.string(),
  created_by: z.string(),
  created_at: z.date(),
})

/** Every version of a project's guidelines, newest first. Throws `StoreError` (`project-unknown`). */
export async function listGuidelines(id: string): Promise<readonly Guideline[]> {
  await readProject(id)
  const rows = await query(
    'SELECT version, text, created_by, created_at FROM annotation_guideline WHERE project_id = $1 ORDER BY version DESC',
    [id],
  )
  return rows.map((row) => {
    const { version, text, created_by, created_at } = guidelineRowSchema.parse(row)
    return { version, text, createdBy: created_by, createdAt: created_at.toISOString() }
  })
}

/** Adds the next version of the guidelines. Throws `StoreError`: `project-unknown`, `role-not-allowed`. */
export async function addGuideline(actor: Annotator, id: string, text: string): Promise<Project> {
  requireRole(actor, 'admin')
  await transaction(async (client) => {
    const { version } = await lockProject(client, id)
    await insertGuideline(client, actor, id, version + 1, text)
    await client.query('UPDATE annotation_project SET guideline_version = $2 WHERE id = $1', [id, version + 1])
    const [before, after] = [{ version }, { version: version + 1 }]
    await recordEvent(client, actor, { kind: 'guideline-added', projectId: id, before, after })
  })
  return readProject(id)
}
