import { z } from 'zod'
import { type AccuracyCounts, countAccuracy, judgeMargin } from './accuracy'
import { BASELINES, type BaselineKey } from './baselines'
import { clusterBootstrap, wilsonInterval } from './intervals'
import { binMargins, histogramBinSchema } from './margin-histogram'
import { deriveSeed } from './random'

const intervalSchema = z.object({ low: z.number(), high: z.number() })
const countSchema = z.int().min(0)

/** A share of pairs with both intervals; ties are counted as wrong in `accuracy`. */
export const accuracySchema = z.object({
  n: countSchema,
  correct: countSchema,
  ties: countSchema,
  /** As acc.py counts: margins above 0, float noise of a tie included. */
  correctAsPublished: countSchema,
  accuracy: z.number().nullable(),
  /** Takes rows for independent. `null` for no rows. */
  wilson: intervalSchema.nullable(),
  /** Draws whole posts; `null` where undefined, and `clusterReason` says why. */
  clustered: intervalSchema.nullable(),
  clusterReason: z.enum(['no-outcomes', 'one-cluster', 'no-variation', 'no-prompts']).nullable(),
  /** Distinct posts; `null` where the posts are not known. */
  clusters: countSchema.nullable(),
})
export type Accuracy = z.infer<typeof accuracySchema>

const spreadSchema = z.object({ min: z.number(), median: z.number(), mean: z.number(), max: z.number() })
export type Spread = z.infer<typeof spreadSchema>

/** The evaluated numbers of a run. Margins are in nats. */
export const runSummarySchema = z.object({
  version: z.literal(1),
  /** Rows of the run; for an import, different `idx` over both files. */
  total: countSchema,
  /** Rows with a policy and a reference score. */
  scored: countSchema,
  /** `scored` of `total`, in [0, 1]; `null` for no rows. */
  coverage: z.number().nullable(),
  accuracy: accuracySchema,
  /** The same rows with another row's persona; `null` when the run has no control or nothing of it is scored. */
  control: accuracySchema.nullable(),
  /**
   * Accuracy minus that of the control over the rows that have both, in [-1, 1], with a paired interval that draws whole
   * posts; `null` without a control.
   */
  effect: z.object({ n: countSchema, difference: z.number(), clustered: intervalSchema.nullable() }).nullable(),
  /** Rules without a model on the same rows; `null` where the texts are not known. */
  baselines: z
    .array(z.object({ key: z.enum(BASELINES.map((rule) => rule.key)), label: z.string(), accuracy: accuracySchema }))
    .nullable(),
  margin: spreadSchema.nullable(),
  histogram: z.array(histogramBinSchema),
  /** Of the policy's scores; `null` where token counts are not known. */
  tokens: z
    .object({
      prompt: spreadSchema,
      chosen: spreadSchema,
      rejected: spreadSchema,
      /** Rows whose prompt was cut from the left, and the most tokens that one lost. */
      cutRows: countSchema,
      mostCut: countSchema,
    })
    .nullable(),
})
export type RunSummary = z.infer<typeof runSummarySchema>

/** What the summary needs of a row. A `null` margin is not scored; other `null`s are not known. */
export interface SummaryRow {
  readonly margin: number | null
  readonly controlMargin: number | null
  /** Equal for equal posts. */
  readonly promptKey: string | null
  readonly longerMargin: number | null
  readonly learnedLengthMargin: number | null
  readonly tokens: {
    readonly prompt: number
    readonly promptCut: number
    readonly chosen: number
    readonly rejected: number
  } | null
}

type ScoredRow = SummaryRow & { readonly margin: number }

/**
 * The numbers of a run from its rows, in order of `idx`. `total` counts the rows that should be scored, `seed` is the
 * run's. The same rows, order and seed give the same summary.
 */
export function summariseRun(rows: readonly SummaryRow[], total: number, seed: number): RunSummary {
  const scored = rows.filter((row): row is ScoredRow => row.margin !== null)
  const margins = scored.map((row) => row.margin)
  const controls = scored.flatMap((row) =>
    row.controlMargin === null ? [] : [{ margin: row.controlMargin, promptKey: row.promptKey }],
  )
  const intervalSeed = deriveSeed(seed, 'interval')
  return {
    version: 1,
    total,
    scored: scored.length,
    coverage: total === 0 ? null : scored.length / total,
    accuracy: measureAccuracy(scored, intervalSeed),
    control: controls.length === 0 ? null : measureAccuracy(controls, intervalSeed),
    effect: measureEffect(scored, intervalSeed),
    baselines: measureBaselines(scored, intervalSeed),
    margin: measureSpread(margins),
    histogram: [...binMargins(margins, controls.length === 0 ? null : controls.map((row) => row.margin))],
    tokens: measureTokens(scored),
  }
}

function measureAccuracy(
  rows: readonly { readonly margin: number; readonly promptKey: string | null }[],
  seed: number,
): Accuracy {
  const counts: AccuracyCounts = countAccuracy(rows.map((row) => row.margin))
  const wilson = wilsonInterval(counts.correct, counts.n)
  const outcomes = rows.flatMap(({ margin, promptKey }) =>
    promptKey === null ? [] : [{ cluster: promptKey, value: judgeMargin(margin) === 'correct' ? 1 : 0 }],
  )
  if (outcomes.length < rows.length)
    return { ...counts, wilson, clustered: null, clusterReason: 'no-prompts', clusters: null }
  const { interval, reason, clusters } = clusterBootstrap(outcomes, seed)
  return { ...counts, wilson, clustered: interval, clusterReason: reason, clusters }
}

function measureEffect(rows: readonly ScoredRow[], seed: number): RunSummary['effect'] {
  const score = (margin: number) => (judgeMargin(margin) === 'correct' ? 1 : 0)
  const pairs = rows.flatMap(({ margin, controlMargin, promptKey }) =>
    controlMargin === null ? [] : [{ cluster: promptKey, value: score(margin) - score(controlMargin) }],
  )
  if (pairs.length === 0) return null
  const difference = pairs.reduce((sum, pair) => sum + pair.value, 0) / pairs.length
  const known = pairs.flatMap(({ cluster, value }) => (cluster === null ? [] : [{ cluster, value }]))
  const clustered = known.length < pairs.length ? null : clusterBootstrap(known, seed).interval
  return { n: pairs.length, difference, clustered }
}

function measureBaselines(rows: readonly ScoredRow[], seed: number): RunSummary['baselines'] {
  const marginOf = (row: SummaryRow, key: BaselineKey) =>
    key === 'longer' ? row.longerMargin : row.learnedLengthMargin
  const measured = BASELINES.flatMap(({ key, label }) => {
    const known = rows.flatMap((row) => {
      const margin = marginOf(row, key)
      return margin === null ? [] : [{ margin, promptKey: row.promptKey }]
    })
    return known.length < rows.length || rows.length === 0
      ? []
      : [{ key, label, accuracy: measureAccuracy(known, seed) }]
  })
  return measured.length === 0 ? null : measured
}

/** Smallest, median, mean and largest value; `null` for none. */
export function measureSpread(values: readonly number[]): Spread | null {
  const sorted = Float64Array.from(values).sort()
  const [min, max] = [sorted[0], sorted[sorted.length - 1]]
  if (min === undefined || max === undefined) return null
  const below = sorted[Math.floor((sorted.length - 1) / 2)] ?? min
  const above = sorted[Math.ceil((sorted.length - 1) / 2)] ?? max
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  return { min, median: (below + above) / 2, mean, max }
}

function measureTokens(rows: readonly ScoredRow[]): RunSummary['tokens'] {
  const tokens = rows.flatMap((row) => (row.tokens ? [row.tokens] : []))
  if (tokens.length < rows.length) return null
  const prompt = measureSpread(tokens.map((row) => row.prompt))
  const chosen = measureSpread(tokens.map((row) => row.chosen))
  const rejected = measureSpread(tokens.map((row) => row.rejected))
  if (!prompt || !chosen || !rejected) return null
  const cut = tokens.map((row) => row.promptCut)
  const mostCut = cut.reduce((most, count) => Math.max(most, count), 0)
  return { prompt, chosen, rejected, cutRows: cut.filter((count) => count > 0).length, mostCut }
}
