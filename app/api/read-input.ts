import type { z } from 'zod'
import { describePath } from '@/lib/core/problem'
import { ProblemError } from './problem-error'

const DEFAULT_MAX_BYTES = 1024 * 1024
const MAX_DEPTH = 64
const LISTED_ISSUES = 20

/** Reads a body of at most `maxBytes`; more than that is refused as soon as it is seen. */
async function readBytes(request: Request, maxBytes: number): Promise<Uint8Array> {
  const refusal = new ProblemError(413, 'body-too-large', `The body is larger than ${maxBytes} bytes. Send less.`, {
    maxBytes,
  })
  if (Number(request.headers.get('content-length') ?? 0) > maxBytes) throw refusal
  if (!request.body) return new Uint8Array()
  const reader = request.body.getReader()
  const chunks: Uint8Array[] = []
  let size = 0
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return Buffer.concat(chunks)
    size += value.byteLength
    if (size > maxBytes) {
      await reader.cancel()
      throw refusal
    }
    chunks.push(value)
  }
}

/** How deep the brackets of a JSON text nest. */
function measureDepth(text: string): number {
  let depth = 0
  let deepest = 0
  let isInString = false
  for (let i = 0; i < text.length; i += 1) {
    const letter = text[i]
    if (isInString) {
      if (letter === '\\') i += 1
      else if (letter === '"') isInString = false
    } else if (letter === '"') isInString = true
    else if (letter === '[' || letter === '{') deepest = Math.max(deepest, ++depth)
    else if (letter === ']' || letter === '}') depth -= 1
  }
  return deepest
}

function parseJson(bytes: Uint8Array): unknown {
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (cause) {
    throw new ProblemError(400, 'bad-json', 'The body is not UTF-8. Send JSON in UTF-8.', {}, { cause })
  }
  if (measureDepth(text) > MAX_DEPTH) {
    throw new ProblemError(400, 'bad-json', `The body nests deeper than ${MAX_DEPTH} levels.`, { maxDepth: MAX_DEPTH })
  }
  try {
    return JSON.parse(text)
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : 'unreadable'
    throw new ProblemError(400, 'bad-json', `The body is not JSON: ${reason}`, {}, { cause })
  }
}

/**
 * `value` as the schema has it. Throws `ProblemError` (422, `invalid-input`) with the first 20 faults and their number.
 * For path segments and search params as well as for bodies.
 */
export function parseInput<Schema extends z.ZodType>(value: unknown, schema: Schema): z.output<Schema> {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  const issues = result.error.issues.map(({ path, message }) => ({ path: describePath(path), message }))
  const [first] = issues
  const where = first?.path ? `${first.path}: ` : ''
  throw new ProblemError(422, 'invalid-input', `The input does not fit. ${where}${first?.message ?? ''}`, {
    issues: issues.slice(0, LISTED_ISSUES),
    issueCount: issues.length,
  })
}

/**
 * The JSON body of a request as the schema has it; `maxBytes` is 1 MiB unless said.
 * Throws `ProblemError`: 415 `not-json` (another media type), 413 `body-too-large`, 400 `bad-json`, 422 `invalid-input`.
 */
export async function readJson<Schema extends z.ZodType>(
  request: Request,
  schema: Schema,
  { maxBytes = DEFAULT_MAX_BYTES }: { readonly maxBytes?: number } = {},
): Promise<z.output<Schema>> {
  const mediaType = (request.headers.get('content-type') ?? '').split(';')[0]?.trim().toLowerCase()
  if (mediaType !== 'application/json') {
    throw new ProblemError(415, 'not-json', 'The body must be JSON. Send the header content-type: application/json.')
  }
  return parseInput(parseJson(await readBytes(request, maxBytes)), schema)
}
