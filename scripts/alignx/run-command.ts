import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { ExampleError } from '@/lib/core/example-error'
import { CommandFault, FileError, UsageError } from './command-error'
import { HELP } from './help'
import { ReaderGoneError, writeLine } from './output'

/** The program of a command is loaded when it is used: databases, models and adapters take longer than most answers. */
const COMMANDS: Record<string, (args: string[]) => Promise<void>> = {
  accuracy: async (args) => (await import('./accuracy-command')).runAccuracy(args),
  health: async (args) => (await import('./health-command')).runHealth(args, readVersion()),
  prompts: async (args) => (await import('./prompts-command')).runPrompts(args),
  profile: async (args) => (await import('./profile-command')).runProfile(args),
  prepare: async (args) => (await import('./prepare-command')).runPrepareCommand(args),
  sample: async (args) => (await import('./sample-command')).runSampleCommand(args),
  score: async (args) => (await import('./score-command')).runScore(args),
  '--help': () => writeLine(HELP),
  '-h': () => writeLine(HELP),
  '--version': () => writeLine(readVersion()),
}

function readVersion(): string {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8')
  return z.object({ version: z.string() }).parse(JSON.parse(text)).version
}

/** Runs what a command line names, its answer on stdout and its errors on stderr; returns the exit status. */
export function runCommand(args: string[]): Promise<number> {
  return run(args).then(() => 0, report)
}

async function run([name, ...args]: string[]): Promise<void> {
  if (name === undefined) throw new UsageError('a command is missing')
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined
  if (!command) throw new UsageError(`there is no command ${name}`)
  if (name !== 'sample' && (args.includes('--help') || args.includes('-h'))) await writeLine(HELP)
  else await command(args)
}

/** The exit status for an error, after telling it on stderr. */
function report(error: unknown): number {
  if (error instanceof ReaderGoneError) return 0
  if (error instanceof FileError || error instanceof ExampleError || error instanceof CommandFault) {
    console.error(oneLine(error.message))
    return 2
  }
  if (error instanceof UsageError || isOptionError(error)) {
    console.error(`${oneLine(error.message)} (see alignx --help)`)
    return 2
  }
  if (error instanceof Error && error.name === 'InferenceError') {
    console.error(oneLine(error.message))
    return 3
  }
  console.error(error)
  return 1
}

/** What `parseArgs` throws for unknown options. */
function isOptionError(error: unknown): error is Error {
  return (
    error instanceof Error &&
    'code' in error &&
    typeof error.code === 'string' &&
    error.code.startsWith('ERR_PARSE_ARGS')
  )
}

function oneLine(text: string): string {
  return text.replace(/\s*[\r\n]+\s*/g, ' ')
}
