import { text } from 'node:stream/consumers'
import { tableTaskSchema } from '@/lib/answers/table-facts'

/** `ask`: answers questions from the process that started it. `table`: makes the table of a source. Started by the app. */
const [job] = process.argv.slice(2)
if (job === 'ask') {
  const { answerQueries } = await import('./answer-queries')
  answerQueries()
} else if (job === 'table') {
  const { makeTable } = await import('./make-table')
  const task = tableTaskSchema.parse(JSON.parse(await text(process.stdin)))
  await makeTable(task, (line) => process.stdout.write(`${JSON.stringify(line)}\n`))
} else {
  console.error('The app starts this program. It takes: ask, or table.')
  process.exitCode = 2
}
