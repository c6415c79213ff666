/** Milliseconds of one measurement. */
export interface Timing {
  readonly name: string
  readonly medianMs: number
  readonly p95Ms: number
}

/** What the benchmark of the direction index measured in one run. */
export interface IndexReport {
  readonly rows: number
  readonly rounds: number
  readonly buildMs: number
  readonly indexBytes: number
  readonly timings: readonly Timing[]
}

/** Median and 95th percentile of measured milliseconds. */
export function summarise(name: string, durations: readonly number[]): Timing {
  const sorted = [...durations].sort((a, b) => a - b)
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN
  return { name, medianMs: at(0.5), p95Ms: at(0.95) }
}

/** The report as a table; ratios are of medians to that of the first line. */
export function formatReport({ rows, rounds, buildMs, indexBytes, timings }: IndexReport): string {
  const base = timings[0]?.medianMs ?? Number.NaN
  const lines = timings.map(
    ({ name, medianMs, p95Ms }) =>
      `| ${name} | ${medianMs.toFixed(2)} | ${p95Ms.toFixed(2)} | ${(medianMs / base).toFixed(1)} × |`,
  )
  return `${rows.toLocaleString('en-US')} synthetic rows, ${rounds} rounds; index built in ${buildMs.toFixed(0)} ms, ${(indexBytes / 1e6).toFixed(1)} MB

| filter + counts of 180 own and 180 history poles | median ms | p95 ms | to the first |
|---|---|---|---|
${lines.join('\n')}
`
}
