import { existsSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { measureInBrowser } from './index-browser'
import { makeFilter } from './index-data'
import {
  countHistogramsInDuckDb,
  countInDuckDb,
  findNearestInDuckDb,
  insertBatch,
  openDuckDb,
  readPageInDuckDb,
} from './index-duckdb'
import { buildIndexes, measureQuestions } from './index-measure'
import { formatReport, type IndexReport } from './index-report'

const CHROMIUM = '/usr/bin/chromium'

const { values } = parseArgs({
  options: {
    rows: { type: 'string', default: '1311622' },
    rounds: { type: 'string', default: '60' },
    json: { type: 'boolean', default: false },
  },
})

const sizes = { rows: Number(values.rows), rounds: Number(values.rounds), seed: 1 }
const connection = await openDuckDb()
let isFirst = true
const indexes = buildIndexes(sizes, (batch) => {
  insertBatch(connection, batch, isFirst)
  isFirst = false
})
const timings = measureQuestions(indexes, sizes.rounds, (name, round) => {
  const target = indexes.targets[round % indexes.targets.length]
  switch (name) {
    case 'filter and counts of all poles':
      return countInDuckDb(connection, makeFilter(round)).join()
    case 'nearest 20':
      return target ? findNearestInDuckDb(connection, target) : null
    case 'histograms of all facets under a filter':
      return countHistogramsInDuckDb(connection, makeFilter(round))
    case 'page of 50 under a filter in a known order':
      return readPageInDuckDb(connection, makeFilter(round))
    default:
      return null
  }
})
const report: IndexReport = {
  rows: sizes.rows,
  rounds: sizes.rounds,
  buildMs: indexes.buildMs,
  indexBytes: indexes.simd.byteLength(),
  timings,
  browser: existsSync(CHROMIUM) ? await measureInBrowser(sizes, CHROMIUM) : [],
}
process.stdout.write(values.json ? `${JSON.stringify(report, null, 2)}\n` : formatReport(report))
