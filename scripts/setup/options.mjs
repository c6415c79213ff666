// The options of npm start and npm run dev.
import { parseArgs } from 'node:util'
import { SetupError } from './progress.mjs'

export const USAGE = `usage: npm start -- [--port N] [--data DIR]
  --port N    port on 127.0.0.1, 1 to 65535 (default: PORT, else 3000)
  --data DIR  folder of the app's state: database, sample (default: ALIGNX_STATE_DIR, else .data)
environment:
  ALIGNX_DATA_DIR  a folder of AlignX files that the app offers as a source
  DATABASE_URL     a PostgreSQL server to use instead of the embedded one`

/** `{ port, data, isHelp }` from the arguments and the environment. Throws `SetupError` with the usage. */
export function readOptions(args, env) {
  let values
  try {
    const options = { port: { type: 'string' }, data: { type: 'string' }, help: { type: 'boolean', short: 'h' } }
    values = parseArgs({ args, options, strict: true, allowPositionals: false }).values
  } catch (cause) {
    throw new SetupError(`${cause.message}\n${USAGE}`, { cause })
  }
  const text = values.port ?? env.PORT ?? '3000'
  const port = Number(text)
  if (!/^\d+$/.test(text) || port < 1 || port > 65_535) {
    throw new SetupError(`The port must be a whole number from 1 to 65535, not "${text}".\n${USAGE}`)
  }
  const data = values.data ?? env.ALIGNX_STATE_DIR ?? '.data'
  if (data === '') throw new SetupError(`--data needs a folder.\n${USAGE}`)
  return { port, data, isHelp: values.help === true }
}
