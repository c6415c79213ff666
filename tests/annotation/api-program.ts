// The annotation API in a process of its own, to be killed: serves the routes that an annotator's screen calls.
import { createServer } from 'node:http'
import { buffer } from 'node:stream/consumers'
import * as tasksRoute from '@/app/api/v1/projects/[id]/tasks/route'
import * as draftRoute from '@/app/api/v1/tasks/[id]/draft/route'
import * as skipRoute from '@/app/api/v1/tasks/[id]/skip/route'
import * as submitRoute from '@/app/api/v1/tasks/[id]/submit/route'
import { listAnnotators } from '@/lib/store'

type Handler = (request: Request, context: { params: Promise<{ id: string }> }) => Promise<Response>

const ROUTES: readonly (readonly [RegExp, Handler])[] = [
  [/^\/projects\/([\w-]+)\/tasks$/, tasksRoute.POST],
  [/^\/tasks\/([\w-]+)\/draft$/, draftRoute.PUT],
  [/^\/tasks\/([\w-]+)\/submit$/, submitRoute.POST],
  [/^\/tasks\/([\w-]+)\/skip$/, skipRoute.POST],
]

const server = createServer(async (incoming, outgoing) => {
  const path = incoming.url ?? ''
  const [pattern, handler] = ROUTES.find(([each]) => each.test(path)) ?? []
  const id = pattern?.exec(path)?.[1]
  if (!handler || id === undefined) {
    outgoing.writeHead(404).end()
    return
  }
  const request = new Request(`http://localhost${path}`, {
    method: incoming.method ?? 'GET',
    body: await buffer(incoming),
    headers: {
      'content-type': incoming.headers['content-type'] ?? '',
      'alignx-annotator': String(incoming.headers['alignx-annotator']),
    },
  })
  const response = await handler(request, { params: Promise.resolve({ id }) })
  outgoing.writeHead(response.status).end(await response.text())
})

// The first question opens the connection and loads the client.
await listAnnotators()
server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  if (address !== null && typeof address === 'object') console.log(`http://127.0.0.1:${address.port}`)
})
