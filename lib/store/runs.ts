import 'server-only'
import { z } from 'zod'
import { backendConfigSchema } from '@/lib/core/backend'
import { type RunConfig, runConfigSchema } from '@/lib/core/run'
import { importReportSchema, type RunReport, runStatusSchema, usedTemplateSchema } from '@/lib/core/run-report'
import { readBackend } from './backends'
import { codeVersion } from './code-version'
import { database, StoreError, transaction } from './database'
import type { RunModel } from './generated/models'
import { createShortId, isId } from './short-id'

/** The backends of a run as frozen at its start. */
export const frozenBackendsSchema = z.object({ policy: backendConfigSchema, reference: backendConfigSchema })

/** How many runs one page of `listRuns` holds at most. */
export const MAX_LISTED_RUNS = 100

/** The error for a run that is not there. */
export function unknownRun(id: string): StoreError {
  return new StoreError(
    `There is no run ${JSON.stringify(id)}: it may have been deleted. GET /api/v1/runs lists them`,
    {
      code: 'run-unknown',
      status: 404,
      run: id,
    },
  )
}

const modelsSchema = z.record(z.string(), z.array(z.string()))

function readModels(row: Pick<RunModel, 'models' | 'policyBackend' | 'referenceBackend'>): RunReport['models'] {
  if (row.models === null) return null
  const models = modelsSchema.parse(row.models)
  return { policy: models[row.policyBackend ?? ''] ?? [], reference: models[row.referenceBackend ?? ''] ?? [] }
}

function toReport(row: Omit<RunModel, 'summary'>): RunReport {
  const config = row.config === null ? null : runConfigSchema.parse(row.config)
  return {
    id: row.id,
    kind: z.enum(['scored', 'import']).parse(row.kind),
    name: row.name,
    status: runStatusSchema.parse(row.status),
    config,
    total: row.total,
    backends: row.backends === null ? null : frozenBackendsSchema.parse(row.backends),
    templates: row.templates === null ? null : z.array(usedTemplateSchema).parse(row.templates),
    models: readModels(row),
    codeVersion: row.codeVersion,
    importing: row.importing === null ? null : importReportSchema.parse(row.importing),
    error: row.error,
    createdAt: row.createdAt.toISOString(),
    startedAt: row.startedAt?.toISOString() ?? null,
    finishedAt: row.finishedAt?.toISOString() ?? null,
  }
}

/** One run. Throws `StoreError` (`run-unknown`). */
export async function readRun(id: string): Promise<RunReport> {
  const row = isId(id) ? await database().prisma.run.findUnique({ where: { id }, omit: { summary: true } }) : null
  if (!row) throw unknownRun(id)
  return toReport(row)
}

/** A page of runs, newest first, and the `cursor` of the next one. */
export interface RunPage {
  readonly runs: readonly RunReport[]
  readonly next: string | null
}

/**
 * Runs, newest first: `limit` (1 to `MAX_LISTED_RUNS`) after the run that `cursor` names. Throws `StoreError`
 * (`run-unknown`) for a cursor whose run is gone.
 */
export async function listRuns(limit: number = MAX_LISTED_RUNS, cursor: string | null = null): Promise<RunPage> {
  if (cursor !== null) await readRun(cursor)
  const rows = await database().prisma.run.findMany({
    omit: { summary: true },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: limit + 1,
    ...(cursor === null ? {} : { cursor: { id: cursor }, skip: 1 }),
  })
  const runs = rows.slice(0, limit).map(toReport)
  return { runs, next: rows.length > limit ? (runs.at(-1)?.id ?? null) : null }
}

/** Opens a run that collects examples. Throws `StoreError` (`backend-unknown`) for a backend that is not there. */
export async function createRun(config: RunConfig): Promise<RunReport> {
  await Promise.all([readBackend(config.policyBackend), readBackend(config.referenceBackend)])
  const row = await database().prisma.run.create({
    omit: { summary: true },
    data: {
      id: createShortId(),
      kind: 'scored',
      status: 'collecting',
      name: config.name,
      config,
      policyBackend: config.policyBackend,
      referenceBackend: config.referenceBackend,
      codeVersion: codeVersion(),
    },
  })
  return toReport(row)
}

/** Deletes a run with its examples and results; shares of it stay. A worker that scores it stops. Throws `StoreError` (`run-unknown`). */
export async function deleteRun(id: string): Promise<void> {
  const isDeleted =
    isId(id) &&
    (await transaction(async (client) => {
      // Units before the run, as every other statement locks them, so that none waits for another in a circle.
      await client.query('SELECT 1 FROM run_unit WHERE run_id = $1 ORDER BY role, unit FOR UPDATE', [id])
      const { rowCount } = await client.query('DELETE FROM run WHERE id = $1', [id])
      return rowCount === 1
    }))
  if (!isDeleted) throw unknownRun(id)
}
