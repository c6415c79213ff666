import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { rename, rm, stat } from 'node:fs/promises'
import { DuckDBInstance } from '@duckdb/node-api'
import { DIMENSION_COUNT } from '@/lib/core/dimensions'

const VOCABULARY_SIZE = 60_000
const BOOK_WORDS = 400_000
const HISTORY_ITEMS = 4

/** A shard to make. */
export interface LargeShard {
  readonly path: string
  readonly rows: number
  /** Most rows of one row group: DuckDB writes 122,880 unless told otherwise, pyarrow 1,048,576. */
  readonly rowsOfGroup: number
}

/**
 * Writes an AlignX-schema Parquet shard of pseudo-words for the load benchmark: about 16.5 KB of raw text and 5.2 KB of
 * zstd a row, 4 UGC and 4 pairs, every item with its direction. Returns its size in bytes. The same `rows` gives the
 * same rows. Leaves an existing file alone.
 */
export async function makeLargeShard({ path, rows, rowsOfGroup }: LargeShard): Promise<number> {
  const existing = await stat(path).catch(() => null)
  if (existing) return existing.size
  const lines = `${path}.jsonl`
  await writeLines(lines, rows)
  const instance = await DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  await connection.run('SET threads = 1')
  const vector = '"Preference Direction": "DOUBLE[]"'
  await connection.run(
    `COPY (SELECT * FROM read_json('${lines}', format = 'newline_delimited', columns = {
      prompt: 'VARCHAR', chosen: 'VARCHAR', rejected: 'VARCHAR', "Preference Direction": 'DOUBLE[]',
      "Demographic Information": 'VARCHAR',
      "User-Generated Content": 'STRUCT(prompt VARCHAR, "comment" VARCHAR, ${vector.replace(': "DOUBLE[]"', ' DOUBLE[]')})[]',
      "Pair-wise Comparative Feedback": 'STRUCT(prompt VARCHAR, chosen VARCHAR, rejected VARCHAR, ${vector.replace(': "DOUBLE[]"', ' DOUBLE[]')})[]'
    })) TO '${path}.part' (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE ${rowsOfGroup})`,
  )
  connection.closeSync()
  instance.closeSync()
  await rm(lines)
  await rename(`${path}.part`, path)
  return (await stat(path)).size
}

async function writeLines(path: string, rows: number): Promise<void> {
  const random = createRandom(20_260_101)
  const book = writeBook(random)
  const cut = (length: number) => {
    const start = Math.floor(random() * (book.length - length))
    return book.slice(start, start + length)
  }
  const vector = () => Array.from({ length: DIMENSION_COUNT }, () => (random() < 0.84 ? 0.5 : random() < 0.5 ? 0 : 1))
  const out = createWriteStream(path)
  for (let row = 0; row < rows; row++) {
    const line = JSON.stringify({
      prompt: cut(800),
      chosen: cut(1600),
      rejected: cut(1600),
      'Preference Direction': vector(),
      'Demographic Information': cut(400),
      'User-Generated Content': Array.from({ length: HISTORY_ITEMS }, () => ({
        prompt: cut(500),
        comment: cut(600),
        'Preference Direction': vector(),
      })),
      'Pair-wise Comparative Feedback': Array.from({ length: HISTORY_ITEMS }, () => ({
        prompt: cut(500),
        chosen: cut(710),
        rejected: cut(710),
        'Preference Direction': vector(),
      })),
    })
    if (!out.write(`${line}\n`)) await once(out, 'drain')
  }
  out.end()
  await once(out, 'finish')
}

function writeBook(random: () => number): string {
  const syllables = [
    'ka',
    'ro',
    'min',
    'te',
    'sul',
    'va',
    'ne',
    'lor',
    'pi',
    'dra',
    'sho',
    'en',
    'gu',
    'ist',
    'ber',
    'mol',
    'fy',
    'cha',
    'ux',
    'wed',
    'zo',
    'quil',
    'jan',
  ]
  const vocabulary = Array.from({ length: VOCABULARY_SIZE }, () =>
    Array.from({ length: 1 + Math.floor(random() * 4) }, () => syllables[Math.floor(random() * syllables.length)]).join(
      '',
    ),
  )
  return Array.from({ length: BOOK_WORDS * 8 }, () => {
    const rank = Math.floor(VOCABULARY_SIZE ** (random() ** 0.3)) - 1
    return vocabulary[rank]
  }).join(' ')
}

/** mulberry32: a small seeded generator of numbers in [0, 1). */
function createRandom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
