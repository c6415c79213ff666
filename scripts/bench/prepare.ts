import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { runSample } from '../sample/run-sample'
import type { Measurement } from './measurement'

/**
 * Prepares a few shards of the sample and lets native DuckDB copy the same shards from Parquet to Parquet, with as many
 * threads, in turns. The shards are timed by the program's own last line, so that its start counts for the merge alone.
 */
const ROWS = 12_000
const SHARDS = 2
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
}

async function prepare(shards: string, out: string): Promise<Prepared> {
  const startedMs = performance.now()
  const shardRun = await run('prepare', '--in', shards, '--out', out, '--no-merge')
  const seconds = /rows\/s, ([\d.]+) s\s*$/.exec(shardRun.told)?.[1]
  if (seconds === undefined) throw new Error(`alignx prepare did not tell its time: ${shardRun.told}`)
  const shardsMs = 1000 * Number(seconds)
  const mergeRun = await run('prepare', '--merge', '--out', out)
  const wholeMs = performance.now() - startedMs
  return { shardsMs, wholeMs, peakMb: Math.max(shardRun.peakMb, mergeRun.peakMb) }
}

/** Runs the command line; returns the most memory that its process held, in MB, and what it told. */
async function run(...args: string[]): Promise<{ readonly peakMb: number; readonly told: string }> {
  const program = ['--conditions=react-server', '--import', 'tsx', 'scripts/alignx/main.ts']
  const child = spawn(process.execPath, [...program, ...args], { cwd: ROOT, stdio: ['ignore', 'ignore', 'pipe'] })
  let told = ''
  child.stderr.on('data', (piece: Buffer) => {
    told += piece.toString()
  })
  let peakMb = 0
  const timer = setInterval(() => {
    peakMb = Math.max(peakMb, residentMb(child.pid ?? 0))
  }, 50)
  const [status] = await once(child, 'close')
  clearInterval(timer)
  if (status !== 0) throw new Error(`alignx ${args.join(' ')} ended with status ${status}: ${told}`)
  return { peakMb, told }
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
      note: `Parquet to Parquet, zstd, ${availableParallelism()} threads, same shards in the same run; the best of ${ROUNDS}; its threads’ start is in, the program’s is not`,
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
