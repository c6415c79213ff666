import { z } from 'zod'
import { indexReportSchema, type Timing } from './index-report'
import { type Measurement, measurementSchema } from './measurement'

/** A part of the benchmark: a script of its own, and how its output is read. */
export interface Part {
  readonly name: string
  readonly script: string
  readonly args: readonly string[]
  readonly limitMs: number
  readonly read: (output: string) => Measurement[]
  /** The script imports modules that only a server may. */
  readonly isServerCode?: boolean
  /** It takes too long to run with the others, or needs data of its own: only where it is named. */
  readonly isOnRequest?: boolean
}

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
  { name: 'index', script: 'index.ts', args: ['--json', '--rounds', '20'], limitMs: 200_000, read: readIndex },
  { name: 'scorer', script: 'scorer.ts', args: [], limitMs: 120_000, read: readScorer },
  { name: 'prepare', script: 'prepare.ts', args: [], limitMs: 240_000, read: readMeasurements },
  { name: 'map', script: 'map.ts', args: [], limitMs: 150_000, read: readMeasurements },
  {
    name: 'annotation',
    script: 'annotation.ts',
    args: [],
    limitMs: 200_000,
    read: readMeasurements,
    isServerCode: true,
  },
  { name: 'page', script: 'page.ts', args: [], limitMs: 290_000, read: readMeasurements },
  { name: 'open', script: 'open.ts', args: [], limitMs: 290_000, read: readMeasurements, isOnRequest: true },
  { name: 'soak', script: 'soak.ts', args: [], limitMs: 1_800_000, read: readMeasurements, isOnRequest: true },
]

function readMeasurements(output: string): Measurement[] {
  return z.array(measurementSchema).parse(JSON.parse(output))
}

/** What may be asked of the index within which time, in milliseconds. */
const INDEX_LIMITS: Readonly<Record<string, number>> = {
  'filter and counts of all poles': 16,
  'nearest 20': 60,
  'nearest 20, weighted': 60,
  'co-occurrence': 400,
  'co-occurrence under a filter': 400,
}

/** The index in a browser's worker, and in Node against DuckDB-WASM and against itself without SIMD, interleaved. */
function readIndex(output: string): Measurement[] {
  const { rows, buildMs, indexBytes, timings, browser } = indexReportSchema.parse(JSON.parse(output))
  const measure = ({ name, medianMs, p95Ms }: Timing, where: string): Measurement => {
    const limit = name.endsWith('simd kernel') ? INDEX_LIMITS[name.replace(', simd kernel', '')] : undefined
    return {
      part: 'index',
      what: `${name}, ${where}`,
      unit: 'ms',
      value: medianMs,
      high: p95Ms,
      budget: limit === undefined ? null : { limit, of: 'high', side: 'at most' },
      note: `${rows.toLocaleString('en-US')} rows`,
    }
  }
  const medianOf = (name: string) => timings.find((timing) => timing.name === name)?.medianMs ?? Number.NaN
  const counting = 'filter and counts of all poles'
  return [
    ...browser.map((timing) => measure(timing, 'Chromium')),
    ...timings.map((timing) => measure(timing, 'Node')),
    {
      part: 'index',
      what: 'times faster than DuckDB-WASM in the same run',
      unit: '×',
      value: medianOf(`${counting}, DuckDB-WASM`) / medianOf(`${counting}, simd kernel`),
      high: null,
      budget: { limit: 5, of: 'value', side: 'at least' },
      note: 'filter and counts; the index also counts the histories, DuckDB own poles only',
    },
    {
      part: 'index',
      what: 'building the index',
      unit: 'ms',
      value: buildMs,
      high: null,
      budget: null,
      note: `${(indexBytes / 1e6).toFixed(0)} MB, ${(indexBytes / rows).toFixed(0)} bytes a row; rows already read`,
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
