// @vitest-environment happy-dom
import { render, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, expect, test, vi } from 'vitest'
import { createProblem } from '@/lib/core/problem'
import type { RunReport } from '@/lib/core/run-report'
import { ImportDialog } from './import-dialog'

const router = vi.hoisted(() => ({ push: vi.fn() }))
vi.mock('next/navigation', () => ({ useRouter: () => router }))
beforeEach(() => router.push.mockClear())

const RUN: RunReport = {
  id: 'run-1',
  kind: 'import',
  name: 'ICA on PRISM',
  status: 'done',
  config: null,
  total: 2,
  backends: null,
  templates: null,
  models: null,
  codeVersion: 'abc',
  importing: null,
  error: null,
  createdAt: '2026-01-02T03:04:05.000Z',
  startedAt: null,
  finishedAt: null,
}

function answer(give: () => Response | Promise<Response>) {
  const fake = vi.fn(async (_path: string, _init: RequestInit) => give())
  vi.stubGlobal('fetch', fake)
  return fake
}

async function submit() {
  const user = userEvent.setup()
  render(<ImportDialog open onOpenChange={vi.fn()} />)
  await user.type(await screen.findByLabelText(/^Name/), 'ICA on PRISM')
  await user.upload(screen.getByLabelText(/^Policy results/), new File(['{"idx":0}'], 'policy.jsonl'))
  await user.upload(screen.getByLabelText(/^Reference results/), new File(['{"idx":1}'], 'reference.jsonl'))
  await user.click(screen.getByRole('button', { name: 'Import results' }))
}

test('a name and two files go to the server, and the new run opens', async () => {
  const fake = answer(() => new Response(JSON.stringify(RUN), { status: 201 }))
  await submit()
  await waitFor(() => expect(router.push.mock.calls).toEqual([['/evaluate/run-1']]))
  const [path, init] = fake.mock.calls[0] ?? []
  expect([path, init?.method, init?.headers]).toEqual(['/api/v1/runs/import', 'POST', {}])
  if (!(init?.body instanceof FormData)) throw new Error('An import is a form')
  expect(init.body.get('name')).toBe('ICA on PRISM')
  expect([...init.body.keys()]).toEqual(['name', 'policy', 'reference'])
})

test('while the server reads, the form cannot be sent again', async () => {
  answer(() => new Promise(() => undefined))
  await submit()
  expect(screen.getByRole('button', { name: 'Importing…' })).toHaveProperty('disabled', true)
})

test.each<[string, () => Response | Promise<Response>, string]>([
  [
    'a refusal in its own words',
    () => new Response(JSON.stringify(createProblem(422, 'no-rows', 'No row is in both files.')), { status: 422 }),
    'No row is in both files.',
  ],
  ['a refusal that is no problem', () => new Response('<html>', { status: 502 }), 'The server answered 502.'],
  [
    'an answer that cannot be read',
    () => new Response('{}'),
    'The server answered /api/v1/runs/import with something this page cannot read. Reload the page.',
  ],
  [
    'a server that is gone',
    () => Promise.reject(new TypeError('Failed to fetch')),
    'The server cannot be reached. Is it still running?',
  ],
])('%s is shown, and the form can be sent again', async (_, give, expected) => {
  answer(give)
  await submit()
  expect((await screen.findByRole('alert')).textContent).toBe(`Nothing was imported${expected}`)
  expect(screen.getByRole('button', { name: 'Import results' })).toHaveProperty('disabled', false)
  expect(router.push).not.toHaveBeenCalled()
})
