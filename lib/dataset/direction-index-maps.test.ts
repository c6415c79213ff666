import { afterAll, expect, test } from 'vitest'
import { createDirectionIndex } from '@/lib/core/direction-index'
import { createRandom } from '@/lib/core/random'
import { planesOfRows, randomRows } from '@/lib/core/random-rows'
import { finishSteps } from '@/lib/core/steps'
import { createDirectionIndexClient } from './direction-index-client'
import { serveDirectionIndex } from './direction-index-server'
import { NO_CACHE } from './prepared/byte-cache'
import { createPartReader } from './prepared/part-reader'

const { port1, port2 } = new MessageChannel()
const readPart = createPartReader(() => NO_CACHE)
const take = serveDirectionIndex(createDirectionIndex(), (reply) => port2.postMessage(reply), readPart)
port2.onmessage = ({ data }) => take(data)
const client = createDirectionIndexClient(() => port1)
const never = new AbortController().signal
afterAll(() => port1.close())

test('a map comes through the worker as the index makes it, with progress, and ends when nobody wants it', async () => {
  expect(await client.components(never)).toBeNull()
  const rows = randomRows(2000, createRandom(3))
  const batch = planesOfRows(rows, 0)
  const index = createDirectionIndex()
  index.append(batch)
  client.append({
    rows: rows.length,
    planes: new BigUint64Array(batch.planes),
    historyPlanes: new BigUint64Array(batch.historyPlanes),
    historyEveryPlanes: new BigUint64Array(batch.historyEveryPlanes),
    hasDirection: new Uint8Array(batch.hasDirection),
    texts: new Uint8Array(batch.texts),
    facets: new Int32Array(batch.facets),
    shard: batch.shard,
  })

  const found = await client.components(never)
  expect(found).toEqual(finishSteps(index.components()))
  const [across, up] = found?.components ?? []
  if (!found || !across || !up) throw new Error('The rows have no components')
  const question = { means: found.means, across: across.loadings, up: up.loadings, seed: 1 }
  const shares: number[] = []
  const projection = await client.project(question, never, (share) => shares.push(share))
  expect(projection).toEqual(finishSteps(index.project(question)))
  expect(shares.every((share) => share > 0 && share <= 1)).toBe(true)
  const aspect = { kind: 'facet', facet: 'pair_count' } as const
  expect(await client.rowValues(aspect, never)).toEqual(finishSteps(index.rowValues(aspect)))

  const abort = new AbortController()
  const unwanted = client.project(question, abort.signal)
  abort.abort(new Error('another tab'))
  await expect(unwanted).rejects.toThrow('another tab')
  expect((await client.components(never))?.n).toBe(found.n)
})
