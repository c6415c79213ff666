import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { runSample } from '../sample/run-sample'
import type { Measurement } from './measurement'

/**
 * Prepares a few shards of the sample and lets native DuckDB copy the same shards from Parquet to Parquet, in turns. Both
 * may use all cores. The shards are timed by the program's own last line, in which the start of its threads counts, as
 * that of DuckDB's instance does; the start of the program counts for the merge alone.
 */
const ROWS = 20_000
const SHARDS = 2
const ROUNDS = 3
const ROOT = join(import.meta.dirname, '../..')

const folder = mkdtempSync(join(tmpdir(), 'alignx-bench-prepare-'))
try {
  const shards = join(folder, 'shards')
  await runSample(['--out', shards, '--rows', String(ROWS), '--shards', String(SHARDS)])
  const rounds: Round[] = []
  for (let round = 0; round < ROUNDS; round++) {
    const out = join(folder, `out-${round}`)
    rounds.push({ ...(await copyNatively(shards)), ...(await prepareShards(shards, out)) })
  }
  process.stdout.write(JSON.stringify(report(rounds, await merge(join(folder, 'out-0')))))
} finally {
  rmSync(folder, { recursive: true, force: true })
}

async function copyNatively(shards: string): Promise<Pick<Round, 'copyMs' | 'copyProcessorMs'>> {
  const startedMs = performance.now()
  const before = process.cpuUsage()
  const instance = await DuckDBInstance.create(':memory:', { threads: String(availableParallelism()) })
  const connection = await instance.connect()
  for (const name of readdirSync(shards).filter((entry) => entry.endsWith('.parquet')))
    await connection.run(
      `COPY (FROM read_parquet('${join(shards, name)}')) TO '${join(folder, name)}' (FORMAT parquet, COMPRESSION zstd)`,
    )
  const copyMs = performance.now() - startedMs
  const { user, system } = process.cpuUsage(before)
  connection.closeSync()
  instance.closeSync()
  return { copyMs, copyProcessorMs: (user + system) / 1000 }
}

interface Round {
  readonly copyMs: number
  readonly copyProcessorMs: number
  readonly shardsMs: number
  readonly shardsProcessorMs: number
  readonly peakMb: number
}

type Prepared = Pick<Round, 'shardsMs' | 'shardsProcessorMs' | 'peakMb'>

async function prepareShards(shards: string, out: string): Promise<Prepared> {
  const args = ['prepare', '--in', shards, '--out', out, '--no-merge']
  const { told, peakMb, processorMs } = await run(...args)
  // The same once more: nothing is left to be done but to start the program.
  const start = await run(...args)
  const seconds = /rows\/s, ([\d.]+) s\s*$/.exec(told)?.[1]
  if (seconds === undefined) throw new Error(`alignx prepare did not tell its time: ${told}`)
  return { shardsMs: 1000 * Number(seconds), shardsProcessorMs: processorMs - start.processorMs, peakMb }
}

async function merge(out: string): Promise<{ readonly mergeMs: number; readonly peakMb: number }> {
  const startedMs = performance.now()
  const { peakMb } = await run('prepare', '--merge', '--out', out)
  return { mergeMs: performance.now() - startedMs, peakMb }
}

/** The command line at its end: the most memory that its process held, its processor time, and what it told. */
interface Ended {
  readonly peakMb: number
  readonly processorMs: number
  readonly told: string
}

async function run(...args: string[]): Promise<Ended> {
  const program = ['--conditions=react-server', '--import', 'tsx', 'scripts/alignx/main.ts']
  const child = spawn(process.execPath, [...program, ...args], { cwd: ROOT, stdio: ['ignore', 'ignore', 'pipe'] })
  let told = ''
  child.stderr.on('data', (piece: Buffer) => {
    told += piece.toString()
  })
  let peakMb = 0
  let processorMs = 0
  const timer = setInterval(() => {
    peakMb = Math.max(peakMb, residentMb(child.pid ?? 0))
    processorMs = Math.max(processorMs, spentMs(child.pid ?? 0))
  }, 50)
  const [status] = await once(child, 'close')
  clearInterval(timer)
  if (status !== 0) throw new Error(`alignx ${args.join(' ')} ended with status ${status}: ${told}`)
  return { peakMb, processorMs, told }
}

/** Processor time of a process, its threads and those it started; 0 where the system has no /proc, or for an ended one. */
function spentMs(pid: number): number {
  try {
    const [user = 0, system = 0] = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /, '')
      .split(' ')
      .slice(11, 13)
      .map(Number)
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ')
    // Linux counts in hundredths of a second.
    return 10 * (user + system) + children.reduce((sum, child) => sum + (child === '' ? 0 : spentMs(Number(child))), 0)
  } catch {
    return 0
  }
}

function residentMb(pid: number): number {
  try {
    return Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1e3
  } catch {
    // The process has ended, or this system has no /proc.
    return 0
  }
}

function report(rounds: readonly Round[], { mergeMs, peakMb }: Awaited<ReturnType<typeof merge>>): Measurement[] {
  const ratios = rounds.map(({ copyMs, shardsMs }) => copyMs / shardsMs)
  const processorRatios = rounds.map(({ copyProcessorMs, shardsProcessorMs }) => copyProcessorMs / shardsProcessorMs)
  const range = (values: readonly number[]) => `${Math.min(...values).toFixed(2)} to ${Math.max(...values).toFixed(2)}`
  const shardsMs = median(rounds.map((round) => round.shardsMs))
  const base = { part: 'prepare', high: null, budget: null }
  const cores = availableParallelism()
  const byProcessor: Measurement = {
    ...base,
    what: 'the same by processor time, which other work disturbs less',
    unit: '×',
    value: median(processorRatios),
    budget: { limit: 0.5, of: 'value', side: 'at least' },
    note: `the median of the same rounds (${range(processorRatios)}); that of a start of the program with nothing to do is left out`,
  }
  return [
    {
      ...base,
      what: 'preparing the shards, of the speed of DuckDB’s own COPY',
      unit: '×',
      value: median(ratios),
      budget: { limit: 0.5, of: 'value', side: 'at least' },
      note: `the median of ${ROUNDS} rounds, each with both (${range(ratios)}); ${cores} threads each; COPY writes Parquet with zstd at its own level and row groups of 122,880 rows`,
    },
    ...(processorRatios.every(Number.isFinite) ? [byProcessor] : []),
    {
      ...base,
      what: `preparing ${ROWS.toLocaleString('en-US')} rows in ${SHARDS} shards`,
      unit: 'rows/s',
      value: ROWS / (shardsMs / 1000),
      note: 'full-length synthetic texts; the start of the threads is in, that of the program is not',
    },
    {
      ...base,
      what: 'native COPY of the same',
      unit: 'rows/s',
      value: ROWS / (median(rounds.map(({ copyMs }) => copyMs)) / 1000),
      note: 'no hash, no word index, no row is addressable',
    },
    {
      ...base,
      what: 'merging the same',
      unit: 'rows/s',
      value: ROWS / (mergeMs / 1000),
      note: 'one process; the start of the program is in',
    },
    {
      ...base,
      what: 'most memory of the process',
      unit: 'MB',
      value: Math.max(peakMb, ...rounds.map((round) => round.peakMb)),
      budget: { limit: 4000, of: 'value', side: 'at most' },
      note: 'resident',
    },
  ]
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((first, second) => first - second)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}
