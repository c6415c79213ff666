import 'server-only'
import type { BackendConfig } from '@/lib/core/backend'
import { type Example, exampleSchema } from '@/lib/core/example'
import type { Role, RunConfig } from '@/lib/core/run'
import { readBackend } from './backends'
import { query, StoreError } from './database'
import { backendOf, drawPersonas } from './run-life'
import { readRun } from './runs'
import { readExamples } from './unit-items'

/** A row of a run in one role, with all that its prompt is made from. */
export interface PromptItem {
  readonly config: RunConfig
  readonly backend: BackendConfig
  readonly example: Example
  /** The row whose persona the role sees: for the control, the one that the run scores with. */
  readonly persona: Example
  /** Rows the run has now. */
  readonly total: number
  /** All rows, in order. */
  readonly readExamples: () => Promise<readonly Example[]>
}

/**
 * A row of a scored run in one role. While the run still collects, the control shows the persona that it would draw from
 * the rows sent so far. Throws `StoreError`: `run-unknown`, `run-imported`, `example-unknown`, `backend-unknown`,
 * `run-control-needs-two-rows`.
 */
export async function readPromptItem(runId: string, idx: number, role: Role): Promise<PromptItem> {
  const { config, total, backends } = await readRun(runId)
  if (!config)
    throw new StoreError(`Run ${runId} was imported: its prompts are not known`, {
      code: 'run-imported',
      status: 409,
      run: runId,
    })
  const example = await readOne(runId, idx, total)
  const personaIdx =
    role === 'policy' || role === 'reference' ? idx : (drawPersonas(runId, total, config.seed)[idx] ?? idx)
  const persona = personaIdx === idx ? example : await readOne(runId, personaIdx, total)
  const isPolicy = role === 'policy' || role === 'control-policy'
  const frozen = backends && (isPolicy ? backends.policy : backends.reference)
  const backend = frozen ?? (await readBackend(backendOf(role, config)))
  return { config, backend, example, persona, total, readExamples: () => readExamples(runId) }
}

async function readOne(runId: string, idx: number, total: number): Promise<Example> {
  const [row] = await query<{ example: unknown }>('SELECT example FROM run_example WHERE run_id = $1 AND idx = $2', [
    runId,
    idx,
  ])
  if (row) return exampleSchema.parse(row.example)
  throw new StoreError(`Run ${runId} has no row ${idx}: it has ${total}, counted from 0`, {
    code: 'example-unknown',
    status: 404,
    run: runId,
    idx,
  })
}
