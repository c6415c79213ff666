/** What a published accuracy was measured on. `rows` was derived from the printed decimals, the paper does not say it. */
export interface PublishedBenchmark {
  readonly key: string
  readonly benchmark: string
  readonly persona: string
  readonly rows: number | null
}

/** One line of the table: `accuracy` in percent as printed, in the order of `PUBLISHED_BENCHMARKS`, `null` for N/A. */
export interface PublishedModel {
  readonly model: string
  readonly training: 'none' | 'subset' | 'full'
  readonly accuracy: readonly (number | null)[]
}

/** Where the table stands. */
export const PUBLISHED_SOURCE =
  'AlignX, Table 3: alignment accuracy in percent (figures/performance.png of JinaLeejnl/AlignX, 29 May 2025)'

/** Must stand wherever the table is shown beside other numbers. */
export const PUBLISHED_NOTES = [
  'Measured on other rows, with other models: not comparable with a run here unless rows, prompts, policy and reference are the same.',
  'Accuracy by policy minus reference log-probability, strict comparison, ties wrong. How the untrained models got a number under this definition is not stated.',
  'UF-P-4 and P-Soups are one figure each over four and three files. Numbers of rows are derived from the printed decimals.',
  'Table 3 says Llama-3-8B-Instruct, the released scripts load Llama-3.1-8B-Instruct.',
] as const

/** The columns of Table 3. */
export const PUBLISHED_BENCHMARKS: readonly PublishedBenchmark[] = [
  { key: 'uf-p-4', benchmark: 'UF-P-4', persona: 'PAIR', rows: null },
  { key: 'prism', benchmark: 'PRISM', persona: 'PAIR', rows: 845 },
  { key: 'p-soups', benchmark: 'P-Soups', persona: 'PAIR', rows: 1802 },
  { key: 'alignx-test-ugc', benchmark: 'AlignX-test', persona: 'UGC', rows: 3716 },
  { key: 'alignx-test-pair', benchmark: 'AlignX-test', persona: 'PAIR', rows: 3716 },
  { key: 'alignx-test-demo', benchmark: 'AlignX-test', persona: 'DEMO', rows: 3716 },
  { key: 'alignx-test-all', benchmark: 'AlignX-test', persona: 'P (arbitrary mix)', rows: 3716 },
]

/** What the models were trained on: the random subset holds 91,918 rows, the whole 1,311,622. */
export const PUBLISHED_TRAINING = {
  none: 'not trained on AlignX',
  subset: '7 % subset (91,918)',
  full: 'full (1,311,622)',
}

/** The lines of Table 3. Source: `PUBLISHED_SOURCE`. */
export const PUBLISHED_MODELS: readonly PublishedModel[] = [
  { model: 'Llama-3-8B-Instruct', training: 'none', accuracy: [46.91, 44.38, 49.44, 50.32, 50.11, 48.12, 48.84] },
  { model: 'Qwen2.5-7B-Instruct', training: 'none', accuracy: [55.39, 58.22, 34.56, 50.75, 50.0, 51.8, 51.04] },
  { model: 'Mistral-7B-Instruct-v0.2', training: 'none', accuracy: [59.38, 66.86, 40.12, 47.66, 48.14, 48.84, 47.41] },
  { model: 'VPL', training: 'subset', accuracy: [46.78, 45.33, 45.45, null, null, 50.3, null] },
  { model: 'AlignXpert-ICA', training: 'subset', accuracy: [61.22, 76.69, 76.54, 54.28, 53.07, 86.92, 70.88] },
  { model: 'AlignXpert-PBA', training: 'subset', accuracy: [54.9, 52.43, 76.59, 55.68, 57.16, 72.63, 64.75] },
  { model: 'AlignXpert-ICA', training: 'full', accuracy: [63.01, 68.17, 63.33, 59.63, 58.48, 91.44, 75.19] },
  { model: 'AlignXpert-PBA', training: 'full', accuracy: [53.09, 55.86, 81.69, 57.83, 59.66, 88.46, 71.1] },
  {
    model: 'AlignXpert-PBA, golden direction',
    training: 'full',
    accuracy: [64.0, null, null, 91.36, 91.36, 91.36, 91.36],
  },
]
