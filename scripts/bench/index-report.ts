import { z } from 'zod'

/** How much is measured. */
export interface Sizes {
  readonly rows: number
  readonly rounds: number
  readonly seed: number
}

export const timingSchema = z.object({ name: z.string(), medianMs: z.number(), p95Ms: z.number() })

/** Milliseconds of one measurement. */
export type Timing = z.infer<typeof timingSchema>

export const indexReportSchema = z.object({
  rows: z.number(),
  rounds: z.number(),
  buildMs: z.number(),
  indexBytes: z.number(),
  /** In this process, beside DuckDB-WASM. */
  timings: z.array(timingSchema),
  /** In a worker of Chromium; empty where there is no browser. */
  browser: z.array(timingSchema),
})

/** What the benchmark of the direction index measured in one run. */
export type IndexReport = z.infer<typeof indexReportSchema>

/** Median and 95th percentile of measured milliseconds. */
export function summarise(name: string, durations: readonly number[]): Timing {
  const sorted = [...durations].sort((a, b) => a - b)
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN
  return { name, medianMs: at(0.5), p95Ms: at(0.95) }
}

/** The report as tables. */
export function formatReport({ rows, rounds, buildMs, indexBytes, timings, browser }: IndexReport): string {
  const table = (title: string, lines: readonly Timing[]) => `| ${title} | median ms | p95 ms |
|---|---|---|
${lines.map(({ name, medianMs, p95Ms }) => `| ${name} | ${medianMs.toFixed(2)} | ${p95Ms.toFixed(2)} |`).join('\n')}
`
  return `${rows.toLocaleString('en-US')} synthetic rows, ${rounds} rounds; index built in ${buildMs.toFixed(0)} ms, ${(indexBytes / 1e6).toFixed(1)} MB, ${(indexBytes / rows).toFixed(0)} bytes a row

${table('in Node, same run', timings)}
${browser.length > 0 ? table('in a worker of Chromium', browser) : 'There is no browser to measure in.\n'}`
}
