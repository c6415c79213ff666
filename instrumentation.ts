/** Starts the worker of the scoring queue, once in each server process. `SCORE_WORKER=0` leaves it to other processes. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== 'nodejs' || process.env.SCORE_WORKER === '0') return
  const { startWorkerOnce } = await import('./app/start-worker')
  startWorkerOnce()
}
