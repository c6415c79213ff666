import type { Example } from './example'
import { toPublishedRow } from './read-example'

/**
 * A line of an `eval_data` file without its line end: the row under its published names where it is known, then `idx` and
 * the sums of negative log-probabilities in nats. `parseResultLine` reads it back.
 * Source: AlignX eval/loss_*.py (output_data).
 */
export function formatEvalRow(row: {
  readonly idx: number
  readonly nllChosen: number
  readonly nllRejected: number
  readonly example: Example | null
}): string {
  return JSON.stringify({
    ...(row.example ? toPublishedRow(row.example) : {}),
    idx: row.idx,
    nll_loss_all_chosen: row.nllChosen,
    nll_loss_all_rejected: row.nllRejected,
  })
}
