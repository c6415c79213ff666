import { readdirSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { OPERATIONS } from './operations'
import { GET } from './route'

const root = fileURLToPath(new URL('..', import.meta.url))

async function readRoutes(): Promise<string[]> {
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('route.ts'))
  const methods = await Promise.all(
    files.map(async (file) => {
      const module: Record<string, unknown> = await import(path.join(root, file))
      const url = `/${path.dirname(file).replaceAll(/\[(?:\.\.\.)?(\w+)\]/g, '{$1}')}`
      return ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'].filter((method) => method in module).map((m) => `${m} ${url}`)
    }),
  )
  return methods.flat().sort()
}

test('every route of the API is described, and nothing else', async () => {
  const described = OPERATIONS.map(({ method, path: url }) => `${method.toUpperCase()} ${url}`).sort()
  expect(described).toEqual(await readRoutes())
})

test('the document is whole: every reference leads somewhere, every operation has its own id', async () => {
  const response = await GET(new Request('http://localhost:3000/api/v1/openapi.json'))
  const document: unknown = await response.json()
  const references = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map(([, pointer]) => pointer ?? '')
  expect(references.length).toBeGreaterThan(OPERATIONS.length)
  for (const pointer of new Set(references))
    expect([pointer, resolve(document, pointer)]).not.toEqual([pointer, undefined])
  const ids = [...JSON.stringify(document).matchAll(/"operationId":"([^"]+)"/g)].map(([, id]) => id)
  expect(new Set(ids).size).toBe(OPERATIONS.length)
})

function resolve(document: unknown, pointer: string): unknown {
  return pointer
    .slice(2)
    .split('/')
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce((node: unknown, part) => z.record(z.string(), z.unknown()).safeParse(node).data?.[part], document)
}
