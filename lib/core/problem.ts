import { z } from 'zod'

/** The media type of every error that the API answers. */
export const PROBLEM_TYPE = 'application/problem+json'

/** What is wrong with one field of an input. `path` is written as in the input: `pairs[2].chosen`; empty for the whole. */
export const problemIssueSchema = z.object({ path: z.string(), message: z.string() })

/**
 * An error of the API. `code` is stable and made for programs, `detail` says what, where and what to do.
 * `issues` holds the first of `issueCount` faults of an input; `id` names an unexpected failure in the server's log.
 * A code may add fields of its own. Source: RFC 9457.
 */
export const problemSchema = z.looseObject({
  type: z.literal('about:blank'),
  title: z.string(),
  status: z.int().min(400).max(599),
  code: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/),
  detail: z.string(),
  issues: z.array(problemIssueSchema).optional(),
  issueCount: z.int().optional(),
  id: z.string().optional(),
})

export type Problem = z.infer<typeof problemSchema>
export type ProblemIssue = z.infer<typeof problemIssueSchema>

const TITLES: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  409: 'Conflict',
  410: 'Gone',
  411: 'Length Required',
  413: 'Content Too Large',
  415: 'Unsupported Media Type',
  416: 'Range Not Satisfiable',
  421: 'Misdirected Request',
  422: 'Unprocessable Content',
  429: 'Too Many Requests',
  499: 'Client Closed Request',
  500: 'Internal Server Error',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
  504: 'Gateway Timeout',
}

/** A problem with the title of its status. `facts` are the code's own fields. */
export function createProblem(
  status: number,
  code: string,
  detail: string,
  facts: Readonly<Record<string, unknown>> = {},
): Problem {
  return { ...facts, type: 'about:blank', title: TITLES[status] ?? `Status ${status}`, status, code, detail }
}

/** The path of a field as in `pairs[2].chosen`. */
export function describePath(path: readonly PropertyKey[]): string {
  return path.reduce<string>((text, key) => {
    if (typeof key === 'number') return `${text}[${key}]`
    return text === '' ? String(key) : `${text}.${String(key)}`
  }, '')
}
