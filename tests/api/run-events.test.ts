import { afterAll, beforeAll, expect, test } from 'vitest'
import { streamProgress } from '@/app/api/v1/runs/[id]/events/stream-progress'
import { closeDatabase, createRun, deleteRun } from '@/lib/store'
import { query } from '@/lib/store/database'
import { createTestDatabase } from '@/tests/setup/database'

beforeAll(async () => {
  await createTestDatabase()
})
afterAll(closeDatabase)

function newRun() {
  const source = { label: 'Rows', view: '', filter: '', synthetic: false, available: 1, datasetHash: 'a'.repeat(64) }
  const backends = { policyBackend: 'built-in', referenceBackend: 'built-in' }
  return createRun({ name: 'Run', condition: 'pair', ...backends, control: false, seed: 1, source })
}

/** The names of all events, `change` being made after the first one. */
async function listEvents(id: string, change: () => Promise<unknown>): Promise<readonly string[]> {
  const names: string[] = []
  const decoder = new TextDecoder()
  for await (const chunk of streamProgress(id, null, new AbortController().signal)) {
    names.push(/^event: (\w+)/.exec(decoder.decode(chunk))?.[1] ?? '')
    if (names.length === 1) await change()
  }
  return names
}

test('a run that is deleted is gone', async () => {
  const { id } = await newRun()
  expect(await listEvents(id, () => deleteRun(id))).toEqual(['progress', 'gone'])
})

test('a run that cannot be read for the moment is not gone: the stream ends, to be joined again', async () => {
  const { id } = await newRun()
  expect(await listEvents(id, () => query('ALTER TABLE run_unit RENAME TO run_unit_away'))).toEqual(['progress'])
})
