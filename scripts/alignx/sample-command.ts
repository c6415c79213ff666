import { UsageError } from './command-error'
import { writeLine } from './output'

/** `sample …`: the synthetic sample generator with its own options. */
export async function runSampleCommand(args: string[]): Promise<void> {
  const [{ runSample }, { SampleUsageError, USAGE }] = await Promise.all([
    import('../sample/run-sample'),
    import('../sample/options'),
  ])
  if (args.includes('--help') || args.includes('-h')) return writeLine(USAGE)
  try {
    await runSample(args)
  } catch (error) {
    if (error instanceof SampleUsageError) throw new UsageError(error.message, { cause: error })
    throw error
  }
}
