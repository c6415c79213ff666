import type { ChildProcess } from 'node:child_process'
import { AnswersError } from './answers-error'
import { residentBytes, startProgram } from './program'
import type { FileQuestion, QueryReply, QueryRequest, QueryRows } from './query-protocol'

/** How long a statement that was told to stop may run on before its process is ended. */
const STOP_MS = 3000

/** How long the process may take to begin. */
const START_MS = 60_000

/** How often the memory of the process is looked at while it works. */
const WATCH_MS = 200

export interface QueryLimits {
  readonly timeoutMs: number
  /** What the whole process may hold: texts that a statement builds are not counted by the database's own limit. */
  readonly processBytes: number
}

interface Waiting {
  readonly resolve: (rows: QueryRows) => void
  readonly reject: (error: unknown) => void
  readonly begin: () => void
  readonly stop: { reason: AnswersError | null }
}

/** A process that runs statements; it starts with the first one and again after it was lost. */
export class QueryProcess {
  readonly #limits: QueryLimits
  readonly #waiting = new Map<number, Waiting>()
  #child: ChildProcess | null = null
  #watch: NodeJS.Timeout | null = null
  #nextId = 0

  constructor(limits: QueryLimits) {
    this.#limits = limits
  }

  /** The rows of a statement. Throws `AnswersError`; aborting stops the statement. */
  async ask(question: FileQuestion, signal: AbortSignal): Promise<QueryRows> {
    if (signal.aborted) throw clientClosed()
    const id = this.#nextId++
    const child = this.#start()
    const stop: Waiting['stop'] = { reason: null }
    let kill: NodeJS.Timeout | undefined
    const end = (reason: AnswersError) => {
      stop.reason ??= reason
      this.#send(child, { kind: 'stop', id })
      kill ??= setTimeout(() => this.#end(child, reason), STOP_MS)
    }
    const { timeoutMs } = this.#limits
    let timeout = setTimeout(() => end(broken()), START_MS)
    const begin = () => {
      clearTimeout(timeout)
      timeout = setTimeout(() => end(timedOut(timeoutMs)), timeoutMs)
    }
    const onAbort = () => end(clientClosed())
    signal.addEventListener('abort', onAbort)
    try {
      return await new Promise<QueryRows>((resolve, reject) => {
        this.#waiting.set(id, { resolve, reject, begin, stop })
        this.#send(child, { kind: 'ask', id, question })
      })
    } finally {
      this.#waiting.delete(id)
      clearTimeout(timeout)
      clearTimeout(kill)
      signal.removeEventListener('abort', onAbort)
      if (this.#waiting.size === 0) this.#rest()
    }
  }

  /** Ends the process. */
  close(): void {
    if (this.#child) this.#end(this.#child, new AnswersError('answers-broken', 'The server is stopping.'))
  }

  #start(): ChildProcess {
    const child = this.#child ?? startProgram('ask')
    if (!this.#child) {
      this.#child = child
      child.on('message', (reply: QueryReply) => this.#take(reply))
      child.on('error', () => this.#end(child, broken()))
      child.on('exit', () => this.#end(child, broken()))
    }
    child.ref()
    child.channel?.ref()
    this.#watch ??= setInterval(() => this.#checkMemory(child), WATCH_MS)
    return child
  }

  /** The process may be left alone, and does not keep this one alive. */
  #rest(): void {
    if (this.#watch) clearInterval(this.#watch)
    this.#watch = null
    this.#child?.unref()
    this.#child?.channel?.unref()
  }

  #checkMemory(child: ChildProcess): void {
    const held = residentBytes(child.pid)
    if (held === null || held <= this.#limits.processBytes) return
    this.#end(
      child,
      new AnswersError('sql-memory', 'A statement took more memory than the server gives to answers. Ask for less.'),
    )
  }

  #send(child: ChildProcess, request: QueryRequest): void {
    if (child.connected) child.send(request, () => undefined)
  }

  #take(reply: QueryReply): void {
    const waiting = this.#waiting.get(reply.id)
    if (!waiting) return
    if (reply.kind === 'begun') waiting.begin()
    else if (waiting.stop.reason) waiting.reject(waiting.stop.reason)
    else if (reply.kind === 'rows') waiting.resolve(reply.rows)
    else waiting.reject(failureOf(reply))
  }

  #end(child: ChildProcess, reason: AnswersError): void {
    child.kill('SIGKILL')
    if (this.#child !== child) return
    this.#child = null
    for (const { reject, stop } of this.#waiting.values()) reject(stop.reason ?? reason)
    this.#rest()
  }
}

function failureOf({ failure, message }: Extract<QueryReply, { kind: 'failed' }>): AnswersError {
  const [firstLine = ''] = message.split('\n', 1)
  switch (failure) {
    case 'stopped':
      return clientClosed()
    case 'memory':
      return new AnswersError('sql-memory', `The statement needs more memory than it may use. ${firstLine}`)
    case 'too-large':
      return new AnswersError('answer-too-large', `${message} Ask for fewer rows or columns.`)
    case 'engine':
      return new AnswersError('answers-broken', `The database broke down and is opened anew. ${firstLine}`)
    case 'sql':
      return new AnswersError('sql-failed', message)
  }
}

function timedOut(timeoutMs: number): AnswersError {
  return new AnswersError('sql-timeout', `The statement was stopped after ${timeoutMs / 1000} s. Ask for less.`, {
    timeoutMs,
  })
}

function clientClosed(): AnswersError {
  return new AnswersError('client-closed', 'The request was given up.')
}

function broken(): AnswersError {
  return new AnswersError('answers-broken', 'The process that answers was lost and starts anew. Ask again.')
}
