import { eventPageSchema } from '@/lib/core/annotation/event'
import { type ImportAnnotations, importAnnotationsReportSchema } from '@/lib/core/annotation/import-request'
import { annotationManifestSchema } from '@/lib/core/annotation/manifest'
import {
  type Adjudicate,
  agreementSchema,
  disputedItemPageSchema,
  itemDetailSchema,
  projectProgressSchema,
} from '@/lib/core/annotation/reports'
import { requestAs } from '../annotators/request-as'

const project = (id: string) => `/api/v1/projects/${id}`

/** How far a project is. Throws `RequestError`, as all of these do. */
export function readProgress(who: string, id: string, signal: AbortSignal) {
  return requestAs(who, projectProgressSchema, `${project(id)}/progress`, { signal })
}

/** Agreement of all annotators, or of two. */
export function readAgreement(who: string, id: string, pair: readonly string[] | null, signal: AbortSignal) {
  const query = pair === null ? '' : `&annotators=${pair.join(',')}`
  return requestAs(who, agreementSchema, `${project(id)}/agreement?seed=1${query}`, { signal })
}

/** A page of disputed items, the most disputed first, after the item `cursor`. */
export function listDisputed(who: string, id: string, state: string, cursor: string | null, signal?: AbortSignal) {
  const after = cursor === null ? '' : `&cursor=${cursor}`
  return requestAs(who, disputedItemPageSchema, `${project(id)}/disputed?limit=50&state=${state}${after}`, { signal })
}

/** An item with everything that was said about it. */
export function readItem(who: string, id: string, signal: AbortSignal) {
  return requestAs(who, itemDetailSchema, `/api/v1/items/${id}`, { signal })
}

/** Decides about an item. */
export function adjudicate(who: string, id: string, decision: Adjudicate) {
  return requestAs(who, itemDetailSchema, `/api/v1/items/${id}/adjudication`, { method: 'PUT', body: decision })
}

/** A page of the history, newest first, before the event `cursor`. */
export function listEvents(who: string, id: string, cursor: number | null, signal?: AbortSignal) {
  const before = cursor === null ? '' : `&cursor=${cursor}`
  return requestAs(who, eventPageSchema, `${project(id)}/events?limit=100${before}`, { signal })
}

/** What a project's exports rest on. */
export function readManifest(who: string, id: string, signal: AbortSignal) {
  return requestAs(who, annotationManifestSchema, `${project(id)}/manifest`, { signal })
}

/** Imports a file of annotations, or tells what that would do. */
export function importAnnotations(who: string, id: string, file: ImportAnnotations) {
  return requestAs(who, importAnnotationsReportSchema, `${project(id)}/import`, { method: 'POST', body: file })
}
