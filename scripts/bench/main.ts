import { execFileSync, spawn } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { cpus, loadavg, totalmem } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { formatRuns, type PartRun, runSchema } from './bench-report'
import { PARTS, type Part } from './parts'

/** All parts together. */
const TOTAL_MS = 600_000
const DOCS = join(import.meta.dirname, '../../docs')
const CHROMIUM = '/usr/bin/chromium'

const { positionals } = parseArgs({ allowPositionals: true, options: {} })
const unknown = positionals.filter((name) => !PARTS.some((part) => part.name === name))
if (unknown.length > 0) {
  console.error(`There is no part ${unknown.join(', ')}. Parts: ${PARTS.map((part) => part.name).join(', ')}.`)
  process.exit(2)
}

const chosen = PARTS.filter(({ name, isOnRequest }) =>
  positionals.length === 0 ? !isOnRequest : positionals.includes(name),
)
const endsAt = Date.now() + (chosen.some(({ isOnRequest }) => isOnRequest) ? Number.POSITIVE_INFINITY : TOTAL_MS)
const fresh: PartRun[] = []
for (const part of chosen) {
  console.error(`${part.name} …`)
  fresh.push(await runPart(part))
}
const runs = PARTS.flatMap(({ name }) => [...fresh, ...readEarlier()].find(({ part }) => part === name) ?? [])
writeFileSync(join(DOCS, 'benchmarks.json'), `${JSON.stringify(runs, null, 2)}\n`)
writeFileSync(join(DOCS, 'benchmarks.md'), `${introduce()}\n${formatRuns(runs)}\n`)
console.log(formatRuns(fresh))
if (fresh.some(({ failure }) => failure !== null)) process.exitCode = 1

/** Runs a part in a process of its own, which is ended when its time or that of the whole benchmark is over. */
async function runPart({ name, script, args, limitMs, read, isServerCode = false }: Part): Promise<PartRun> {
  const loadBefore = loadavg()[0] ?? 0
  const start = performance.now()
  let failure: string | null = null
  let measurements: PartRun['measurements'] = []
  try {
    measurements = read(
      await runScript(script, args, isServerCode, Math.max(1, Math.min(limitMs, endsAt - Date.now()))),
    )
  } catch (error) {
    failure = error instanceof Error ? error.message : String(error)
  }
  return {
    part: name,
    measuredAt: new Date().toISOString(),
    machine: {
      processor: cpus()[0]?.model ?? 'unknown',
      cores: cpus().length,
      memoryGb: Math.round(totalmem() / 1e9),
      node: process.versions.node,
      browser: existsSync(CHROMIUM) ? execFileSync(CHROMIUM, ['--version'], { encoding: 'utf8' }).trim() : 'no browser',
      loadBefore,
      loadAfter: loadavg()[0] ?? 0,
    },
    seconds: (performance.now() - start) / 1000,
    failure,
    measurements,
  }
}

function runScript(script: string, args: readonly string[], isServerCode: boolean, limitMs: number): Promise<string> {
  const conditions = isServerCode ? ['--conditions=react-server'] : []
  const program = [...conditions, '--import', 'tsx', join(import.meta.dirname, script), ...args]
  const child = spawn(process.execPath, program, {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  let complaints = ''
  child.stdout.on('data', (data: Buffer) => {
    output += data.toString()
  })
  child.stderr.on('data', (data: Buffer) => {
    complaints += data.toString()
  })
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => child.kill('SIGTERM'), limitMs)
    child.once('close', (code, signal) => {
      clearTimeout(timer)
      if (code === 0) resolve(output)
      else if (signal) reject(new Error(`ended after ${(limitMs / 1000).toFixed(0)} s`))
      else reject(new Error(complaints.trim().split('\n').slice(-3).join(' ') || `ended with status ${code}`))
    })
  })
}

/** What was measured before, so that parts can be measured one by one. */
function readEarlier(): PartRun[] {
  const file = join(DOCS, 'benchmarks.json')
  return existsSync(file) ? z.array(runSchema).parse(JSON.parse(readFileSync(file, 'utf8'))) : []
}

function introduce(): string {
  return `# Benchmarks

Written by \`npm run bench\`, which measures all parts but \`open\` and \`soak\` in at most ${TOTAL_MS / 60_000} minutes; \`npm run bench -- load index\` measures some and keeps the other tables. The same figures are in \`benchmarks.json\`.
The shards of \`load\` are pseudo-words in AlignX's schema, with the lengths of its texts and about its compressed size; all other data is the synthetic sample, but for the published student_phd.json, which is measured where it is there. \`annotation\` sends made-up rows and requests over HTTP to the app as \`npm start\` serves it, from a process on the same cores.
\`load\` and \`page\` run in headless Chromium against a server on this machine, \`index\` in a worker of Chromium and, beside DuckDB-WASM, in Node. \`map\` runs in a page of headless Chromium, whose WebGL is drawn by the processor (SwiftShader): with a graphics processor frames are far quicker. \`open\` opens the prepared dataset in \`ALIGNX_DATA_DIR\`, in the app as \`npm start\` serves it, and \`soak\` works over it for 20 minutes in Explore and Vectors. \`load\` and \`soak\` measure memory in a browser without a debugger: with one, the page keeps what its requests brought. A page is visited cold: a new browser context each time, whose blank tab has rested for 1.5 s, since the tab before gives back its memory and the new one starts its process. The server on this machine sends scripts uncompressed; their sizes are given under gzip, as a server on a network would send them. The first load is every script that the document names and this browser fetches: Next's polyfills (39 kB) are marked \`noModule\`, no browser with modules fetches them, and they do not count.

Budgets without a table (runs against a server) are not measured here.
`
}
