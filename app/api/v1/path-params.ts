import { parseInput } from '@/app/api/route-handler'
import { idParamsSchema, tokenParamsSchema } from '@/lib/core/run-requests'

/** The second argument of a route with a segment `[id]`. */
export interface IdContext {
  readonly params: Promise<{ id: string }>
}

/** The second argument of a route with a segment `[token]`. */
export interface TokenContext {
  readonly params: Promise<{ token: string }>
}

/** The id in the path. Throws `ProblemError` (`invalid-input`). */
export async function readId({ params }: IdContext): Promise<string> {
  return parseInput(await params, idParamsSchema).id
}

/** The token in the path. Throws `ProblemError` (`invalid-input`). */
export async function readToken({ params }: TokenContext): Promise<string> {
  return parseInput(await params, tokenParamsSchema).token
}
