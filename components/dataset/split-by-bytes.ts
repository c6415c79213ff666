import { MAX_CHUNK_BYTES, MAX_CHUNK_ROWS } from '@/lib/core/run-limits'

/** Rows that go to the server together, and what they take as JSON in UTF-8. */
export interface RowChunk<Row> {
  readonly rows: readonly Row[]
  readonly bytes: number
}

/** Rows in chunks of which each stays below nine tenths of the API's body limit; one huge row is a chunk of its own. */
export function splitByBytes<Row>(rows: readonly Row[]): readonly RowChunk<Row>[] {
  const encoder = new TextEncoder()
  const chunks: { rows: Row[]; bytes: number }[] = []
  for (const row of rows) {
    const bytes = encoder.encode(JSON.stringify(row)).byteLength
    const last = chunks.at(-1)
    if (last && last.bytes + bytes < MAX_CHUNK_BYTES * 0.9 && last.rows.length < MAX_CHUNK_ROWS) {
      last.rows.push(row)
      last.bytes += bytes
    } else chunks.push({ rows: [row], bytes })
  }
  return chunks
}
