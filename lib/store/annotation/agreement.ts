import 'server-only'
import { setImmediate } from 'node:timers/promises'
import { measureAgreement, type PartAgreement, type Rating } from '@/lib/core/annotation/agreement-report'
import { answersSchema } from '@/lib/core/annotation/answer'
import { measureDatasetDisagreement } from '@/lib/core/annotation/dataset-report'
import type { AgreementReport } from '@/lib/core/annotation/reports'
import type { Direction } from '@/lib/core/direction'
import { exampleSchema } from '@/lib/core/example'
import type { Steps } from '@/lib/core/steps'
import { query } from '../database'
import { readProject } from './projects'

/** The annotations of work and of gold items; those of training are for learning. */
async function listRatings(projectId: string, annotators: readonly string[] | null): Promise<readonly Rating[]> {
  const work = `a.project_id = $1 AND q.purpose <> 'training' AND ($2::text[] IS NULL OR a.annotator_id = ANY($2))`
  const [rows, items] = await Promise.all([
    query<{ item_id: string; annotator_id: string; answers: unknown }>(
      `SELECT a.item_id, a.annotator_id, n.answers FROM annotation n
       JOIN annotation_assignment a ON a.id = n.assignment_id
       JOIN annotation_queue q ON q.id = a.queue_id WHERE ${work} ORDER BY a.item_id, a.annotator_id`,
      [projectId, annotators],
    ),
    query<{ id: string; example: unknown }>(
      'SELECT id, example FROM annotation_item WHERE project_id = $1 AND answered > 0',
      [projectId],
    ),
  ])
  const directions = new Map<string, Direction | null>(
    items.map(({ id, example }) => [id, exampleSchema.pick({ direction: true }).parse(example).direction]),
  )
  return rows.map((row) => ({
    itemId: row.item_id,
    annotatorId: row.annotator_id,
    direction: directions.get(row.item_id) ?? null,
    answers: answersSchema.parse(row.answers),
  }))
}

/** Lets other requests in between two steps, each of some milliseconds. */
async function finishKindly(
  steps: Steps<readonly PartAgreement[]>,
  signal: AbortSignal,
): Promise<readonly PartAgreement[]> {
  for (;;) {
    const step = steps.next()
    if (step.done) return step.value
    await setImmediate()
    signal.throwIfAborted()
  }
}

/**
 * Agreement between annotators, and with the dataset, as far as a project is; of two annotators alone where they are
 * named. Throws `StoreError` (`project-unknown`), and the signal's reason when it is aborted.
 */
export async function readAgreement(
  projectId: string,
  annotators: readonly string[] | null,
  seed: number,
  signal: AbortSignal,
): Promise<AgreementReport> {
  const { questions } = await readProject(projectId)
  const ratings = await listRatings(projectId, annotators)
  return {
    annotators: annotators === null ? null : [...annotators],
    items: new Set(ratings.map((rating) => rating.itemId)).size,
    annotations: ratings.length,
    seed,
    parts: [...(await finishKindly(measureAgreement(questions, ratings, seed), signal))],
    dataset: [...measureDatasetDisagreement(questions, ratings, seed)],
  }
}
