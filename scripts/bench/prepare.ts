import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { runSample } from '../sample/run-sample'
import type { Measurement } from './measurement'

/**
 * Prepares a few shards of the sample and lets native DuckDB copy the same shards from Parquet to Parquet, with as many
 * threads, in turns. Both are whole processes' work; starting the program is left in on our side.
 */
const ROWS = 24_000
const SHARDS = 4
const ROUNDS = 2
const ROOT = join(import.meta.dirname, '../..')

const folder = mkdtempSync(join(tmpdir(), 'alignx-bench-prepare-'))
try {
  const shards = join(folder, 'shards')
  await runSample(['--out', shards, '--rows', String(ROWS), '--shards', String(SHARDS)])
  const rounds = []
  for (let round = 0; round < ROUNDS; round++)
    rounds.push({ copyMs: await copyNatively(shards), ...(await prepare(shards, join(folder, `out-${round}`))) })
  process.stdout.write(JSON.stringify(report(rounds)))
} finally {
  rmSync(folder, { recursive: true, force: true })
}

async function copyNatively(shards: string): Promise<number> {
  const instance = await DuckDBInstance.create(':memory:', { threads: String(availableParallelism()) })
  const connection = await instance.connect()
  const startedMs = performance.now()
  for (const name of readdirSync(shards).filter((entry) => entry.endsWith('.parquet')))
    await connection.run(
      `COPY (FROM read_parquet('${join(shards, name)}')) TO '${join(folder, name)}' (FORMAT parquet, COMPRESSION zstd)`,
    )
  const copyMs = performance.now() - startedMs
  connection.closeSync()
  instance.closeSync()
  return copyMs
}

interface Prepared {
  readonly shardsMs: number
  readonly wholeMs: number
  readonly peakMb: number
  readonly packMb: number
}

async function prepare(shards: string, out: string): Promise<Prepared> {
  const startedMs = performance.now()
  const shardsPeak = await run('prepare', '--in', shards, '--out', out, '--no-merge')
  const shardsMs = performance.now() - startedMs
  const mergePeak = await run('prepare', '--merge', '--out', out)
  const wholeMs = performance.now() - startedMs
  const packs = readdirSync(join(out, 'text')).filter((name) => name.endsWith('.pack'))
  const packBytes = packs.reduce((sum, name) => sum + statSync(join(out, 'text', name)).size, 0)
  return { shardsMs, wholeMs, peakMb: Math.max(shardsPeak, mergePeak), packMb: packBytes / 1e6 }
}

/** Runs the command line and returns the most memory that its process held, in MB. */
async function run(...args: string[]): Promise<number> {
  const program = ['--conditions=react-server', '--import', 'tsx', 'scripts/alignx/main.ts']
  const child = spawn(process.execPath, [...program, ...args], { cwd: ROOT, stdio: ['ignore', 'ignore', 'inherit'] })
  let peakMb = 0
  const timer = setInterval(() => {
    peakMb = Math.max(peakMb, residentMb(child.pid ?? 0))
  }, 50)
  const [status] = await once(child, 'exit')
  clearInterval(timer)
  if (status !== 0) throw new Error(`alignx ${args.join(' ')} ended with status ${status}`)
  return peakMb
}

function residentMb(pid: number): number {
  try {
    return Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1e3
  } catch {
    // The process has ended, or this system has no /proc.
    return 0
  }
}

function report(rounds: readonly (Prepared & { readonly copyMs: number })[]): Measurement[] {
  const best = (read: (round: (typeof rounds)[number]) => number) => Math.min(...rounds.map(read))
  const [copyMs, shardsMs, wholeMs] = [
    best((round) => round.copyMs),
    best((round) => round.shardsMs),
    best((round) => round.wholeMs),
  ]
  const peakMb = Math.max(...rounds.map((round) => round.peakMb))
  const base = { part: 'prepare', high: null, budget: null }
  const among = `${ROWS.toLocaleString('en-US')} rows in ${SHARDS} shards`
  return [
    {
      ...base,
      what: 'preparing the shards, of the speed of DuckDB’s own COPY',
      unit: '×',
      value: copyMs / shardsMs,
      budget: { limit: 0.5, of: 'value', side: 'at least' },
      note: `Parquet to Parquet, zstd, ${availableParallelism()} threads, same shards in the same run; the best of ${ROUNDS}; the start of the program is in`,
    },
    {
      ...base,
      what: `preparing ${among}`,
      unit: 'rows/s',
      value: ROWS / (shardsMs / 1000),
      note: 'full-length synthetic texts',
    },
    {
      ...base,
      what: 'the same with the merge',
      unit: 'rows/s',
      value: ROWS / (wholeMs / 1000),
      note: 'two starts of the program',
    },
    {
      ...base,
      what: 'native COPY of the same',
      unit: 'rows/s',
      value: ROWS / (copyMs / 1000),
      note: 'no hash, no word index, no row is addressable',
    },
    {
      ...base,
      what: 'most memory of the process',
      unit: 'MB',
      value: peakMb,
      budget: { limit: 4000, of: 'value', side: 'at most' },
      note: 'resident',
    },
  ]
}
