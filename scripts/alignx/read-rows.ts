import { ExampleError } from '@/lib/core/example-error'
import { splitJsonArray } from './json-array'
import { detectKind, readLines, readText, reasonOf } from './read-text'

/** A row as the file holds it; `row` counts from 0. */
export interface FileRow {
  readonly row: number
  readonly raw: unknown
}

/**
 * The rows of a file, in order and one at a time: a Parquet file, a JSON list or JSON lines, the latter two also
 * gzipped. The form is told by content, not by name. Blank lines are not rows.
 * Throws `FileError` for the file and `ExampleError` for a row that is not JSON.
 */
export async function* readRows(file: string): AsyncGenerator<FileRow> {
  let row = 0
  if ((await detectKind(file)) === 'parquet') {
    // The database is native and slow to load: only Parquet needs it.
    const { readParquetRows } = await import('./parquet-rows')
    for await (const raw of readParquetRows(file)) yield { row: row++, raw }
    return
  }
  for await (const text of (await startsWithList(file))
    ? splitJsonArray(readText(file), file)
    : readDocumentLines(file)) {
    yield { row, raw: parseRow(text, file, row) }
    row += 1
  }
}

async function startsWithList(file: string): Promise<boolean> {
  for await (const chunk of readText(file)) {
    const start = chunk.replace(/^\uFEFF/, '').trimStart()
    if (start !== '') return start.startsWith('[')
  }
  return false
}

async function* readDocumentLines(file: string): AsyncGenerator<string> {
  let isFirst = true
  for await (const line of readLines(file)) {
    const text = isFirst ? line.replace(/^\uFEFF/, '') : line
    isFirst = false
    if (text.trim() !== '') yield text
  }
}

function parseRow(text: string, file: string, row: number): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new ExampleError({ file, row, column: '(row)' }, `is not JSON: ${reasonOf(error)}`)
  }
}
