import { parseArgs } from 'node:util'
import { measureIndex } from './index-measure'
import { formatReport } from './index-report'

const { values } = parseArgs({
  options: {
    rows: { type: 'string', default: '1311622' },
    rounds: { type: 'string', default: '60' },
    json: { type: 'boolean', default: false },
  },
})

const report = await measureIndex({ rows: Number(values.rows), rounds: Number(values.rounds), seed: 1 })
process.stdout.write(values.json ? `${JSON.stringify(report, null, 2)}\n` : formatReport(report))
