import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { startProgram } from './program'
import { type TableLine, type TableTask, tableLineSchema } from './table-facts'

/** Makes a table in a process of its own. Resolves once it is there, and throws `Error` with what the process said. */
export async function runTableMaker(
  task: TableTask,
  onRows: (line: Extract<TableLine, { kind: 'rows' }>) => void,
  signal: AbortSignal,
): Promise<void> {
  const child = startProgram('table')
  const kill = () => child.kill('SIGKILL')
  signal.addEventListener('abort', kill)
  const exited = once(child, 'exit')
  try {
    child.stdin?.on('error', () => undefined)
    child.stdin?.end(JSON.stringify(task))
    let last: TableLine | null = null
    if (child.stdout)
      for await (const text of createInterface({ input: child.stdout })) {
        last = tableLineSchema.parse(JSON.parse(text))
        if (last.kind === 'rows') onRows(last)
      }
    await exited
    if (last?.kind === 'made') return
    throw new Error(last?.kind === 'failed' ? last.message : 'The program that makes the table ended early.')
  } finally {
    signal.removeEventListener('abort', kill)
  }
}
