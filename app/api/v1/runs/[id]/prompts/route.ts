import { parseInput, route } from '@/app/api/route-handler'
import { type IdContext, readId } from '@/app/api/v1/path-params'
import { promptPreviewQuerySchema } from '@/lib/core/prompt-preview'
import { previewPrompt } from './preview-prompt'

export const GET = route(async (request, context: IdContext) => {
  const { idx, role } = parseInput(Object.fromEntries(new URL(request.url).searchParams), promptPreviewQuerySchema)
  return Response.json(await previewPrompt(await readId(context), idx, role, request.signal))
})
