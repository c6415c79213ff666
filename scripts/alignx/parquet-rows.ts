import { DuckDBInstance, JSDuckDBValueConverter } from '@duckdb/node-api'
import { FileError } from './command-error'
import { locate } from './locate'
import { reasonOf } from './read-text'

/** The rows of a Parquet file in order, a few thousand in memory at a time. Throws `FileError` when it is damaged. */
export async function* readParquetRows(file: string): AsyncGenerator<Record<string, unknown>> {
  const instance = await DuckDBInstance.create(':memory:')
  try {
    const connection = await instance.connect()
    const result = await connection.stream('SELECT * FROM read_parquet($file)', { file: escapeGlob(locate(file)) })
    for await (const rows of result.yieldConvertedRowObjects(JSDuckDBValueConverter)) yield* rows
    connection.closeSync()
  } catch (error) {
    throw new FileError(file, `cannot be read as Parquet: ${reasonOf(error)}`, { cause: error })
  } finally {
    instance.closeSync()
  }
}

/** Whether the metadata of a Parquet file say that its rows are generated. Throws `FileError` when it is damaged. */
export async function saysSynthetic(file: string): Promise<boolean> {
  const instance = await DuckDBInstance.create(':memory:')
  try {
    const connection = await instance.connect()
    const sql = "SELECT 1 FROM parquet_kv_metadata($file) WHERE decode(key) = 'synthetic' AND decode(value) = 'true'"
    const result = await connection.runAndReadAll(sql, { file: escapeGlob(locate(file)) })
    connection.closeSync()
    return result.currentRowCount > 0
  } catch (error) {
    throw new FileError(file, `cannot be read as Parquet: ${reasonOf(error)}`, { cause: error })
  } finally {
    instance.closeSync()
  }
}

function escapeGlob(path: string): string {
  return path.replace(/[*?[]/g, '[$&]')
}
