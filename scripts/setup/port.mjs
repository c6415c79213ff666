// The port of the app on this machine.
import { createServer } from 'node:net'
import { describeListener } from './processes.mjs'
import { SetupError } from './progress.mjs'

function explain(port, error) {
  if (error.code === 'EADDRINUSE') {
    const owner = describeListener(port)
    return `Port ${port} is taken${owner ? ` by ${owner}` : ''}. Stop that program, or choose another port: npm start -- --port ${port + 1}`
  }
  if (error.code === 'EACCES')
    return `Port ${port} is reserved for root. Choose one above 1023: npm start -- --port 3000`
  return `Port ${port} cannot be used: ${error.message}`
}

/** Throws `SetupError`, with the program that holds it where that can be seen, unless the port is free. */
export function checkPort(port) {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', (error) => reject(new SetupError(explain(port, error), { cause: error })))
    server.listen(port, '127.0.0.1', () => server.close(() => resolve()))
  })
}
