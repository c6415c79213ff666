import { createServer, type RequestListener, type Server } from 'node:http'

/** A server of this machine for one test file. `requests` are the heads it has seen, in order. */
export interface LocalServer {
  readonly origin: string
  readonly requests: { readonly url: string; readonly headers: Readonly<Record<string, string | undefined>> }[]
  readonly close: () => Promise<void>
}

/** Starts a server on `host`, an address of this machine; on a free port unless one is given. */
export async function startServer(listener: RequestListener, host = '127.0.0.1', port = 0): Promise<LocalServer> {
  const requests: LocalServer['requests'] = []
  const server: Server = createServer((request, response) => {
    const { authorization, range, 'accept-encoding': encoding } = request.headers
    requests.push({ url: request.url ?? '', headers: { authorization, range, 'accept-encoding': String(encoding) } })
    listener(request, response)
  })
  await new Promise<void>((resolve) => server.listen(port, host, resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the server has no port')
  return {
    origin: `http://${host}:${address.port}`,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
