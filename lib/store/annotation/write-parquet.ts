import 'server-only'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { VALUE_COLUMNS } from '@/lib/core/annotation/exported'

type Column = (typeof VALUE_COLUMNS)[number]

/** Columns that are not texts. */
const TYPES: Readonly<Partial<Record<Column, string>>> = {
  confidence: 'TINYINT',
  guideline_version: 'INTEGER',
  active_ms: 'INTEGER',
  revision: 'INTEGER',
  at: 'TIMESTAMPTZ',
}

const quote = (text: string) => `'${text.replaceAll("'", "''")}'`

/**
 * A table as a Parquet file (zstd), written by native DuckDB; `metadata` becomes its key-value metadata. `pages` are rows
 * of `columns`. An empty table is a file too.
 */
export async function writeParquet(
  columns: readonly Column[],
  pages: AsyncIterable<readonly (readonly (string | number | null)[])[]>,
  metadata: Readonly<Record<string, string>>,
): Promise<Uint8Array<ArrayBuffer>> {
  const folder = await mkdtemp(join(tmpdir(), 'alignx-annotations-'))
  const [lines, file] = [join(folder, 'rows.jsonl'), join(folder, 'rows.parquet')]
  try {
    await writeFile(lines, toLines(columns, pages))
    // A native module of 60 MB, loaded by the first export alone.
    const { DuckDBInstance } = await import('@duckdb/node-api')
    const instance = await DuckDBInstance.create(':memory:', { threads: '1' })
    const connection = await instance.connect()
    try {
      const types = columns.map((column) => `"${column}": ${quote(TYPES[column] ?? 'VARCHAR')}`)
      const facts = Object.entries(metadata).map(([key, value]) => `${key}: ${quote(value)}`)
      await connection.run(
        `COPY (SELECT * FROM read_json(${quote(lines)}, format = 'newline_delimited', columns = {${types.join(', ')}}))
         TO ${quote(file)} (FORMAT parquet, COMPRESSION zstd, KV_METADATA {${facts.join(', ')}})`,
      )
    } finally {
      connection.closeSync()
      instance.closeSync()
    }
    return new Uint8Array(await readFile(file))
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function* toLines(
  columns: readonly Column[],
  pages: AsyncIterable<readonly (readonly (string | number | null)[])[]>,
): AsyncGenerator<string> {
  for await (const rows of pages) {
    // DuckDB's JSON reader ends a text at U+0000.
    const lines = rows.map((row) => {
      const cells = row.map((cell) =>
        typeof cell === 'string' ? cell.toWellFormed().replaceAll('\u0000', '\ufffd') : cell,
      )
      return `${JSON.stringify(Object.fromEntries(columns.map((column, place) => [column, cells[place] ?? null])))}\n`
    })
    yield lines.join('')
  }
}
