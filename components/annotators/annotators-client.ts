import {
  type Annotator,
  type AnnotatorChange,
  type AnnotatorRole,
  annotatorListSchema,
  annotatorSchema,
} from '@/lib/core/annotation/annotator'
import { LOCAL_ANNOTATOR } from '@/lib/core/annotation/local-annotator'
import { RequestError } from '../ui/request'
import { requestAs } from './request-as'

const PATH = '/api/v1/annotators'

/** Who can annotate. `me` is `null` where the one asking is not there any more, or archived. */
export interface AnnotatorList {
  readonly me: Annotator | null
  readonly annotators: readonly Annotator[]
}

/** Everyone who can annotate, as `who` sees it. Throws `RequestError`. */
export async function listAnnotators(who: string, signal: AbortSignal): Promise<AnnotatorList> {
  try {
    return await requestAs(who, annotatorListSchema, PATH, { signal })
  } catch (cause) {
    const isGone = cause instanceof RequestError && ['annotator-unknown', 'annotator-archived'].includes(cause.code)
    if (!isGone) throw cause
    const { annotators } = await requestAs(LOCAL_ANNOTATOR, annotatorListSchema, PATH, { signal })
    return { me: null, annotators }
  }
}

/** Adds an annotator. Throws `RequestError`. */
export function addAnnotator(who: string, name: string, role: AnnotatorRole): Promise<Annotator> {
  return requestAs(who, annotatorSchema, PATH, { method: 'POST', body: { name, role } })
}

/** Renames or archives an annotator, or gives another role. Throws `RequestError`. */
export function changeAnnotator(who: string, id: string, change: AnnotatorChange): Promise<Annotator> {
  return requestAs(who, annotatorSchema, `${PATH}/${id}`, { method: 'PATCH', body: change })
}
