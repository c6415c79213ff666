import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { expect } from 'vitest'
import { type PreparedManifest, parseManifest } from '@/lib/core/prepared/manifest'
import { MANIFEST_FILE, PREPARED_FILES } from '@/lib/core/prepared/manifest-files'
import { makeOnce } from '@/tests/setup/make-once'
import { callAlignx } from '@/tests/setup/run-alignx'
import { plainExamples, writeLines, writeParquet } from './test-shards'

/** The shards of the tests, 300 rows each. */
export const SHARDS = ['a.parquet', 'b.jsonl', 'c.parquet']

/** The shards of the tests, and the dataset that is prepared of them: made once, and only read. */
export async function makeDataset(): Promise<{ readonly shards: string; readonly whole: string }> {
  const folder = await makeOnce('prepared', async (draft) => {
    const [shards, whole] = [join(draft, 'shards'), join(draft, 'whole')]
    await makeShards(draft, shards)
    expect(await callAlignx('prepare', '--in', shards, '--out', whole)).toMatchObject({ status: 0 })
  })
  return { shards: join(folder, 'shards'), whole: join(folder, 'whole') }
}

async function makeShards(folder: string, shards: string): Promise<void> {
  mkdirSync(shards)
  for (const [place, name] of SHARDS.entries()) {
    const examples = plainExamples(300, 10 + place)
    if (name.endsWith('.jsonl')) writeLines(shards, name, examples)
    else await writeParquet(writeLines(folder, `${name}.jsonl`, examples), join(shards, name))
  }
}

/** The manifest of a dataset. */
export function manifestOf(out: string): PreparedManifest {
  return parseManifest(readFileSync(join(out, MANIFEST_FILE), 'utf8'))
}

/** The hashes of all files by path, but of the database, whose bytes DuckDB does not promise, and the manifest's entry of it. */
export function contentsOf(out: string): Map<string, string> {
  const paths = readdirSync(out, { recursive: true, encoding: 'utf8' }).filter((path) =>
    statSync(join(out, path)).isFile(),
  )
  return new Map(
    paths.flatMap((path): [string, string][] => {
      if (path === PREPARED_FILES.database || /^manifest\.json\.(br|gz)$/.test(path)) return []
      if (path !== MANIFEST_FILE) return [[path, sha256(readFileSync(join(out, path)))]]
      const { [PREPARED_FILES.database]: _, ...files } = manifestOf(out).files
      return [[path, sha256(JSON.stringify({ ...manifestOf(out), files }))]]
    }),
  )
}

function sha256(bytes: string | Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

/** The rows of the database. */
export async function tableOf(out: string): Promise<unknown> {
  const instance = await DuckDBInstance.create(join(out, PREPARED_FILES.database), { access_mode: 'READ_ONLY' })
  const connection = await instance.connect()
  const reader = await connection.runAndReadAll('SELECT * FROM examples ORDER BY row_number')
  const rows = reader.getRowObjectsJson()
  connection.closeSync()
  instance.closeSync()
  return rows
}
