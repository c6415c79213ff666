// npm run worker: works off the scoring queue of DATABASE_URL apart from the web server, until SIGTERM or SIGINT.
import { startWorkerOnce } from '@/app/start-worker'
import { closeDatabase } from '@/lib/store'

const worker = startWorkerOnce()
console.log(`Scoring worker ${process.pid} waits for runs`)

async function end(): Promise<void> {
  await worker.stop()
  await closeDatabase()
  process.exit(0)
}
process.once('SIGTERM', end)
process.once('SIGINT', end)
