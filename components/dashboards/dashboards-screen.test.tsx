// @vitest-environment happy-dom
import { render, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, expect, test, vi } from 'vitest'
import { createProblem } from '@/lib/core/problem'
import type { ShareReport } from '@/lib/core/share'
import { DashboardsScreen } from './dashboards-screen'

const router = vi.hoisted(() => ({ refresh: vi.fn() }))
vi.mock('next/navigation', () => ({ useRouter: () => router }))
beforeEach(() => router.refresh.mockClear())

const OPEN: ShareReport = {
  token: 'token-open',
  runId: 'run-1',
  title: 'ICA on PRISM',
  synthetic: false,
  createdAt: '2026-01-02T03:04:05.000Z',
  revokedAt: null,
  expiresAt: '2999-12-31T00:00:00.000Z',
}
const REVOKED = { ...OPEN, token: 'token-revoked', title: 'Revoked', revokedAt: '2026-02-03T00:00:00.000Z' }
const ENDED = { ...OPEN, token: 'token-ended', title: 'Ended', expiresAt: '2020-01-01T00:00:00.000Z' }

function answer(give: () => Response | Promise<Response>) {
  const fake = vi.fn(async (_path: string, _init: RequestInit) => give())
  vi.stubGlobal('fetch', fake)
  return fake
}

function confirmWith(isYes: boolean) {
  const ask = vi.fn((_question: string) => isYes)
  vi.stubGlobal('confirm', ask)
  return ask
}

async function revoke() {
  const user = userEvent.setup()
  await user.click(screen.getByRole('button', { name: 'Revoke' }))
}

test('without shares the screen says how to make one', () => {
  render(<DashboardsScreen shares={[]} />)
  expect(screen.getByText('Nothing is shared yet')).toBeTruthy()
  expect(screen.getByRole('link', { name: 'Open a run' }).getAttribute('href')).toBe('/evaluate')
})

test('an open link can be opened, copied and revoked; a revoked or ended one only stands there', () => {
  render(<DashboardsScreen shares={[OPEN, REVOKED, ENDED]} />)
  const [open, revoked, ended] = screen.getAllByRole('listitem')
  if (!open || !revoked || !ended) throw new Error('Every share is listed')
  expect(within(open).getByText('frozen 2026-01-02 · ends 2999-12-31')).toBeTruthy()
  expect(within(open).getByText('anyone with the link')).toBeTruthy()
  expect(within(open).getByRole('link', { name: 'Open' }).getAttribute('href')).toBe('/d/token-open')
  expect(within(open).getByRole('button', { name: 'Copy link' })).toBeTruthy()
  expect(within(revoked).getByText('revoked 2026-02-03')).toBeTruthy()
  expect(within(ended).getByText('ended')).toBeTruthy()
  for (const item of [revoked, ended]) {
    expect(within(item).queryByRole('link')).toBeNull()
    expect(within(item).queryByRole('button')).toBeNull()
  }
})

test('a link is revoked after a question, and the list is read again', async () => {
  const fake = answer(() => new Response(null, { status: 204 }))
  const ask = confirmWith(true)
  render(<DashboardsScreen shares={[OPEN]} />)
  await revoke()
  expect(ask.mock.calls).toEqual([['Revoke the link to "ICA on PRISM"? It cannot be given back.']])
  await waitFor(() => expect(router.refresh).toHaveBeenCalledTimes(1))
  expect(fake.mock.calls[0]?.[0]).toBe('/api/v1/shares/token-open')
  expect(fake.mock.calls[0]?.[1].method).toBe('DELETE')
  expect(screen.queryByRole('alert')).toBeNull()
})

test('a no leaves the link alone', async () => {
  const fake = answer(() => new Response(null, { status: 204 }))
  confirmWith(false)
  render(<DashboardsScreen shares={[OPEN]} />)
  await revoke()
  expect(fake).not.toHaveBeenCalled()
  expect(router.refresh).not.toHaveBeenCalled()
})

test('a link that was not revoked is said, until it is', async () => {
  confirmWith(true)
  answer(
    () => new Response(JSON.stringify(createProblem(503, 'database-down', 'The database is down.')), { status: 503 }),
  )
  render(<DashboardsScreen shares={[OPEN]} />)
  await revoke()
  expect((await screen.findByRole('alert')).textContent).toBe('The link was not revokedThe database is down.')
  expect(router.refresh).not.toHaveBeenCalled()
  answer(() => new Response(null, { status: 204 }))
  await revoke()
  await waitFor(() => expect(screen.queryByRole('alert')).toBeNull())
  expect(router.refresh).toHaveBeenCalledTimes(1)
})

test('a share of generated rows is marked', () => {
  render(<DashboardsScreen shares={[OPEN, { ...OPEN, token: 'token-made', synthetic: true }]} />)
  const marks = screen.getAllByRole('listitem').map((item) => within(item).queryByText('Synthetic') !== null)
  expect(marks).toEqual([false, true])
})
