import type { z } from 'zod'
import { LOCAL_ANNOTATOR } from '@/lib/core/annotation/local-annotator'
import { type RequestOptions, requestJson, requestNothing } from '../ui/request'

/** Names the annotator who asks, as local mode reads it. */
const HEADER = 'alignx-annotator'

function asAnnotator(who: string, options: RequestOptions): RequestOptions {
  return who === LOCAL_ANNOTATOR ? options : { ...options, headers: { ...options.headers, [HEADER]: who } }
}

/** Calls the API as the annotator with the id `who`. Throws as `requestJson` does. */
export function requestAs<Answer>(
  who: string,
  schema: z.ZodType<Answer>,
  path: string,
  options: RequestOptions = {},
): Promise<Answer> {
  return requestJson(schema, path, asAnnotator(who, options))
}

/** The same where the answer has no body. */
export function requestNothingAs(who: string, path: string, options: RequestOptions): Promise<void> {
  return requestNothing(path, asAnnotator(who, options))
}
