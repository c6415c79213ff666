import 'server-only'
import { answersSchema } from '@/lib/core/annotation/answer'
import { compareWithExpected } from '@/lib/core/annotation/expected'
import type { Question } from '@/lib/core/annotation/question'
import { queuePurposeSchema } from '@/lib/core/annotation/queue'
import type { ProjectProgress } from '@/lib/core/annotation/reports'
import { query } from '../database'
import { readProject } from './projects'

interface QueueRow {
  readonly id: string
  readonly name: string
  readonly purpose: string
  readonly overlap: number
  readonly due_at: Date | null
  readonly items: number
  readonly annotations: number
  readonly complete: number
  readonly leased: number
  readonly skipped: number
}

async function listQueueProgress(projectId: string): Promise<ProjectProgress['queues']> {
  const rows = await query<QueueRow>(
    `SELECT q.id, q.name, q.purpose, q.overlap, q.due_at, i.items, i.annotations, i.complete, a.leased, a.skipped
     FROM annotation_queue q
     CROSS JOIN LATERAL (SELECT count(*)::int AS items, coalesce(sum(answered), 0)::int AS annotations,
         count(*) FILTER (WHERE answered >= q.overlap)::int AS complete
       FROM annotation_item WHERE queue_id = q.id) i
     CROSS JOIN LATERAL (SELECT count(*) FILTER (WHERE state = 'leased')::int AS leased,
         count(DISTINCT item_id) FILTER (WHERE state = 'skipped')::int AS skipped
       FROM annotation_assignment WHERE queue_id = q.id) a
     WHERE q.project_id = $1 ORDER BY q.created_at, q.id`,
    [projectId],
  )
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    purpose: queuePurposeSchema.parse(row.purpose),
    items: row.items,
    seats: row.purpose === 'work' ? row.items * row.overlap : null,
    annotations: row.annotations,
    leased: row.leased,
    complete: row.purpose === 'work' ? row.complete : 0,
    skipped: row.skipped,
    dueAt: row.due_at?.toISOString() ?? null,
  }))
}

interface AnnotatorRow {
  readonly id: string
  readonly name: string
  readonly done: number
  readonly leased: number
  readonly skipped: number
  readonly drafts: number
  readonly revised: number
  readonly last_at: Date | null
  readonly active_n: number
  readonly active: readonly number[] | null
  readonly elapsed_n: number
  readonly elapsed: readonly number[] | null
}

async function listAnnotatorRows(projectId: string): Promise<readonly AnnotatorRow[]> {
  const quantiles = (column: string) =>
    `percentile_cont(ARRAY[0.5, 0.9]) WITHIN GROUP (ORDER BY n.${column}) FILTER (WHERE n.${column} IS NOT NULL)`
  return query<AnnotatorRow>(
    `SELECT p.id, p.name, count(*) FILTER (WHERE a.state = 'done')::int AS done,
       count(*) FILTER (WHERE a.state = 'leased')::int AS leased,
       count(*) FILTER (WHERE a.state = 'skipped')::int AS skipped,
       count(d.item_id)::int AS drafts, count(*) FILTER (WHERE n.revision > 1)::int AS revised,
       max(n.submitted_at) AS last_at, count(n.active_ms)::int AS active_n, ${quantiles('active_ms')} AS active,
       count(n.elapsed_ms)::int AS elapsed_n, ${quantiles('elapsed_ms')} AS elapsed
     FROM annotation_assignment a
     JOIN annotator p ON p.id = a.annotator_id
     LEFT JOIN annotation n ON n.assignment_id = a.id
     LEFT JOIN annotation_draft d ON d.item_id = a.item_id AND d.annotator_id = a.annotator_id
     WHERE a.project_id = $1 GROUP BY p.id, p.name, p.created_at ORDER BY p.created_at, p.id`,
    [projectId],
  )
}

interface Score {
  questions: number
  correct: number
}

/** By annotator and purpose, how many of the expected answers were given. */
async function scoreExpected(projectId: string, questions: readonly Question[]): Promise<ReadonlyMap<string, Score>> {
  const rows = await query<{ annotator_id: string; purpose: string; expected: unknown; answers: unknown }>(
    `SELECT a.annotator_id, q.purpose, i.expected, n.answers FROM annotation n
     JOIN annotation_assignment a ON a.id = n.assignment_id
     JOIN annotation_item i ON i.id = a.item_id
     JOIN annotation_queue q ON q.id = a.queue_id
     WHERE a.project_id = $1 AND i.expected IS NOT NULL`,
    [projectId],
  )
  const scores = new Map<string, Score>()
  for (const row of rows) {
    const key = `${row.purpose} ${row.annotator_id}`
    const [expected, answers] = [answersSchema.parse(row.expected), answersSchema.parse(row.answers)]
    const verdicts = Object.values(compareWithExpected(questions, expected, answers))
    const score = scores.get(key) ?? { questions: 0, correct: 0 }
    score.questions += verdicts.length
    score.correct += verdicts.filter((isCorrect) => isCorrect).length
    scores.set(key, score)
  }
  return scores
}

/** How far a project is, by queue and by annotator. Throws `StoreError` (`project-unknown`). */
export async function readProjectProgress(projectId: string): Promise<ProjectProgress> {
  const project = await readProject(projectId)
  const [queues, annotators, scores, adjudicated] = await Promise.all([
    listQueueProgress(projectId),
    listAnnotatorRows(projectId),
    scoreExpected(projectId, project.questions),
    query<{ n: number }>('SELECT count(*)::int AS n FROM annotation_adjudication WHERE project_id = $1', [projectId]),
  ])
  const times = (n: number, [median = null, p90 = null]: readonly (number | null)[]) => ({ n, median, p90 })
  const scoreOf = (purpose: string, id: string) => scores.get(`${purpose} ${id}`) ?? { questions: 0, correct: 0 }
  return {
    queues,
    annotators: annotators.map((row) => ({
      id: row.id,
      name: row.name,
      done: row.done,
      leased: row.leased,
      skipped: row.skipped,
      drafts: row.drafts,
      revised: row.revised,
      lastAt: row.last_at?.toISOString() ?? null,
      activeMs: times(row.active_n, row.active ?? []),
      elapsedMs: times(row.elapsed_n, row.elapsed ?? []),
      gold: scoreOf('gold', row.id),
      training: scoreOf('training', row.id),
    })),
    adjudicated: adjudicated[0]?.n ?? 0,
  }
}
