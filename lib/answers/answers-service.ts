import type { AnswersState } from '@/lib/core/answers'
import { AnswersError } from './answers-error'
import { QueryProcess } from './query-process'
import type { QueryRows } from './query-protocol'
import { type AnsweredSource, Tables } from './tables'
import { WaitingLine } from './waiting-line'

/** Statements that run at once, and those that may wait for them. */
const AT_ONCE = 2
const MOST_WAITING = 32

/** How long a question waits for its table before it is told to come again. */
const PATIENCE_MS = 1500

/** The limits of the server's answers. */
export interface AnswersSettings {
  /** Where the tables lie. */
  readonly folder: string
  readonly timeoutMs: number
  /** What one table's database may use. */
  readonly memoryLimitMb: number
  /** What the process of all statements may hold before it is ended. */
  readonly processBytes: number
  /** Most JSON of one answer's rows. */
  readonly maxBytes: number
}

export const DEFAULT_ANSWERS_SETTINGS: Omit<AnswersSettings, 'folder'> = {
  timeoutMs: 30_000,
  memoryLimitMb: 1024,
  processBytes: 3 * 1024 ** 3,
  maxBytes: 64 * 1024 ** 2,
}

/** Answers questions about sources whose files lie on this server, with native DuckDB. All throw `AnswersError`. */
export interface AnswersService {
  readonly stateOf: (source: AnsweredSource) => Promise<AnswersState>
  /** Has the table of a source made; returns how far it is. */
  readonly make: (source: AnsweredSource) => Promise<AnswersState>
  /** Runs a statement that reads; the table is made first where it is not there (`answers-making` until it is). */
  readonly ask: (source: AnsweredSource, sql: string, maxRows: number, signal: AbortSignal) => Promise<QueryRows>
  /** Ends the processes of its own. */
  readonly close: () => void
}

export function createAnswersService(settings: AnswersSettings): AnswersService {
  const tables = new Tables(settings.folder, settings.memoryLimitMb)
  const queries = new QueryProcess(settings)
  const line = new WaitingLine(AT_ONCE, MOST_WAITING)
  return {
    stateOf: (source) => tables.stateOf(source),
    make: (source) => tables.make(source, 0),
    async ask(source, sql, maxRows, signal) {
      requireReady(source.id, await tables.make(source, PATIENCE_MS))
      const { memoryLimitMb, maxBytes } = settings
      const question = { file: tables.fileOf(source), sql, maxRows, maxBytes, memoryLimitMb }
      return line.take(() => queries.ask(question, signal), signal)
    },
    close() {
      tables.close()
      queries.close()
    },
  }
}

function requireReady(id: string, state: AnswersState): void {
  switch (state.state) {
    case 'ready':
      return
    case 'failed':
      throw new AnswersError('answers-failed', `The server's table of ${id} cannot be made. ${state.message}`)
    case 'absent':
    case 'making': {
      const [rows, share] = state.state === 'making' ? [state.rows, state.share] : [0, 0]
      throw new AnswersError(
        'answers-making',
        `The server makes its table of ${id}: ${Math.round(share * 100)} % is done. Ask again in a moment.`,
        { rows, share },
      )
    }
  }
}
