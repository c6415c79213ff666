import { parseInput, route } from '@/app/api/route-handler'
import { type IdContext, readId } from '@/app/api/v1/path-params'
import { requireReader } from '@/app/api/v1/read-actor'
import { annotationExportQuerySchema } from '@/lib/core/annotation/exported'
import { listQueues, readProject } from '@/lib/store'
import { EXPORTS } from './formats'

export const GET = route(async (request, context: IdContext) => {
  await requireReader(request)
  const params = Object.fromEntries(new URL(request.url).searchParams)
  const { format, names } = parseInput(params, annotationExportQuerySchema)
  const project = await readProject(await readId(context))
  const queues = await listQueues(project.id)
  const mark = queues.some((queue) => queue.config.source.synthetic) ? '-synthetic' : ''
  const { type, extension, body } = EXPORTS[format]
  return new Response(await body(project, names === 'true', request.signal), {
    headers: {
      'content-type': type,
      'content-disposition': `attachment; filename="${project.id}-${format === 'alignx' ? 'alignx' : 'annotations'}${mark}.${extension}"`,
      'cache-control': 'no-store',
    },
  })
})
