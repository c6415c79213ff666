import type { AnswerColumn } from '@/lib/core/answers'

/** What the process that runs queries is sent. `stop` names a question that is under way. */
export type QueryRequest =
  | { readonly kind: 'ask'; readonly id: number; readonly question: FileQuestion }
  | { readonly kind: 'stop'; readonly id: number }

/** One statement over the table of a file: at most `maxRows` rows and `maxBytes` of their JSON. */
export interface FileQuestion {
  readonly file: string
  readonly sql: string
  readonly maxRows: number
  readonly maxBytes: number
  readonly memoryLimitMb: number
}

/** The rows as the text of a JSON array of arrays, so that they are written once. */
export interface QueryRows {
  readonly columns: readonly AnswerColumn[]
  readonly rowsJson: string
  readonly rowCount: number
  /** Whether there were more rows than `maxRows`. */
  readonly isCut: boolean
  readonly durationMs: number
}

/**
 * `stopped`: asked to. `memory`: it needed more than it may use. `too-large`: its rows are longer than `maxBytes`.
 * `engine`: the database is done for and was closed. `sql`: the database refused it.
 */
export type QueryFailure = 'stopped' | 'memory' | 'too-large' | 'engine' | 'sql'

/** `begun` is said when the statement begins to run: the process may have had to start first. */
export type QueryReply =
  | { readonly kind: 'begun'; readonly id: number }
  | { readonly kind: 'rows'; readonly id: number; readonly rows: QueryRows }
  | { readonly kind: 'failed'; readonly id: number; readonly failure: QueryFailure; readonly message: string }
