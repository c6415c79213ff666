import { expect, vi } from 'vitest'
import { problemSchema } from '@/lib/core/problem'
import { addExamples, createRun, importRun, startRun } from '@/lib/store'
import { query } from '@/lib/store/database'
import { makeConfig, makeExamples } from '@/tests/setup/runs'

/** A request that must be refused: what it is, the status and code of the answer, and how it is sent. */
export type Case = readonly [what: string, status: number, code: string, send: () => Response | Promise<Response>]

/** Ids of the runs that `makeRuns` makes: one that collects, one for a control, one that waits, one that was imported. */
export const ids = { open: '', one: '', started: '', imported: '' }

/** Makes the runs that bad requests are sent to. */
export async function makeRuns(): Promise<void> {
  const examples = makeExamples(2)
  const open = await createRun(makeConfig())
  await addExamples(open.id, examples.slice(0, 1))
  const one = await createRun(makeConfig({ control: true }))
  await addExamples(one.id, examples.slice(0, 1))
  const started = await createRun(makeConfig())
  await addExamples(started.id, examples)
  await startRun(started.id, 2)
  const file = { name: 'a.jsonl', text: '{"idx":0,"nll_loss_all_chosen":1,"nll_loss_all_rejected":2}' }
  const imported = await importRun('Imported', file, file)
  Object.assign(ids, { open: open.id, one: one.id, started: started.id, imported: imported.id })
}

/** The answer is a problem with this status and code, and nothing unexpected was logged. */
export async function checkRefusal(status: number, code: string, send: Case[3]): Promise<void> {
  const log = vi.spyOn(console, 'error')
  const response = await send()
  const problem = problemSchema.parse(await response.json())
  expect([problem.status, problem.code]).toEqual([status, code])
  expect(response.headers.get('content-type')).toBe('application/problem+json')
  expect(log).not.toHaveBeenCalled()
}

/** The runs are as `makeRuns` left them, and there are no others. */
export async function checkRuns(): Promise<void> {
  const rows = await query<{ id: string; status: string; examples: number }>(
    `SELECT id, status, (SELECT count(*)::int FROM run_example e WHERE e.run_id = r.id) AS examples FROM run r`,
  )
  const runs = new Map(rows.map((row) => [row.id, [row.status, row.examples]]))
  expect(runs).toEqual(
    new Map([
      [ids.open, ['collecting', 1]],
      [ids.one, ['collecting', 1]],
      [ids.started, ['queued', 2]],
      [ids.imported, ['done', 1]],
    ]),
  )
}
