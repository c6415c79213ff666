import 'server-only'
import type pg from 'pg'
import { answersSchema } from '@/lib/core/annotation/answer'
import { measureDisagreement } from '@/lib/core/annotation/parts'
import type { Question } from '@/lib/core/annotation/question'
import type { Direction } from '@/lib/core/direction'

// Every transaction takes its locks in this order: the annotator, items, assignments. None waits for another in a circle.

/** Lets an annotator's requests take turns until the transaction ends, whatever project they are about. */
export async function lockAnnotator(client: pg.PoolClient, annotatorId: string): Promise<void> {
  await client.query(`SELECT pg_advisory_xact_lock(hashtextextended('annotator ' || $1, 0))`, [annotatorId])
}

/** Locks an item; what is read of its assignments afterwards stays as it is until the transaction ends. */
export async function lockItem(client: pg.PoolClient, itemId: string): Promise<{ readonly isFull: boolean }> {
  const { rows } = await client.query<{ is_full: boolean }>(
    'SELECT is_full FROM annotation_item WHERE id = $1 FOR NO KEY UPDATE',
    [itemId],
  )
  return { isFull: rows[0]?.is_full ?? false }
}

/** Counts the seats of locked items again: what is leased or done. Gold and training items are never full. */
export async function recountSeats(client: pg.PoolClient, itemIds: readonly string[]): Promise<void> {
  const seats = `(SELECT count(*)::int FROM annotation_assignment a
    WHERE a.item_id = i.id AND a.state IN ('leased', 'done'))`
  await client.query(
    `UPDATE annotation_item i SET taken = ${seats}, is_full = q.purpose = 'work' AND ${seats} >= q.overlap
     FROM annotation_queue q WHERE q.id = i.queue_id AND i.id = ANY($1::text[])`,
    [itemIds],
  )
}

/** Counts the annotations of a locked item again, and how much they differ. */
export async function recountAnswers(
  client: pg.PoolClient,
  questions: readonly Question[],
  itemId: string,
  direction: Direction | null,
): Promise<void> {
  const { rows } = await client.query<{ answers: unknown }>(
    `SELECT n.answers FROM annotation n JOIN annotation_assignment a ON a.id = n.assignment_id
     WHERE a.item_id = $1 ORDER BY a.id`,
    [itemId],
  )
  const annotations = rows.map((row) => answersSchema.parse(row.answers))
  await client.query('UPDATE annotation_item SET answered = $2, disagreement = $3 WHERE id = $1', [
    itemId,
    rows.length,
    rows.length > 1 ? measureDisagreement(questions, direction, annotations) : null,
  ])
}
