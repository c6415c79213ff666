import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import type { Example } from '@/lib/core/example'
import { createRandom } from '@/lib/core/random'
import { randomExamples } from '@/lib/core/random-examples'
import { toPublishedRow } from '@/lib/core/read-example'

/** Examples without columns of their own, for shards that are just as AlignX publishes them. */
export function plainExamples(count: number, seed: number): Example[] {
  return randomExamples(count, createRandom(seed)).map((example) => ({ ...example, extra: {} }))
}

/** Writes examples as a JSONL shard. */
export function writeLines(folder: string, name: string, examples: readonly Example[]): string {
  const path = join(folder, name)
  writeFileSync(path, examples.map((example) => `${JSON.stringify(toPublishedRow(example))}\n`).join(''))
  return path
}

/** Writes the rows of a JSONL shard as a Parquet shard, by DuckDB and in AlignX's types. */
export async function writeParquet(lines: string, path: string, select = '*'): Promise<void> {
  const vector = `"Preference Direction" DOUBLE[]`
  const columns = {
    prompt: 'VARCHAR',
    chosen: 'VARCHAR',
    rejected: 'VARCHAR',
    'Preference Direction': 'DOUBLE[]',
    'Demographic Information': 'VARCHAR',
    'User-Generated Content': `STRUCT(prompt VARCHAR, "comment" VARCHAR, ${vector})[]`,
    'Pair-wise Comparative Feedback': `STRUCT(prompt VARCHAR, chosen VARCHAR, rejected VARCHAR, ${vector})[]`,
    profile: 'VARCHAR',
    ground_truth_persona: 'VARCHAR',
  }
  const types = Object.entries(columns).map(([name, type]) => `'${name}': '${type}'`)
  const instance = await DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  await connection.run(
    `COPY (SELECT ${select} FROM read_json('${lines}', format = 'newline_delimited', columns = {${types.join(', ')}})) TO '${path}' (FORMAT parquet, ROW_GROUP_SIZE 2048)`,
  )
  connection.closeSync()
  instance.closeSync()
}
