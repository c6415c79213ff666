import 'server-only'
import { computeMargin } from '@/lib/core/accuracy'
import { type Example, exampleSchema } from '@/lib/core/example'
import type { Role } from '@/lib/core/run'
import type { RunResult } from '@/lib/core/run-report'
import { query } from './database'
import { readRun } from './runs'

/** How many rows one page of results holds at most. */
export const MAX_RESULT_ROWS = 1000

interface ResultPage {
  readonly rows: readonly RunResult[]
  /** The cursor of the next page, `null` at the end. */
  readonly next: number | null
}

type Score = RunResult['scores'][number]

function marginOf(scores: readonly Score[], policyRole: Role, referenceRole: Role): number | null {
  const policy = scores.find((score) => score.role === policyRole)
  const reference = scores.find((score) => score.role === referenceRole)
  return policy && reference ? computeMargin(policy, reference) : null
}

/** Rows of a run with their scores, in order of idx: at most `limit` after idx `cursor` (-1 for the first). Throws `StoreError` (`run-unknown`). */
export async function listResults(id: string, cursor: number, limit: number): Promise<ResultPage> {
  await readRun(id)
  const rows = await query<{ idx: number; hash: string | null; scores: Score[] }>(
    `SELECT e.idx, e.hash, coalesce(json_agg(json_build_object('role', r.role, 'nllChosen', r.nll_chosen,
       'nllRejected', r.nll_rejected, 'promptTokens', r.prompt_tokens, 'promptTokensCut', r.prompt_tokens_cut,
       'chosenTokens', r.chosen_tokens, 'rejectedTokens', r.rejected_tokens, 'promptSha256', r.prompt_sha256,
       'durationMs', r.duration_ms) ORDER BY r.role) FILTER (WHERE r.role IS NOT NULL), '[]') AS scores
     FROM run_example e LEFT JOIN run_result r ON r.run_id = e.run_id AND r.idx = e.idx
     WHERE e.run_id = $1 AND e.idx > $2 GROUP BY e.idx, e.hash ORDER BY e.idx LIMIT $3`,
    [id, cursor, limit + 1],
  )
  const page = rows.slice(0, limit).map(({ idx, hash, scores }) => ({
    idx,
    hash,
    margin: marginOf(scores, 'policy', 'reference'),
    controlMargin: marginOf(scores, 'control-policy', 'control-reference'),
    scores,
  }))
  return { rows: page, next: rows.length > limit ? (page.at(-1)?.idx ?? null) : null }
}

/**
 * Content hashes of the rows whose margin lies in [`from`, `to`), in order of idx, each once; `null` leaves an end open.
 * Rows whose texts are not known have none and are counted. Throws `StoreError` (`run-unknown`).
 */
export async function listHashes(
  id: string,
  from: number | null,
  to: number | null,
): Promise<{ readonly hashes: readonly string[]; readonly withoutHash: number }> {
  await readRun(id)
  // The same operations in the same order as `computeMargin`, so that a row falls on the same side of an edge.
  const rows = await query<{ hash: string | null }>(
    `SELECT e.hash FROM run_example e
     JOIN run_result p ON p.run_id = e.run_id AND p.idx = e.idx AND p.role = 'policy'
     JOIN run_result r ON r.run_id = e.run_id AND r.idx = e.idx AND r.role = 'reference'
     CROSS JOIN LATERAL (SELECT r.nll_chosen - p.nll_chosen - (r.nll_rejected - p.nll_rejected) AS margin) m
     WHERE e.run_id = $1 AND ($2::float8 IS NULL OR m.margin >= $2) AND ($3::float8 IS NULL OR m.margin < $3)
     ORDER BY e.idx`,
    [id, from, to],
  )
  const hashes = rows.flatMap((row) => (row.hash === null ? [] : [row.hash]))
  return { hashes: [...new Set(hashes)], withoutHash: rows.length - hashes.length }
}

/** A row of an `eval_data` export: its scores in one role, and the example where the run has it. */
export interface ExportRow {
  readonly idx: number
  readonly nllChosen: number
  readonly nllRejected: number
  readonly example: Example | null
}

/** At most `limit` rows scored in `role` after idx `cursor`, in order of idx. */
export async function listExportRows(
  id: string,
  role: Role,
  cursor: number,
  limit: number,
): Promise<readonly ExportRow[]> {
  const rows = await query<{ idx: number; nll_chosen: number; nll_rejected: number; example: unknown }>(
    `SELECT r.idx, r.nll_chosen, r.nll_rejected, e.example FROM run_result r
     LEFT JOIN run_example e ON e.run_id = r.run_id AND e.idx = r.idx
     WHERE r.run_id = $1 AND r.role = $2 AND r.idx > $3 ORDER BY r.idx LIMIT $4`,
    [id, role, cursor, limit],
  )
  return rows.map((row) => ({
    idx: row.idx,
    nllChosen: row.nll_chosen,
    nllRejected: row.nll_rejected,
    example: row.example === null ? null : exampleSchema.parse(row.example),
  }))
}
