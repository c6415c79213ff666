import { parseInput, route } from '@/app/api/route-handler'
import { type IdContext, readId } from '@/app/api/v1/path-params'
import { formatEvalRow } from '@/lib/core/eval-row'
import type { Role } from '@/lib/core/run'
import { exportQuerySchema } from '@/lib/core/run-requests'
import { listExportRows, readRun } from '@/lib/store'

const PAGE_ROWS = 200

// A page is read when the client has taken the one before.
function streamLines(id: string, role: Role): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  let cursor = -1
  return new ReadableStream({
    async pull(controller) {
      const rows = await listExportRows(id, role, cursor, PAGE_ROWS)
      const last = rows.at(-1)
      if (!last) {
        controller.close()
        return
      }
      cursor = last.idx
      controller.enqueue(encoder.encode(rows.map((row) => `${formatEvalRow(row)}\n`).join('')))
    },
  })
}

export const GET = route(async (request, context: IdContext) => {
  const { role } = parseInput(Object.fromEntries(new URL(request.url).searchParams), exportQuerySchema)
  const { id, config } = await readRun(await readId(context))
  const mark = config?.source.synthetic ? '-synthetic' : ''
  return new Response(streamLines(id, role), {
    headers: {
      'content-type': 'application/jsonl; charset=utf-8',
      'content-disposition': `attachment; filename="${id}-${role}${mark}.jsonl"`,
      'cache-control': 'no-store',
    },
  })
})
