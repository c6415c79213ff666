import { afterAll, beforeAll, expect, test } from 'vitest'
import { POST as probe } from '@/app/api/v1/backends/[id]/probe/route'
import { GET as readBackend, DELETE as removeBackend } from '@/app/api/v1/backends/[id]/route'
import { POST as addBackend, GET as listBackends } from '@/app/api/v1/backends/route'
import { backendSchema } from '@/lib/core/backend'
import { backendListSchema } from '@/lib/core/run-requests'
import { addExamples, closeDatabase, createRun, startRun } from '@/lib/store'
import { createTestDatabase } from '@/tests/setup/database'
import { makeConfig, makeExamples } from '@/tests/setup/runs'
import { at, request } from './call'

const SECRET = 'sk-very-secret-0123456789'

beforeAll(async () => {
  await createTestDatabase()
})
afterAll(closeDatabase)

test('a backend is added, probed, used and removed, and its secret never comes back', async () => {
  const body = {
    name: 'Nobody answers here',
    kind: 'vllm',
    baseUrl: 'http://127.0.0.1:4398///',
    model: 'm',
    settings: { bosId: 1, eosId: 2, tokenizer: 'server', slots: 2, timeoutMs: 500 },
    secret: SECRET,
  }
  const added = await addBackend(request('POST', '/api/v1/backends', body))
  expect(added.status).toBe(201)
  const texts = [await added.text()]
  const { id, ...backend } = backendSchema.parse(JSON.parse(texts[0] ?? ''))
  expect(backend).toMatchObject({ baseUrl: 'http://127.0.0.1:4398', hasSecret: true, probe: { ok: false } })
  texts.push(await (await readBackend(request('GET', '/x'), at({ id }))).text())
  texts.push(await (await probe(request('POST', '/x'), at({ id }))).text())
  texts.push(await (await listBackends(request('GET', '/x'))).text())
  expect(texts.some((text) => text.includes(SECRET))).toBe(false)
  expect(backendListSchema.parse(JSON.parse(texts[3] ?? '')).backends.map((entry) => entry.id)).toEqual([
    'built-in',
    id,
  ])

  const run = await createRun(makeConfig({ policyBackend: id }))
  await addExamples(run.id, makeExamples(2))
  await startRun(run.id, 2)
  const refused = await removeBackend(request('DELETE', '/x'), at({ id }))
  expect([refused.status, (await refused.json()).code]).toEqual([409, 'backend-in-use'])
})

test('the built-in scorer is always there and passes its probe', async () => {
  const answer = await probe(request('POST', '/x'), at({ id: 'built-in' }))
  expect(backendSchema.parse(await answer.json())).toMatchObject({ id: 'built-in', kind: 'built-in' })
})
