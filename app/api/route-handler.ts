import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { createProblem, PROBLEM_TYPE, type Problem } from '@/lib/core/problem'

export { ProblemError } from './problem-error'
export { parseInput, readJson } from './read-input'

const statusSchema = z.int().min(400).max(599)

/** Errors of the layers below say for themselves what they mean over HTTP, directly or in their `facts`. */
const knownErrorSchema = z.union([
  z.object({ status: statusSchema, code: z.string(), facts: z.record(z.string(), z.json()).optional() }),
  z.object({ facts: z.looseObject({ status: statusSchema, code: z.string() }) }).transform(({ facts }) => facts),
])

/** The answer to a thrown error: its own status and code when it names them, else 500 with an id and nothing of the inside. */
function describeError(error: unknown, request: Request): Problem {
  if (request.signal.aborted) return createProblem(499, 'aborted', 'The request was given up by the client.')
  const known = knownErrorSchema.safeParse(error)
  if (known.success && error instanceof Error) {
    const { status, code, facts, ...rest } = known.data
    const extra = typeof facts === 'object' ? facts : rest
    return createProblem(status, code, error.message, { ...extra })
  }
  const id = randomUUID().slice(0, 8)
  console.error(`${id} ${request.method} ${new URL(request.url).pathname}`, error)
  return createProblem(500, 'internal', `Something failed on the server. Look for ${id} in its log.`, { id })
}

/** A problem as a response. */
export function respondProblem(problem: Problem, headers: Readonly<Record<string, string>> = {}): Response {
  return new Response(`${JSON.stringify(problem)}\n`, {
    status: problem.status,
    headers: { ...headers, 'content-type': PROBLEM_TYPE, 'cache-control': 'no-store' },
  })
}

/**
 * A route that answers errors as problems. Errors with a `status` and a stable `code`, their own or in their `facts`,
 * are answered as they say; everything else is logged and answered with 500 and the id of the log line.
 */
export function route<Rest extends unknown[]>(
  handler: (request: Request, ...rest: Rest) => Response | Promise<Response>,
): (request: Request, ...rest: Rest) => Promise<Response> {
  return async function answer(request, ...rest) {
    try {
      return await handler(request, ...rest)
    } catch (error) {
      return respondProblem(describeError(error, request))
    }
  }
}
