import 'server-only'
import type pg from 'pg'
import type { Annotator } from '@/lib/core/annotation/annotator'
import { checkAnswers } from '@/lib/core/annotation/check-answers'
import type { Project } from '@/lib/core/annotation/project'
import { type ItemsAdded, MAX_QUEUE_ITEMS, type Queue, type QueueItem } from '@/lib/core/annotation/queue'
import { suggestFromMargin, suggestFromProfile } from '@/lib/core/annotation/suggest'
import type { Suggestion } from '@/lib/core/annotation/task'
import { hashExample } from '@/lib/core/content-hash'
import { createRandom, deriveSeed, shuffle } from '@/lib/core/random'
import { createContentHasher } from '../content-hasher'
import { query, StoreError, transaction } from '../database'
import { readRun } from '../runs'
import { createShortId } from '../short-id'
import { requireRole } from './annotators'
import { recordEvent } from './events'
import { readProject } from './projects'
import { readQueue, unknownQueue } from './queues'

// The hash a client sends must be the example's own: annotations are found by it.
function checkItems(project: Project, queue: Queue, items: readonly QueueItem[]): void {
  const [places, hashes] = [new Set<number>(), new Set<string>()]
  const hasher = createContentHasher()
  const refuse = (code: string, status: number, idx: number, problem: string, facts = {}) => {
    throw new StoreError(`idx ${idx}: ${problem}`, { code, status, idx, ...facts })
  }
  for (const { idx, hash, example, expected } of items) {
    if (idx >= MAX_QUEUE_ITEMS)
      refuse('queue-too-large', 413, idx, `a queue has at most ${MAX_QUEUE_ITEMS} items; make several`)
    if (places.has(idx)) refuse('item-duplicate', 422, idx, 'occurs twice in this chunk')
    if (hashes.has(hash)) refuse('item-duplicate', 422, idx, `its example occurs twice in this chunk: ${hash}`)
    places.add(idx)
    hashes.add(hash)
    const actual = hashExample(example, hasher)
    if (actual !== hash)
      refuse('item-hash-wrong', 422, idx, `the hash ${hash} is not that of the example, which is ${actual}`, { actual })
    if ((expected === null) !== (queue.purpose === 'work'))
      refuse(
        'item-expected-wrong',
        422,
        idx,
        expected ? 'items of work have no expected answers' : `${queue.purpose} items need their expected answers`,
      )
    const [issue] = expected ? checkAnswers(project.questions, expected, example.direction, true) : []
    if (issue) refuse('item-expected-wrong', 422, idx, `expected.${issue.path} ${issue.message}`)
  }
}

interface RunMargins {
  readonly name: string
  readonly margins: ReadonlyMap<string, number>
}

async function readMargins(runId: string | null, hashes: readonly string[]): Promise<RunMargins> {
  if (runId === null) return { name: '', margins: new Map() }
  const { name } = await readRun(runId)
  const rows = await query<{ hash: string; margin: number }>(
    `SELECT DISTINCT ON (e.hash) e.hash, r.nll_chosen - p.nll_chosen - (r.nll_rejected - p.nll_rejected) AS margin
     FROM run_example e
     JOIN run_result p ON p.run_id = e.run_id AND p.idx = e.idx AND p.role = 'policy'
     JOIN run_result r ON r.run_id = e.run_id AND r.idx = e.idx AND r.role = 'reference'
     WHERE e.run_id = $1 AND e.hash = ANY($2::text[]) ORDER BY e.hash, e.idx`,
    [runId, hashes],
  )
  return { name, margins: new Map(rows.map((row) => [row.hash, row.margin])) }
}

function suggest(project: Project, queue: Queue, { example, hash }: QueueItem, run: RunMargins): Suggestion[] {
  const { profile } = queue.config.suggest
  const margin = run.margins.get(hash)
  return [
    ...(profile === null ? [] : suggestFromProfile(project.questions, example, profile)),
    ...(margin === undefined ? [] : suggestFromMargin(project.questions, margin, run.name)),
  ]
}

/** Locks a queue that collects. Throws `StoreError`: `queue-unknown`, `queue-opened`. */
async function lockCollecting(client: pg.PoolClient, id: string): Promise<void> {
  const { rows } = await client.query<{ status: string }>(
    'SELECT status FROM annotation_queue WHERE id = $1 FOR NO KEY UPDATE',
    [id],
  )
  if (!rows[0]) throw unknownQueue(id)
  if (rows[0].status !== 'collecting')
    throw new StoreError(`Queue ${id} is ${rows[0].status}: add more items as another queue of the project`, {
      code: 'queue-opened',
      status: 409,
      queue: id,
    })
}

/**
 * Adds items to a queue that collects, with their texts and suggestions; the same item at the same idx again changes
 * nothing. A row that another queue of the project holds is not added twice and is named in `elsewhere`. Throws
 * `StoreError`: `queue-unknown`, `queue-opened`, `role-not-allowed`, `item-duplicate`, `item-hash-wrong`,
 * `item-expected-wrong`, `item-conflict` (another example has that idx), `queue-too-large`.
 */
export async function addItems(actor: Annotator, queueId: string, items: readonly QueueItem[]): Promise<ItemsAdded> {
  requireRole(actor, 'admin')
  const queue = await readQueue(queueId)
  const project = await readProject(queue.projectId)
  checkItems(project, queue, items)
  const hashes = items.map((item) => item.hash)
  const run = await readMargins(queue.config.suggest.runId, hashes)
  return transaction(async (client) => {
    await lockCollecting(client, queueId)
    await client.query(
      `INSERT INTO annotation_item (id, project_id, queue_id, idx, hash, example, expected, explanation, suggestions)
       SELECT x.id, $1, $2, x.idx, x.hash, x.example, x.expected, x.explanation, x.suggestions
       FROM unnest($3::text[], $4::int[], $5::text[], $6::json[], $7::json[], $8::text[], $9::json[])
         AS x(id, idx, hash, example, expected, explanation, suggestions)
       ON CONFLICT DO NOTHING`,
      [
        project.id,
        queueId,
        items.map(createShortId),
        items.map((item) => item.idx),
        hashes,
        items.map((item) => JSON.stringify(item.example)),
        items.map((item) => (item.expected === null ? null : JSON.stringify(item.expected))),
        items.map((item) => item.explanation),
        items.map((item) => JSON.stringify(suggest(project, queue, item, run))),
      ],
    )
    const { rows: held } = await client.query<{ hash: string; queue_id: string; idx: number }>(
      'SELECT hash, queue_id, idx FROM annotation_item WHERE project_id = $1 AND hash = ANY($2::text[])',
      [project.id, hashes],
    )
    const places = new Map(held.map((row) => [row.hash, row]))
    const conflict = items.find(({ hash, idx }) => {
      const place = places.get(hash)
      return place === undefined || (place.queue_id === queueId && place.idx !== idx)
    })
    if (conflict)
      throw new StoreError(
        `idx ${conflict.idx} holds another example, or its example has another idx; nothing of this chunk was kept`,
        { code: 'item-conflict', status: 409, idx: conflict.idx },
      )
    const elsewhere = hashes.filter((hash) => places.get(hash)?.queue_id !== queueId)
    return { items: await countItems(client, queueId), elsewhere }
  })
}

async function countItems(client: pg.PoolClient, queueId: string): Promise<number> {
  const { rows } = await client.query<{ items: number }>(
    'SELECT count(*)::int AS items FROM annotation_item WHERE queue_id = $1',
    [queueId],
  )
  return rows[0]?.items ?? 0
}

/**
 * Puts the items of a queue in order and hands them out from now on. `items` says how many the queue must have, so that
 * a lost chunk is seen. Throws `StoreError`: `queue-unknown`, `queue-opened`, `queue-incomplete`, `role-not-allowed`.
 */
export async function openQueue(actor: Annotator, queueId: string, items: number): Promise<Queue> {
  requireRole(actor, 'admin')
  const queue = await readQueue(queueId)
  await transaction(async (client) => {
    await lockCollecting(client, queueId)
    const { rows } = await client.query<{ id: string }>(
      'SELECT id FROM annotation_item WHERE queue_id = $1 ORDER BY idx',
      [queueId],
    )
    if (rows.length !== items)
      throw new StoreError(`Queue ${queueId} should open with ${items} items, but has ${rows.length}: add the rest`, {
        code: 'queue-incomplete',
        status: 409,
        queue: queueId,
        has: rows.length,
        wanted: items,
      })
    const ids = rows.map((row) => row.id)
    const { order, seed } = queue.config
    await client.query(
      `UPDATE annotation_item i SET place = x.place - 1
       FROM unnest($1::text[]) WITH ORDINALITY AS x(id, place) WHERE i.id = x.id`,
      [order === 'random' ? shuffle(ids, createRandom(deriveSeed(seed, 'order'))) : ids],
    )
    await client.query(`UPDATE annotation_queue SET status = 'open', opened_at = now() WHERE id = $1`, [queueId])
    const after = { id: queueId, items }
    await recordEvent(client, actor, { kind: 'queue-opened', projectId: queue.projectId, after })
  })
  return readQueue(queueId)
}
