import { parseArgs } from 'node:util'
import { measureLoads } from './load-measure'

const { values } = parseArgs({
  options: {
    rows: { type: 'string', default: '20000' },
    port: { type: 'string', default: '4200' },
    chromium: { type: 'string', default: '/usr/bin/chromium' },
  },
})

const loads = await measureLoads({ rows: Number(values.rows), port: Number(values.port), chromium: values.chromium })
for (const { name, bytes, seconds, firstRowsSeconds, residentBytes, privateBytes, cpuSeconds } of loads)
  console.log(
    `${name} (${(bytes / 1e6).toFixed(0)} MB, ${values.rows} rows): ${seconds.toFixed(1)} s, ${cpuSeconds.toFixed(1)} s of processor time, first rows after ${firstRowsSeconds.toFixed(1)} s; ` +
      `page process at most ${(residentBytes / 1e6).toFixed(0)} MB resident, ${(privateBytes / 1e6).toFixed(0)} MB its own`,
  )
