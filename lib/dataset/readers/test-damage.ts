import { readFileSync } from 'node:fs'
import { createRandom } from '@/lib/core/random'
import { LoadError } from '../load-error'
import { initParquet, readShard, sourceOf } from './test-shards'

/**
 * A process that reads a Parquet file over and over, each time with other bytes changed, and writes one line of JSON
 * for each: `node test-damage.ts FILE ROWS SEED FIRST LAST`. A reader that breaks down takes the process with it, as it
 * takes the loader's worker in the app: the line then tells the breakdown and the process ends with status 3.
 */
const [path = '', rows = '', seed = '', first = '', last = ''] = process.argv.slice(2)
const good = Uint8Array.from(readFileSync(path))
let current = Number(first)

for (const event of ['uncaughtException', 'unhandledRejection'])
  process.on(event, () => {
    tell('breakdown', event)
    process.exit(3)
  })

initParquet()
for (; current < Number(last); current++) {
  const shard = await readShard(sourceOf(damage(good, Number(seed) + current), 'bad.parquet'))
  if (shard.fault instanceof LoadError) tell('named', shard.fault.code)
  else if (shard.fault) tell('unnamed', String(shard.fault))
  else if (shard.hashes.length + shard.errors.length === Number(rows)) tell('read', `${shard.hashes.length} rows`)
  else tell('lost', `${shard.hashes.length} rows and ${shard.errors.length} errors`)
}
process.exit(0)

/** One to four bits flipped; every third time all of them in the last 600 bytes, where the footer is. */
function damage(bytes: Uint8Array<ArrayBuffer>, flipSeed: number): Uint8Array<ArrayBuffer> {
  const random = createRandom(flipSeed)
  const from = flipSeed % 3 === 0 ? Math.max(0, bytes.length - 600) : 0
  const damaged = bytes.slice()
  for (let flip = 0; flip <= Math.floor(random() * 4); flip++) {
    const at = from + Math.floor(random() * (bytes.length - from))
    damaged[at] = (damaged[at] ?? 0) ^ (1 << Math.floor(random() * 8))
  }
  return damaged
}

function tell(outcome: string, detail: string): void {
  process.stdout.write(`${JSON.stringify({ flip: current, outcome, detail })}\n`)
}
