import { z } from 'zod'
import {
  itemsAddedSchema,
  type NewQueue,
  type QueueChange,
  type QueueItem,
  queueListSchema,
  queueSchema,
} from '@/lib/core/annotation/queue'
import { runReportSchema } from '@/lib/core/run-report'
import { requestAs } from '../annotators/request-as'

/** The queues of a project, oldest first. Throws `RequestError`, as all of these do. */
export async function listQueues(who: string, project: string, signal: AbortSignal) {
  return (await requestAs(who, queueListSchema, `/api/v1/projects/${project}/queues`, { signal })).queues
}

/** Makes a queue that collects items. */
export function createQueue(who: string, project: string, queue: NewQueue) {
  return requestAs(who, queueSchema, `/api/v1/projects/${project}/queues`, { method: 'POST', body: queue })
}

/** Adds rows to a queue that collects. */
export function addItems(who: string, queue: string, items: readonly QueueItem[], signal: AbortSignal) {
  return requestAs(who, itemsAddedSchema, `/api/v1/queues/${queue}/items`, { method: 'POST', body: { items }, signal })
}

/** Hands out the items of a queue from now on. */
export function openQueue(who: string, queue: string, items: number) {
  return requestAs(who, queueSchema, `/api/v1/queues/${queue}/open`, { method: 'POST', body: { items } })
}

/** Renames a queue, pauses or opens it, sets its share or when it is due. */
export function changeQueue(who: string, queue: string, change: QueueChange) {
  return requestAs(who, queueSchema, `/api/v1/queues/${queue}`, { method: 'PATCH', body: change })
}

const runNamesSchema = z.object({ runs: z.array(runReportSchema.pick({ id: true, name: true, status: true })) })

/** Names of the newest 100 runs, whose margins can be suggested. */
export async function listRunNames(who: string, signal: AbortSignal) {
  return (await requestAs(who, runNamesSchema, '/api/v1/runs?limit=100', { signal })).runs
}
