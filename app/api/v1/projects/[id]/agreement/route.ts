import { parseInput, route } from '@/app/api/route-handler'
import { type IdContext, readId } from '@/app/api/v1/path-params'
import { requireReader } from '@/app/api/v1/read-actor'
import { agreementQuerySchema } from '@/lib/core/annotation/requests'
import { readAgreement } from '@/lib/store'

export const GET = route(async (request, context: IdContext) => {
  await requireReader(request)
  const params = Object.fromEntries(new URL(request.url).searchParams)
  const { annotators, seed } = parseInput(params, agreementQuerySchema)
  return Response.json(await readAgreement(await readId(context), annotators ?? null, seed, request.signal))
})
