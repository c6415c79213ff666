import { watchStdout } from './output'
import { runCommand } from './run-command'

watchStdout()
process.exitCode = await runCommand(process.argv.slice(2))
