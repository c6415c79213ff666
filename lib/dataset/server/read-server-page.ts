import { rowsAnswerSchema } from '@/lib/core/answer-rows'
import { parseSigns } from '@/lib/core/direction'
import type { Filter } from '@/lib/core/filter'
import type { FilterContext } from '@/lib/core/filter-sql'
import { selectionsOf } from '@/lib/core/filter-terms'
import { planesOfPoles } from '@/lib/core/pole-lists'
import type { Sort } from '@/lib/core/view'
import type { PageRow } from '../queries/page'
import { QueryError } from '../query-error'
import { postQuestion } from './ask-server'
import type { ServerSession } from './server-session'

interface PageRequest {
  readonly filter: Filter
  readonly sort: Sort
  readonly offset: number
  readonly limit: number
}

/** Some rows of a list, answered by the server: those that `page` gives. Throws as `runServerQuery`. */
export async function readServerPage(
  { source }: ServerSession,
  { filter, sort, offset, limit }: PageRequest,
  context: FilterContext,
  signal: AbortSignal,
): Promise<readonly PageRow[]> {
  const selections = Object.fromEntries(
    selectionsOf(filter).map((id) => [id, context.rowsOfSelection?.(id) ?? []] as const),
  )
  const question = { source, filter, sort, offset, limit, selections, counts: false }
  const answer = rowsAnswerSchema.safeParse(await postQuestion('/api/v1/rows', question, signal))
  if (!answer.success)
    throw new QueryError('server', '', "The server's answer cannot be read.", { cause: answer.error })
  return answer.data.rows.map(({ direction, history, ...row }) => ({
    ...row,
    direction: direction === null ? null : parseSigns(direction),
    history: planesOfPoles(history),
  }))
}
