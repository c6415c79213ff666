import { z } from 'zod'
import { type Measurement, measurementSchema } from './measurement'

/** A part of the benchmark: a script of its own, and how its output is read. */
export interface Part {
  readonly name: string
  readonly script: string
  readonly args: readonly string[]
  readonly limitMs: number
  readonly read: (output: string) => Measurement[]
}

const timingSchema = z.object({ name: z.string(), medianMs: z.number(), p95Ms: z.number() })
const indexSchema = z.object({
  rows: z.number(),
  rounds: z.number(),
  buildMs: z.number(),
  indexBytes: z.number(),
  timings: z.tuple([timingSchema, timingSchema, timingSchema]),
})

const scorerSchema = z.object({
  data: z.string(),
  condition: z.string(),
  rows: z.number(),
  examplesPerSecondPerCore: z.number(),
  timesReferencePass: z.number(),
})

/** All parts, in the order in which they run. */
export const PARTS: readonly Part[] = [
  { name: 'load', script: 'load.ts', args: [], limitMs: 150_000, read: readMeasurements },
  { name: 'index', script: 'index.ts', args: ['--json', '--rounds', '30'], limitMs: 120_000, read: readIndex },
  { name: 'scorer', script: 'scorer.ts', args: [], limitMs: 120_000, read: readScorer },
  { name: 'prepare', script: 'prepare.ts', args: [], limitMs: 240_000, read: readMeasurements },
  { name: 'page', script: 'page.ts', args: [], limitMs: 290_000, read: readMeasurements },
]

function readMeasurements(output: string): Measurement[] {
  return z.array(measurementSchema).parse(JSON.parse(output))
}

/** The index against DuckDB-WASM and against itself without SIMD, interleaved in one process. */
function readIndex(output: string): Measurement[] {
  const { rows, rounds, buildMs, indexBytes, timings } = indexSchema.parse(JSON.parse(output))
  const [simd, plain, duckdb] = timings
  const among = `${rows.toLocaleString('en-US')} rows`
  const base = { part: 'index', unit: 'ms', budget: null, note: '' }
  return [
    {
      ...base,
      what: `filter and counts of all poles, ${among}`,
      value: simd.medianMs,
      high: simd.p95Ms,
      budget: { limit: 16, of: 'high', side: 'at most' },
      note: `180 own and 180 history poles; SIMD kernel in Node, not in a browser's worker; ${rounds} filters`,
    },
    {
      ...base,
      what: 'the same on the plain kernel',
      value: plain.medianMs,
      high: plain.p95Ms,
      note: 'where there is no SIMD; same filters, same run',
    },
    {
      ...base,
      what: 'the same counts by DuckDB-WASM',
      value: duckdb.medianMs,
      high: duckdb.p95Ms,
      note: 'own poles only, on the same bit-planes; same filters, same run',
    },
    {
      ...base,
      what: 'times faster than DuckDB-WASM in the same run',
      unit: '×',
      value: duckdb.medianMs / simd.medianMs,
      high: null,
      budget: { limit: 5, of: 'value', side: 'at least' },
      note: `the index also counts the histories; plain kernel ${(duckdb.medianMs / plain.medianMs).toFixed(1)} ×`,
    },
    {
      ...base,
      what: `building the index, ${among}`,
      value: buildMs,
      high: null,
      note: `${(indexBytes / 1e6).toFixed(0)} MB; directions already read`,
    },
  ]
}

/** Its output has a line of JSON for each measurement among lines for people. */
function readScorer(output: string): Measurement[] {
  const lines = output.split('\n').filter((line) => line.startsWith('{'))
  return lines.map((line) => {
    const { data, condition, rows, examplesPerSecondPerCore, timesReferencePass } = scorerSchema.parse(JSON.parse(line))
    return {
      part: 'scorer',
      what: `built-in scorer on ${data}, condition ${condition}`,
      unit: 'rows/s a core',
      value: examplesPerSecondPerCore,
      high: null,
      budget: { limit: 500, of: 'value', side: 'at least' },
      note: `${rows.toLocaleString('en-US')} rows by processor time; ${timesReferencePass} × the reference's own pass`,
    }
  })
}
