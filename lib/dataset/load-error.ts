import { ExampleError, type Place } from '@/lib/core/example-error'

export type LoadErrorCode =
  | 'cancelled'
  | 'column-type'
  | 'empty'
  | 'engine'
  | 'every-row'
  | 'file-changed'
  | 'http'
  | 'json'
  | 'memory'
  | 'network'
  | 'parquet'
  | 'parquet-gzip'
  | 'prepared'
  | 'reader'
  | 'row-group-size'
  | 'row-size'
  | 'schema'
  | 'source'
  | 'unknown-format'

/** What went wrong with a shard or a source, as the screen shows it. */
export interface LoadProblem {
  readonly code: LoadErrorCode
  readonly message: string
  readonly place?: Place
}

/** A shard or a source that could not be loaded. The message names the file, the problem and what can be done. */
export class LoadError extends Error {
  override name = 'LoadError'
  constructor(
    readonly code: LoadErrorCode,
    message: string,
    readonly place?: Place,
    options?: ErrorOptions,
  ) {
    super(message, options)
  }
}

/** Any thrown value as a problem; what no reader foresaw is given the code `fallback`. */
export function toLoadProblem(error: unknown, file: string, fallback: LoadErrorCode = 'reader'): LoadProblem {
  if (error instanceof LoadError)
    return { code: error.code, message: error.message, ...(error.place && { place: error.place }) }
  if (error instanceof ExampleError) return { code: 'every-row', message: error.message, place: error.place }
  const message = error instanceof Error ? error.message : String(error)
  return { code: fallback, message: message.startsWith(file) ? message : `${file}: ${message}` }
}
