import 'server-only'
import type { RunReport } from '@/lib/core/run-report'
import { isFinished } from '@/lib/core/run-status'
import type { RunSummary } from '@/lib/core/run-summary'
import {
  type NewShare,
  type OpenShare,
  type Provenance,
  type SharePayload,
  type ShareReport,
  sharePayloadSchema,
} from '@/lib/core/share'
import { database, query, StoreError } from './database'
import type { ShareModel } from './generated/models'
import { readRunSummary } from './run-summaries'
import { readRun } from './runs'
import { createToken } from './short-id'

/** The largest frozen result, in bytes of JSON. */
const MAX_PAYLOAD_BYTES = 100_000

function describeProvenance(run: RunReport): Provenance {
  const source = run.config?.source ?? null
  const name = (side: 'policy' | 'reference') => {
    const backend = run.backends?.[side]
    return backend ? { name: backend.name, kind: backend.kind, model: backend.model } : null
  }
  return {
    source: source?.label ?? null,
    datasetHash: source?.datasetHash ?? null,
    filter: source?.filter ?? null,
    available: source?.available ?? null,
    sampled: run.total,
    synthetic: source?.synthetic ?? null,
    condition: run.config?.condition ?? null,
    seed: run.config?.seed ?? null,
    templates: run.templates ?? [],
    policy: name('policy'),
    reference: name('reference'),
    models: run.models,
    importing: run.importing,
    codeVersion: run.codeVersion,
    finishedAt: run.finishedAt,
  }
}

/** Everything a read-only page draws of a run. */
export function freezeRun(run: RunReport, summary: RunSummary): SharePayload {
  return {
    version: 1,
    run: { id: run.id, name: run.name, status: run.status, kind: run.kind },
    summary,
    provenance: describeProvenance(run),
  }
}

function toShareReport(row: Omit<ShareModel, 'payload'>, synthetic: boolean | null): ShareReport {
  return {
    token: row.token,
    runId: row.runId,
    title: row.title,
    synthetic,
    createdAt: row.createdAt.toISOString(),
    revokedAt: row.revokedAt?.toISOString() ?? null,
    expiresAt: row.expiresAt?.toISOString() ?? null,
  }
}

/**
 * Freezes a finished run behind a new link. Throws `StoreError`: `run-unknown`, `share-not-finished`, `share-empty` when
 * nothing of it is scored, `share-expired` when it would end in the past, `share-too-large`.
 */
export async function createShare(share: NewShare): Promise<ShareReport> {
  const run = await readRun(share.runId)
  if (!isFinished(run.status))
    throw new StoreError(`Run ${run.id} is ${run.status}: it can be shared when it is finished or cancelled`, {
      code: 'share-not-finished',
      status: 409,
      run: run.id,
    })
  if (share.expiresAt !== null && Date.parse(share.expiresAt) <= Date.now())
    throw new StoreError(`${share.expiresAt} is past: name a later end, or none`, {
      code: 'share-expired',
      status: 422,
      expiresAt: share.expiresAt,
    })
  const summary = await readRunSummary(run.id)
  if (summary.scored === 0)
    throw new StoreError(`Nothing of run ${run.id} is scored`, { code: 'share-empty', status: 409, run: run.id })
  const payload = freezeRun(run, summary)
  const bytes = Buffer.byteLength(JSON.stringify(payload))
  if (bytes > MAX_PAYLOAD_BYTES)
    throw new StoreError(`The frozen result has ${bytes} bytes, more than ${MAX_PAYLOAD_BYTES}`, {
      code: 'share-too-large',
      status: 413,
      bytes,
    })
  const row = await database().prisma.share.create({
    omit: { payload: true },
    data: {
      token: createToken(),
      runId: run.id,
      title: share.title,
      payload,
      expiresAt: share.expiresAt === null ? null : new Date(share.expiresAt),
    },
  })
  return toShareReport(row, payload.provenance.synthetic)
}

/** Every share, newest first, revoked ones included. */
export async function listShares(): Promise<readonly ShareReport[]> {
  const [rows, marks] = await Promise.all([
    database().prisma.share.findMany({
      omit: { payload: true },
      orderBy: [{ createdAt: 'desc' }, { token: 'desc' }],
    }),
    query<{ token: string; synthetic: boolean | null }>(
      `SELECT token, (payload #>> '{provenance,synthetic}')::boolean AS synthetic FROM share`,
    ),
  ])
  const synthetic = new Map(marks.map((mark) => [mark.token, mark.synthetic]))
  return rows.map((row) => toShareReport(row, synthetic.get(row.token) ?? null))
}

// One answer for unknown, revoked and ended links: a stranger learns nothing from it.
function shareGone(): StoreError {
  return new StoreError('This link does not exist, or it was revoked or has ended. Ask whoever sent it for a new one', {
    code: 'share-gone',
    status: 404,
  })
}

const isToken = (text: string) => /^[\w-]{43}$/.test(text)

/** What a link opens. Throws `StoreError` (`share-gone`) for one that is unknown, revoked or past its end. */
export async function readShare(token: string): Promise<OpenShare> {
  const row = isToken(token) ? await database().prisma.share.findUnique({ where: { token } }) : null
  if (!row || row.revokedAt !== null || (row.expiresAt !== null && row.expiresAt.getTime() <= Date.now()))
    throw shareGone()
  return {
    title: row.title,
    createdAt: row.createdAt.toISOString(),
    expiresAt: row.expiresAt?.toISOString() ?? null,
    payload: sharePayloadSchema.parse(row.payload),
  }
}

/** Ends a link for good; doing it twice changes nothing. Throws `StoreError` (`share-gone`) for an unknown one. */
export async function revokeShare(token: string): Promise<void> {
  if (!isToken(token)) throw shareGone()
  const { prisma } = database()
  const { count } = await prisma.share.updateMany({
    where: { token, revokedAt: null },
    data: { revokedAt: new Date() },
  })
  if (count === 0 && (await prisma.share.count({ where: { token } })) === 0) throw shareGone()
}
