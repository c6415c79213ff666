import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { LeasedUnit, UnitResult } from '@/lib/core/run-store'
import { createTestDatabase } from '@/tests/setup/database'
import { makeConfig, makeExamples } from '@/tests/setup/runs'
import { closeDatabase, query } from './database'
import { addExamples } from './run-examples'
import { cancelRun, retryRun, startRun } from './run-life'
import { createRun, deleteRun, readRun } from './runs'
import { runStore } from './unit-queue'

beforeAll(async () => {
  await createTestDatabase()
})
afterAll(closeDatabase)

async function queueRun(rows: number, control = false): Promise<string> {
  const run = await createRun(makeConfig({ control }))
  await addExamples(run.id, makeExamples(rows))
  await startRun(run.id, rows)
  return run.id
}

const result = (idx: number, nllChosen = 1): UnitResult => ({
  idx,
  nllChosen,
  nllRejected: 2,
  promptTokens: 10,
  promptTokensCut: 0,
  chosenTokens: 3,
  rejectedTokens: 4,
  promptSha256: 'a'.repeat(64),
  durationMs: 1.5,
})

async function lease(owner: string, leaseMs = 60_000): Promise<LeasedUnit> {
  const unit = await runStore.leaseUnit(owner, 'built-in', leaseMs)
  if (!unit) throw new Error('There is no unit to lease')
  return unit
}

async function readWrites(runId: string) {
  return query<{ idx: number; nll_chosen: number; writes: number }>(
    'SELECT idx, nll_chosen, writes FROM run_result WHERE run_id = $1 ORDER BY idx, role',
    [runId],
  )
}

describe('a run', () => {
  test('is cut into units of sixteen for each role', async () => {
    const id = await queueRun(17, true)
    const units = await query<{ role: string; first_idx: number; last_idx: number }>(
      'SELECT role, first_idx, last_idx FROM run_unit WHERE run_id = $1 ORDER BY role, unit',
      [id],
    )
    expect(units).toHaveLength(8)
    expect(units.filter((unit) => unit.role === 'control-policy')).toEqual([
      { role: 'control-policy', first_idx: 0, last_idx: 15 },
      { role: 'control-policy', first_idx: 16, last_idx: 16 },
    ])
    await deleteRun(id)
  })

  test('shows the control the persona of another row, each once', async () => {
    const id = await queueRun(9, true)
    const rows = await query<{ idx: number; persona_idx: number }>(
      'SELECT idx, persona_idx FROM run_example WHERE run_id = $1 ORDER BY idx',
      [id],
    )
    expect(rows.some((row) => row.idx === row.persona_idx)).toBe(false)
    expect(rows.map((row) => row.persona_idx).sort()).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8])
    const examples = makeExamples(9)
    for (;;) {
      const unit = await lease('w')
      if (unit.role !== 'control-policy') continue
      const items = await runStore.readUnitItems(unit)
      expect(items.map((item) => item.persona)).toEqual(rows.map((row) => examples[row.persona_idx]?.example))
      break
    }
    await deleteRun(id)
  })
})

describe('a lease', () => {
  test('is given to one worker only, whoever asks at the same time', async () => {
    const id = await queueRun(16 * 5)
    const units = await Promise.all(
      Array.from({ length: 14 }, (_, worker) => runStore.leaseUnit(`w${worker}`, 'built-in', 60_000)),
    )
    const got = units.filter((unit) => unit !== null).map((unit) => `${unit.role} ${unit.unit}`)
    expect(got).toHaveLength(10)
    expect(new Set(got).size).toBe(10)
    expect((await readRun(id)).status).toBe('running')
    await deleteRun(id)
  })

  test('fences the writes of a worker that lost it, and the first write stays', async () => {
    const id = await queueRun(2)
    const unit = await lease('slow', 1)
    expect(await runStore.writeResults('slow', unit, [result(0)])).toBe(true)
    await new Promise((resolve) => setTimeout(resolve, 5))
    await runStore.settleRuns(10)
    const again = await lease('quick')
    expect([again.role, again.unit, again.attempts]).toEqual([unit.role, unit.unit, 1])
    expect((await runStore.readUnitItems(again)).map((item) => item.idx)).toEqual([1])
    expect(await runStore.writeResults('slow', unit, [result(1, 99)])).toBe(false)
    expect(await runStore.finishUnit('slow', unit)).toBe(false)
    expect(await runStore.writeResults('quick', again, [result(0, 50), result(1)])).toBe(true)
    expect(await runStore.finishUnit('quick', again)).toBe(true)
    expect(await readWrites(id)).toEqual([
      { idx: 0, nll_chosen: 1, writes: 2 },
      { idx: 1, nll_chosen: 1, writes: 1 },
    ])
    const [counted] = await query<{ scored: number }>('SELECT scored FROM run_unit WHERE run_id = $1 AND role = $2', [
      id,
      unit.role,
    ])
    expect(counted?.scored).toBe(2)
    await deleteRun(id)
  })

  test('that runs out too often fails the unit', async () => {
    const id = await queueRun(1)
    for (let attempt = 1; attempt <= 3; attempt++)
      for (let role = 0; role < 2; role++) {
        expect((await lease('dying', 1)).attempts).toBe(attempt)
        await new Promise((resolve) => setTimeout(resolve, 5))
        if (role === 1) await runStore.settleRuns(3)
      }
    expect(await readRun(id)).toMatchObject({ status: 'failed', error: expect.stringContaining('stopped 3 times') })
    await deleteRun(id)
  })

  test('ends when the run is cancelled, and what is left can be taken up again', async () => {
    const id = await queueRun(1)
    const unit = await lease('w')
    await cancelRun(id)
    expect(await runStore.holdLeases('w', null)).toEqual([])
    expect(await runStore.writeResults('w', unit, [result(0)])).toBe(false)
    expect(await runStore.leaseUnit('w', 'built-in', 1000)).toBeNull()
    await retryRun(id)
    expect((await lease('w')).unit).toBe(0)
    await deleteRun(id)
  })

  test('waits for its time after a delay', async () => {
    const id = await queueRun(1)
    const unit = await lease('w')
    await lease('w')
    await runStore.delayUnit('w', unit, 60_000, 'busy \u0000')
    expect(await runStore.leaseUnit('w', 'built-in', 1000)).toBeNull()
    expect(await runStore.listWaitingBackends()).toEqual([])
    await deleteRun(id)
  })
})

describe('a run ends', () => {
  test.each([
    ['done', 'done', 'done'],
    ['partial', 'done', 'failed'],
    ['failed', 'failed', 'failed'],
  ])('as %s when its units are %s and %s', async (status, ...ends) => {
    const id = await queueRun(1)
    for (const end of ends) {
      const unit = await lease('w')
      if (end === 'done') await runStore.writeResults('w', unit, [result(0)])
      if (end === 'done') await runStore.finishUnit('w', unit)
      else await runStore.failUnit('w', unit, 'refused')
    }
    expect(await runStore.settleRuns(10)).toEqual([id])
    expect(await readRun(id)).toMatchObject({ status, error: status === 'done' ? null : 'refused' })
    await deleteRun(id)
  })

  test('at once when its backend cannot score', async () => {
    const id = await queueRun(16 * 3)
    await runStore.failBackend('w', await lease('w'), 'no log-probabilities')
    expect(await runStore.settleRuns(10)).toEqual([id])
    expect(await readRun(id)).toMatchObject({ status: 'failed', error: 'no log-probabilities' })
    await deleteRun(id)
  })
})

test('slots hold over sessions, and a session that ends frees its own', async () => {
  const first = await runStore.openSlots()
  const second = await runStore.openSlots()
  expect([await first.take('b', 2), await first.take('b', 2), await first.take('b', 2)]).toEqual([0, 1, null])
  expect(await second.take('b', 2)).toBeNull()
  expect(await second.take('other', 1)).toBe(0)
  await first.release('b', 1)
  expect(await second.take('b', 2)).toBe(1)
  await first.close()
  // The server ends the session a moment after the client.
  await expect.poll(() => second.take('b', 2)).toBe(0)
  await second.close()
})
