import type { z } from 'zod'
import { ProblemError, parseInput } from '@/app/api/route-handler'
import { MAX_IMPORT_BYTES } from '@/lib/core/run-limits'
import { importRunSchema } from '@/lib/core/run-requests'

function limitBody(body: ReadableStream<Uint8Array>): ReadableStream<Uint8Array> {
  let size = 0
  const limit = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      size += chunk.byteLength
      if (size > MAX_IMPORT_BYTES)
        throw new ProblemError(413, 'body-too-large', `The files together are larger than ${MAX_IMPORT_BYTES} bytes.`, {
          maxBytes: MAX_IMPORT_BYTES,
        })
      controller.enqueue(chunk)
    },
  })
  return body.pipeThrough(limit)
}

async function parseForm(request: Request): Promise<FormData> {
  try {
    const body = request.body ? limitBody(request.body) : null
    return await new Response(body, {
      headers: { 'content-type': request.headers.get('content-type') ?? '' },
    }).formData()
  } catch (cause) {
    if (cause instanceof ProblemError) throw cause
    // The parser wraps what the stream throws.
    if (cause instanceof Error && cause.cause instanceof ProblemError) throw cause.cause
    throw new ProblemError(400, 'bad-form', 'The body is no whole multipart/form-data.', {}, { cause })
  }
}

async function readText(file: File, field: string): Promise<string> {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(await file.arrayBuffer())
  } catch (cause) {
    throw new ProblemError(400, 'bad-encoding', `${field}: ${file.name} is not UTF-8. Save it as UTF-8.`, {}, { cause })
  }
}

/**
 * An import as a form: the field `name` and the files `policy` and `reference`. Throws `ProblemError`: 400 `bad-form`,
 * `bad-encoding`, 413 `body-too-large`, 422 `invalid-input`.
 */
export async function readImportForm(request: Request): Promise<z.output<typeof importRunSchema>> {
  const form = await parseForm(request)
  const readFile = async (field: 'policy' | 'reference') => {
    const value = form.get(field)
    return value instanceof File ? { name: value.name, text: await readText(value, field) } : value
  }
  return parseInput(
    { name: form.get('name'), policy: await readFile('policy'), reference: await readFile('reference') },
    importRunSchema,
  )
}
