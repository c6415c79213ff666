import { readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { env } from '@/lib/env'
import type { PrepareSettings } from '../prepare/run-prepare'
import { CommandFault, UsageError } from './command-error'
import { locate } from './locate'

const KNOWN_FAULTS = new Set(['ShardError', 'MergeError', 'SourceError', 'PreparedFormatError', 'CheckError'])

/** `prepare --in … --out DIR [--shard K/N] [--jobs N] [--no-merge] [--keep-parts]`, `prepare --merge`, `prepare --check` */
export async function runPrepareCommand(args: string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      in: { type: 'string', multiple: true, default: [] },
      out: { type: 'string' },
      shard: { type: 'string' },
      jobs: { type: 'string', default: String(availableParallelism()) },
      merge: { type: 'boolean', default: false },
      'no-merge': { type: 'boolean', default: false },
      'keep-parts': { type: 'boolean', default: false },
      check: { type: 'string' },
      sample: { type: 'string', default: '1000' },
    },
  })
  const inputs = [...values.in, ...positionals].map((input) => (isAddress(input) ? input : locate(input)))
  const shared = {
    inputs,
    jobs: readCount('--jobs', values.jobs, 1),
    version: readVersion(),
    hub: readHub(),
    tell: (line: string) => console.error(line),
  }
  try {
    if (values.check !== undefined) {
      const { checkPrepared } = await import('../prepare/check')
      return await checkPrepared({
        ...shared,
        folder: locate(values.check),
        sample: readCount('--sample', values.sample, 0),
      })
    }
    if (values.out === undefined) throw new UsageError('prepare needs --out DIR, or --check DIR')
    const settings: PrepareSettings = {
      ...shared,
      out: locate(values.out),
      share: values.shard === undefined ? null : readShare(values.shard),
      merges: !values['no-merge'],
      keepParts: values['keep-parts'],
    }
    const { runMerge, runPrepare } = await import('../prepare/run-prepare')
    if (inputs.length === 0) {
      if (!values.merge) throw new UsageError('prepare needs --in FILE, FOLDER, URL or hf://…, or --merge')
      return await runMerge(settings)
    }
    await runPrepare(settings)
  } catch (error) {
    if (error instanceof Error && KNOWN_FAULTS.has(error.name)) throw new CommandFault(error.message, { cause: error })
    throw error
  }
}

function isAddress(input: string): boolean {
  return /^(https?|hf):\/\//.test(input)
}

function readHub(): PrepareSettings['hub'] {
  const { ALIGNX_HUB_URL, ALIGNX_HUB_TOKEN } = env()
  return { hubUrl: ALIGNX_HUB_URL, hubToken: ALIGNX_HUB_TOKEN }
}

function readCount(option: string, text: string, least: number): number {
  if (/^\d{1,9}$/.test(text) && Number(text) >= least) return Number(text)
  throw new UsageError(`${option} must be a whole number from ${least} on, not ${text}`)
}

/** `3/64`: the third of 64 shares. */
function readShare(text: string): { index: number; of: number } {
  const [, number = '', of = ''] = /^(\d{1,6})\/(\d{1,6})$/.exec(text) ?? []
  if (Number(number) >= 1 && Number(number) <= Number(of)) return { index: Number(number) - 1, of: Number(of) }
  throw new UsageError(`--shard must be K/N with K from 1 to N, not ${text}`)
}

function readVersion(): string {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8')
  return z.object({ version: z.string() }).parse(JSON.parse(text)).version
}
