import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createReadStream, createWriteStream } from 'node:fs'
import { rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { finished } from 'node:stream/promises'
import type { DuckDBConnection } from '@duckdb/node-api'
import type { SampleRow } from './row'
import { formatRow, PUBLISHED_SELECT, ROW_COLUMNS } from './rows-file'

export interface ShardPlan {
  readonly folder: string
  readonly name: string
  /** The rows of the shard, `to` excluded. */
  readonly from: number
  readonly to: number
  readonly rowGroup: number
  /** Kept as key-value metadata of the Parquet file. */
  readonly metadata: Readonly<Record<string, string>>
}

export interface ShardEntry {
  readonly name: string
  readonly rows: number
  readonly bytes: number
  readonly sha256: string
}

const BUFFERED_CHARACTERS = 1 << 18

/** Writes the rows of a shard, in order, to a file of lines beside it; memory stays at one buffer. */
export async function writeRows(
  plan: ShardPlan,
  writeRow: (row: number) => SampleRow,
  onRow: (row: SampleRow, number: number) => void,
): Promise<void> {
  const stream = createWriteStream(rowsPath(plan))
  let buffer = ''
  for (let number = plan.from; number < plan.to; number++) {
    const row = writeRow(number)
    onRow(row, number)
    buffer += `${formatRow(row)}\n`
    if (buffer.length < BUFFERED_CHARACTERS) continue
    if (!stream.write(buffer)) await once(stream, 'drain')
    buffer = ''
  }
  stream.end(buffer)
  await finished(stream)
}

/** Turns the file of lines into the Parquet shard, which appears under its name only when it is whole. */
export async function writeParquet(connection: DuckDBConnection, plan: ShardPlan): Promise<ShardEntry> {
  const path = join(plan.folder, plan.name)
  const metadata = Object.entries(plan.metadata).map(([key, value]) => `${key}: ${quote(value)}`)
  await connection.run(`
    COPY (${PUBLISHED_SELECT} FROM read_json(${quote(rowsPath(plan))}, format = 'newline_delimited',
      maximum_object_size = 268435456, columns = ${ROW_COLUMNS}))
    TO ${quote(`${path}.partial`)}
    (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE ${plan.rowGroup}, KV_METADATA {${metadata.join(', ')}})`)
  await rm(rowsPath(plan))
  await rename(`${path}.partial`, path)
  const { size } = await stat(path)
  return { name: plan.name, rows: plan.to - plan.from, bytes: size, sha256: await hashFile(path) }
}

/** Removes what an interrupted run left of a shard. */
export async function removePartial(plan: ShardPlan): Promise<void> {
  await rm(rowsPath(plan), { force: true })
  await rm(join(plan.folder, `${plan.name}.partial`), { force: true })
}

function rowsPath(plan: ShardPlan): string {
  return join(plan.folder, `${plan.name}.rows.partial`)
}

async function hashFile(path: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const block of createReadStream(path)) hash.update(block)
  return hash.digest('hex')
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}
