import 'server-only'
import { computeMargin } from '@/lib/core/accuracy'
import type { RunReport } from '@/lib/core/run-report'
import { isFinished } from '@/lib/core/run-status'
import { type RunSummary, runSummarySchema, type SummaryRow, summariseRun } from '@/lib/core/run-summary'
import { query } from './database'
import { readRun } from './runs'

interface Row {
  readonly prompt_key: string | null
  readonly longer_margin: number | null
  readonly learned_length_margin: number | null
  /** policy, reference, control-policy, control-reference: chosen and rejected of each. */
  readonly nlls: readonly (number | null)[]
  /** prompt, cut, chosen, rejected of the policy. */
  readonly tokens: readonly (number | null)[]
}

function marginAt(nlls: readonly (number | null)[], at: number): number | null {
  const [policyChosen, policyRejected, referenceChosen, referenceRejected] = nlls.slice(at, at + 4)
  if (policyChosen == null || policyRejected == null || referenceChosen == null || referenceRejected == null)
    return null
  return computeMargin(
    { nllChosen: policyChosen, nllRejected: policyRejected },
    { nllChosen: referenceChosen, nllRejected: referenceRejected },
  )
}

function toSummaryRow(row: Row): SummaryRow {
  const [prompt, promptCut, chosen, rejected] = row.tokens
  const isCounted = prompt != null && promptCut != null && chosen != null && rejected != null
  return {
    margin: marginAt(row.nlls, 0),
    controlMargin: marginAt(row.nlls, 4),
    promptKey: row.prompt_key,
    longerMargin: row.longer_margin,
    learnedLengthMargin: row.learned_length_margin,
    tokens: isCounted ? { prompt, promptCut, chosen, rejected } : null,
  }
}

function totalOf(run: RunReport): number {
  const report = run.importing
  if (!report) return run.total
  return report.joined + report.onlyInPolicy + report.onlyInReference + report.mismatched
}

async function computeSummary(run: RunReport): Promise<RunSummary> {
  const rows = await query<Row>(
    `SELECT e.prompt_key, e.longer_margin, e.learned_length_margin,
       ARRAY[p.nll_chosen, p.nll_rejected, r.nll_chosen, r.nll_rejected,
         cp.nll_chosen, cp.nll_rejected, cr.nll_chosen, cr.nll_rejected] AS nlls,
       ARRAY[p.prompt_tokens, p.prompt_tokens_cut, p.chosen_tokens, p.rejected_tokens] AS tokens
     FROM run_example e
     LEFT JOIN run_result p ON p.run_id = e.run_id AND p.idx = e.idx AND p.role = 'policy'
     LEFT JOIN run_result r ON r.run_id = e.run_id AND r.idx = e.idx AND r.role = 'reference'
     LEFT JOIN run_result cp ON cp.run_id = e.run_id AND cp.idx = e.idx AND cp.role = 'control-policy'
     LEFT JOIN run_result cr ON cr.run_id = e.run_id AND cr.idx = e.idx AND cr.role = 'control-reference'
     WHERE e.run_id = $1 ORDER BY e.idx`,
    [run.id],
  )
  return summariseRun(rows.map(toSummaryRow), totalOf(run), run.config?.seed ?? 0)
}

/**
 * The numbers of a run as far as it is; those of a finished run are kept. Throws `StoreError` (`run-unknown`).
 */
export async function readRunSummary(id: string): Promise<RunSummary> {
  const run = await readRun(id)
  if (!isFinished(run.status)) return computeSummary(run)
  const [kept] = await query<{ summary: unknown }>('SELECT summary FROM run WHERE id = $1', [id])
  const parsed = runSummarySchema.safeParse(kept?.summary)
  if (parsed.success) return parsed.data
  const summary = await computeSummary(run)
  // A run that was taken up again meanwhile has another end.
  await query('UPDATE run SET summary = $2 WHERE id = $1 AND status = $3 AND finished_at = $4', [
    id,
    JSON.stringify(summary),
    run.status,
    run.finishedAt,
  ])
  return summary
}
