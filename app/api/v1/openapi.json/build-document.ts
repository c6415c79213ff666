import { z } from 'zod'
import { PROBLEM_TYPE, problemSchema } from '@/lib/core/problem'
import type { Operation } from './operation'

type Json = z.infer<ReturnType<typeof z.json>>

// Filters nest: written out where they stand they would be millions of lines. A schema's own $defs move with it, so its references must say where they are now.
function describeSchema(schema: z.ZodType, place: string): Json {
  const described = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any', reused: 'ref' })
  const { $schema, ...rest } = described
  return z.json().parse(JSON.parse(JSON.stringify(rest).replaceAll('"#/$defs/', `"${place}/$defs/`)))
}

// In local mode; without it a request is the local administrator's.
const ACTOR_HEADER = { name: 'alignx-annotator', in: 'header', required: false, schema: { type: 'string' } }

function describeParameters(operation: Operation): Json[] {
  const inHeader = operation.codes?.includes('annotator-unknown') ? [ACTOR_HEADER] : []
  const inPath = [...operation.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name: name ?? '',
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }))
  const query = operation.query
  if (!(query instanceof z.ZodObject)) return [...inPath, ...inHeader]
  const inQuery = Object.entries(query.shape).map(([name, schema]) => ({
    name,
    in: 'query',
    required: !(schema instanceof z.ZodOptional || schema instanceof z.ZodDefault),
    schema: z.json().parse(z.toJSONSchema(z.custom<z.ZodType>().parse(schema), { io: 'input' })),
  }))
  return [...inPath, ...inQuery, ...inHeader]
}

function describeAnswer({ answer, summary }: Operation, place: string): Json {
  if (answer === null) return { description: summary }
  if (typeof answer === 'string') return { description: summary, content: { [answer]: { schema: { type: 'string' } } } }
  return { description: summary, content: { 'application/json': { schema: describeSchema(answer, place) } } }
}

function describeBody({ body, isForm }: Operation, place: string): Json {
  if (!body) return {}
  const schema = describeSchema(body, place)
  const file = { type: 'string', contentMediaType: 'application/jsonl' }
  const form = {
    type: 'object',
    required: ['name', 'policy', 'reference'],
    properties: { name: { type: 'string' }, policy: file, reference: file },
  }
  const content = { 'application/json': { schema }, ...(isForm ? { 'multipart/form-data': { schema: form } } : {}) }
  return { requestBody: { required: true, content } }
}

function describeOperation(operation: Operation): Json {
  const pointer = `#/paths/${operation.path.replaceAll('/', '~1')}/${operation.method}`
  const answerPlace = `${pointer}/responses/${operation.status}/content/application~1json/schema`
  const bodyPlace = `${pointer}/requestBody/content/application~1json/schema`
  const codes = operation.codes ?? []
  const parameters = describeParameters(operation)
  return {
    summary: operation.summary,
    operationId: `${operation.method}${operation.path.replace(/[^A-Za-z]+(\w?)/g, (_, letter: string) => letter.toUpperCase())}`,
    ...(parameters.length > 0 ? { parameters } : {}),
    ...z.record(z.string(), z.json()).parse(describeBody(operation, bodyPlace)),
    responses: {
      [operation.status]: describeAnswer(operation, answerPlace),
      default: {
        description: `A problem${codes.length > 0 ? `; its own codes: ${codes.join(', ')}` : ''}`,
        content: { [PROBLEM_TYPE]: { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    },
  }
}

/** The OpenAPI 3.1 document of the operations, each path under `/api/v1`. */
export function buildDocument(operations: readonly Operation[], version: string): Record<string, Json> {
  const paths: Record<string, Record<string, Json>> = {}
  for (const operation of operations) {
    const path = paths[operation.path] ?? {}
    path[operation.method] = describeOperation(operation)
    paths[operation.path] = path
  }
  return {
    openapi: '3.1.0',
    info: { title: 'AlignX Lens', version },
    servers: [{ url: '/api/v1' }],
    paths,
    components: { schemas: { Problem: describeSchema(problemSchema, '#/components/schemas/Problem') } },
  }
}
