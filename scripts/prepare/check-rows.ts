import { createHash } from 'node:crypto'
import { inflateSync } from 'node:zlib'
import { hashExample } from '@/lib/core/content-hash'
import { decodeRow } from '@/lib/core/prepared/row-parts'
import { createRandom } from '@/lib/core/random'
import { CheckError } from './check-error'
import type { PreparedReader } from './prepared-reader'

/**
 * Reads the texts of evenly drawn rows and hashes them anew. Returns how many rows. Throws `CheckError` for a row whose
 * texts have another hash than its table says.
 */
export async function checkSampleRows(reader: PreparedReader, sample: number): Promise<number> {
  const { rows, shards } = reader.manifest
  const random = createRandom(1)
  const drawn = [...new Set(Array.from({ length: Math.min(sample, rows) }, () => Math.floor(random() * rows)))]
  drawn.sort((first, second) => first - second)
  let next = 0
  for (const shard of shards) {
    const offsets = await reader.offsetsOf(shard)
    for (; (drawn[next] ?? rows) < shard.rowStart + shard.rows; next++) {
      const row = drawn[next] ?? 0
      const { a, b } = offsets.spanOf(row - shard.rowStart)
      const bytes = await reader.read(shard.pack, { start: a.start, end: b.end })
      const cut = a.end - a.start
      const parts = { a: unpack(bytes.subarray(0, cut), row), b: unpack(bytes.subarray(cut), row) }
      const { hash, example } = decodeRow(parts, `${shard.pack}, row ${row}`)
      const expected = hashExample(example, createHasher())
      if (hash !== expected || hash !== reader.hashOf(row))
        throw new CheckError(`Row ${row} says ${hash}, its texts ${expected}, the table ${reader.hashOf(row)}.`)
    }
  }
  return drawn.length
}

function unpack(bytes: Uint8Array, row: number): string {
  try {
    return inflateSync(bytes).toString()
  } catch (cause) {
    throw new CheckError(`The texts of row ${row} are damaged. Prepare the dataset again.`, { cause })
  }
}

function createHasher() {
  let hash = createHash('sha256')
  return {
    init: () => {
      hash = createHash('sha256')
    },
    update: (bytes: Uint8Array) => hash.update(bytes),
    digest: () => hash.digest('hex'),
  }
}
