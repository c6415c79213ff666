import 'server-only'
import { type Example, exampleSchema } from '@/lib/core/example'
import { runConfigSchema } from '@/lib/core/run'
import type { LeasedUnit, ScorerInput, UnitItem } from '@/lib/core/run-store'
import { readBackendSecret } from './backends'
import { query, StoreError } from './database'
import { frozenBackendsSchema } from './runs'

/** The examples of a unit that have no result yet, in order of idx. The control roles get another row's persona. */
export async function readUnitItems(unit: LeasedUnit): Promise<readonly UnitItem[]> {
  const isControl = unit.role === 'control-policy' || unit.role === 'control-reference'
  const rows = await query<{ idx: number; example: unknown; persona: unknown }>(
    `SELECT e.idx, e.example, p.example AS persona FROM run_example e
     LEFT JOIN run_example p ON p.run_id = e.run_id AND p.idx = e.persona_idx AND $5
     WHERE e.run_id = $1 AND e.idx BETWEEN $3 AND $4 AND NOT EXISTS (
       SELECT 1 FROM run_result d WHERE d.run_id = e.run_id AND d.idx = e.idx AND d.role = $2)
     ORDER BY e.idx`,
    [unit.runId, unit.role, unit.firstIdx, unit.lastIdx, isControl],
  )
  return rows.map((row) => {
    const example = exampleSchema.parse(row.example)
    if (!isControl) return { idx: row.idx, example, persona: example }
    return { idx: row.idx, example, persona: exampleSchema.parse(row.persona) }
  })
}

/** All rows of a run, in order of idx. */
export async function readExamples(runId: string): Promise<readonly Example[]> {
  const rows = await query<{ example: unknown }>('SELECT example FROM run_example WHERE run_id = $1 ORDER BY idx', [
    runId,
  ])
  return rows.map((row) => exampleSchema.parse(row.example))
}

/** What the scorer of a run's backend is made from. Throws `StoreError` (`run-unknown`) when the run is gone. */
export async function readScorerInput(runId: string, backendId: string): Promise<ScorerInput> {
  const [row] = await query<{ config: unknown; backends: unknown }>('SELECT config, backends FROM run WHERE id = $1', [
    runId,
  ])
  if (!row) throw new StoreError(`Run ${runId} is gone`, { code: 'run-unknown', status: 404, run: runId })
  const config = runConfigSchema.parse(row.config)
  const backends = frozenBackendsSchema.parse(row.backends)
  return {
    runId,
    backend: backends.policy.id === backendId ? backends.policy : backends.reference,
    secret: await readBackendSecret(backendId),
    condition: config.condition,
    seed: config.seed,
    readExamples: () => readExamples(runId),
  }
}
