import { createHash } from 'node:crypto'
import type { z } from 'zod'
import { ProblemError, parseInput } from '@/app/api/route-handler'
import type { RowsRequest } from '@/lib/core/answer-rows'
import type { FilterContext } from '@/lib/core/filter-sql'
import { runTermKey, runTermsOf, selectionsOf } from '@/lib/core/filter-terms'
import { describeViewProblem, parseView } from '@/lib/core/view'
import { listHashes } from '@/lib/store'

/** What a list's filter needs beside the rows: its runs from this server's results, its selections from the request. */
export async function resolveList({ filter, selections }: Pick<RowsRequest, 'filter' | 'selections'>) {
  const unknown = selectionsOf(filter).find((id) => !Object.hasOwn(selections, id))
  if (unknown !== undefined)
    throw new ProblemError(
      422,
      'selection-unknown',
      `The filter asks for selection ${unknown}, which only a browser keeps. Send its content hashes in selections.`,
    )
  const rows = new Map<string, readonly string[]>()
  for (const term of runTermsOf(filter))
    rows.set(runTermKey(term), (await listHashes(term.run, term.from, term.to)).hashes)
  const context: FilterContext = {
    rowsOfRun: (term) => rows.get(runTermKey(term)) ?? [],
    rowsOfSelection: (id) => selections[id] ?? [],
  }
  return context
}

/**
 * A list as the address of Explore has it (`source`, `f`, `sort`, `desc`), with `offset`, `limit` and what else the
 * schema takes. Throws `ProblemError` (`invalid-input`), also for a part of the filter that cannot be read.
 */
export function readListParams<Schema extends z.ZodType>(request: Request, schema: Schema): z.output<Schema> {
  const params = new URL(request.url).searchParams
  const { filter, sort, problems } = parseView(params)
  const [problem] = problems
  if (problem) throw new ProblemError(422, 'invalid-input', describeViewProblem(problem))
  const { source, query, fields, offset, limit } = Object.fromEntries(params)
  return parseInput(
    {
      source,
      filter,
      sort,
      ...(query !== undefined && { query }),
      ...(fields !== undefined && { fields: fields.split(',') }),
      ...(offset !== undefined && { offset: Number(offset) }),
      ...(limit !== undefined && { limit: Number(limit) }),
    },
    schema,
  )
}

/** The strong tag of what a question about a revision is answered; `null` where results of runs may change it. */
export function tagAnswer(revision: string, kind: string, list: Pick<RowsRequest, 'filter'>): string | null {
  if (runTermsOf(list.filter).length > 0) return null
  const hash = createHash('sha256').update(JSON.stringify([revision, kind, list]))
  return `"${hash.digest('hex').slice(0, 32)}"`
}
