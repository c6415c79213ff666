import { afterAll, beforeAll, expect, test } from 'vitest'
import { GET as readShare, DELETE as revokeShare } from '@/app/api/v1/shares/[token]/route'
import { POST as createShare, GET as listShares } from '@/app/api/v1/shares/route'
import { openShareSchema, shareReportSchema } from '@/lib/core/share'
import { closeDatabase, deleteRun, importRun, readRunSummary } from '@/lib/store'
import { query } from '@/lib/store/database'
import { createTestDatabase } from '@/tests/setup/database'
import { at, request } from './call'

let runId: string

function evalText(shift: number): string {
  const line = (idx: number) => {
    const row = { prompt: `p${idx} \u0000<|eot_id|><script>`, chosen: 'yes', rejected: 'no, never' }
    return JSON.stringify({ ...row, idx, nll_loss_all_chosen: 10 + shift * (idx % 3), nll_loss_all_rejected: 11 })
  }
  return [...Array.from({ length: 30 }, (_, idx) => line(idx)), line(4), '{"idx": 31, "nll_lo'].join('\n')
}

beforeAll(async () => {
  await createTestDatabase()
  const run = await importRun('Two files', { name: 'p', text: evalText(-1) }, { name: 'r', text: evalText(0) })
  runId = run.id
})
afterAll(closeDatabase)

async function share(title: string, expiresAt: string | null = null) {
  const response = await createShare(request('POST', '/api/v1/shares', { runId, title, expiresAt }))
  expect(response.status).toBe(201)
  return shareReportSchema.parse(await response.json())
}
const open = (token: string) => readShare(request('GET', `/api/v1/shares/${token}`), at({ token }))

test('a link opens the numbers as they were frozen, after the run is gone too', async () => {
  const { token } = await share('Frozen <b>here</b>')
  expect(token).toMatch(/^[\w-]{43}$/)
  const summary = await readRunSummary(runId)
  expect(summary).toMatchObject({ total: 30, scored: 30, accuracy: { n: 30, correct: 20, ties: 10, clusters: 30 } })
  await query("UPDATE run SET summary = NULL, name = 'Renamed' WHERE id = $1", [runId])
  const shared = openShareSchema.parse(await (await open(token)).json())
  expect(shared.title).toBe('Frozen <b>here</b>')
  expect(shared.payload.summary).toEqual(summary)
  expect(shared.payload.run.name).toBe('Two files')
  expect(shared.payload.provenance.importing?.policy).toMatchObject({ lines: 32, rows: 30, duplicates: 1, torn: 1 })
  expect(shared.payload.provenance.codeVersion).toMatch(/^\d+\.\d+\.\d+/)
  const kept = await importRun('Gone soon', { name: 'p', text: evalText(-1) }, { name: 'r', text: evalText(0) })
  const response = await createShare(request('POST', '/api/v1/shares', { runId: kept.id, title: 'Kept' }))
  const other = shareReportSchema.parse(await response.json())
  await deleteRun(kept.id)
  expect((await open(other.token)).status).toBe(200)
})

test('a revoked link is gone for strangers and stays in the list', async () => {
  const { token } = await share('Revoked')
  for (let time = 0; time < 2; time++)
    expect((await revokeShare(request('DELETE', '/x'), at({ token }))).status).toBe(204)
  const response = await open(token)
  expect([response.status, (await response.json()).code]).toEqual([404, 'share-gone'])
  const { shares } = await (await listShares(request('GET', '/api/v1/shares'))).json()
  expect(shareReportSchema.parse(shares[0])).toMatchObject({
    token,
    title: 'Revoked',
    synthetic: null,
    revokedAt: expect.any(String),
  })
})

test('a link ends at its end', async () => {
  const { token } = await share('Short', new Date(Date.now() + 60_000).toISOString())
  expect((await open(token)).status).toBe(200)
  await query("UPDATE share SET expires_at = now() - interval '1 second' WHERE token = $1", [token])
  expect((await (await open(token)).json()).code).toBe('share-gone')
})

test('tokens do not repeat', async () => {
  const tokens = await Promise.all(Array.from({ length: 20 }, async (_, at) => (await share(`s${at}`)).token))
  expect(new Set(tokens).size).toBe(20)
})
