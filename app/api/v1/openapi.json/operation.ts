import type { z } from 'zod'

/** What an operation answers: JSON of this schema, a text of this media type, or nothing. */
type Answer = z.ZodType | 'text/event-stream' | 'application/jsonl' | 'application/octet-stream' | null

/** One operation of the API. Path segments stand as in OpenAPI: `/runs/{id}`. */
export interface Operation {
  readonly method: 'get' | 'post' | 'put' | 'patch' | 'delete'
  readonly path: string
  readonly summary: string
  readonly status: number
  readonly answer: Answer
  readonly query?: z.ZodType
  readonly body?: z.ZodType
  /** The body may come as multipart/form-data too. */
  readonly isForm?: true
  /** Codes of its own problems, beside those of every operation. */
  readonly codes?: readonly string[]
}

/** An operation that reads. */
export const get = (path: string, summary: string, answer: Answer, more: Partial<Operation> = {}): Operation => ({
  method: 'get',
  path,
  summary,
  status: 200,
  answer,
  ...more,
})
/** An operation that does something. */
export const post = (path: string, summary: string, answer: Answer, more: Partial<Operation> = {}): Operation => ({
  ...get(path, summary, answer),
  method: 'post',
  ...more,
})
/** An operation that deletes. */
export const remove = (path: string, summary: string, codes: readonly string[]): Operation => ({
  method: 'delete',
  path,
  summary,
  status: 204,
  answer: null,
  codes,
})

const change =
  (method: 'put' | 'patch') =>
  (path: string, summary: string, answer: Answer, body: z.ZodType, codes: readonly string[]): Operation => ({
    ...get(path, summary, answer),
    method,
    body,
    codes,
  })
/** An operation that replaces. */
export const put = change('put')
/** An operation that changes some fields. */
export const patch = change('patch')
