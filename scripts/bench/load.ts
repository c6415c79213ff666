import { parseArgs } from 'node:util'
import { type LoadMeasurement, measureLoads } from './load-measure'
import type { Measurement } from './measurement'

/** Budgets of an ordinary shard: 105 MB, 20,000 rows. */
const BUDGET_SECONDS = 15
const BUDGET_MB = 1000

const { values } = parseArgs({
  options: {
    rows: { type: 'string', default: '20000' },
    port: { type: 'string', default: '4200' },
    chromium: { type: 'string', default: '/usr/bin/chromium' },
  },
})

const loads = await measureLoads({ rows: Number(values.rows), port: Number(values.port), chromium: values.chromium })
process.stdout.write(`${JSON.stringify(loads.flatMap(toMeasurements))}\n`)

function toMeasurements({ name, bytes, ...load }: LoadMeasurement): Measurement[] {
  const shard = `${(bytes / 1e6).toFixed(0)} MB, ${Number(values.rows).toLocaleString('en-US')} rows, ${name}`
  const base = { part: 'load', high: null }
  return [
    {
      ...base,
      what: `opening a shard (${shard})`,
      unit: 's',
      value: load.seconds,
      budget: { limit: BUDGET_SECONDS, of: 'value', side: 'at most' },
      note: `${load.cpuSeconds.toFixed(1)} s of processor time of all its threads; first rows after ${load.firstRowsSeconds.toFixed(1)} s; ${load.progressSteps} steps of progress`,
    },
    {
      ...base,
      what: `memory at its peak (${shard})`,
      unit: 'MB',
      value: load.residentBytes / 1e6,
      budget: { limit: BUDGET_MB, of: 'value', side: 'at most' },
      note: `resident set of the page's process with all its workers; ${(load.privateBytes / 1e6).toFixed(0)} MB of it are its own, the rest is program text shared with other processes`,
    },
  ]
}
