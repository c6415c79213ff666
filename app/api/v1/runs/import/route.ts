import { readJson, route } from '@/app/api/route-handler'
import { MAX_IMPORT_BYTES } from '@/lib/core/run-limits'
import { importRunSchema } from '@/lib/core/run-requests'
import { importRun } from '@/lib/store'
import { readImportForm } from './read-import-form'

export const POST = route(async (request) => {
  const isForm = request.headers.get('content-type')?.toLowerCase().startsWith('multipart/form-data') ?? false
  const { name, policy, reference } = isForm
    ? await readImportForm(request)
    : await readJson(request, importRunSchema, { maxBytes: MAX_IMPORT_BYTES })
  const run = await importRun(name, policy, reference)
  return Response.json(run, { status: 201, headers: { location: `/api/v1/runs/${run.id}` } })
})
