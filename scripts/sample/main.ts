import { pathToFileURL } from 'node:url'
import { SampleUsageError, USAGE } from './options'
import { runSample } from './run-sample'

export { runSample }

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  try {
    await runSample(process.argv.slice(2))
  } catch (error) {
    if (!(error instanceof SampleUsageError)) throw error
    process.stderr.write(`${error.message}\n\n${USAGE}\n`)
    process.exitCode = 2
  }
}
