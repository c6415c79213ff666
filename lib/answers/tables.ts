import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, rm, statfs } from 'node:fs/promises'
import { join } from 'node:path'
import type { AnswersState } from '@/lib/core/answers'
import { AnswersError } from './answers-error'
import { type TableFacts, type TableTask, tableFactsSchema } from './table-facts'
import { runTableMaker } from './table-maker'

/** A source whose files lie on this server. `revision` changes with their content. */
export type AnsweredSource = {
  readonly id: string
  readonly revision: string
  readonly synthetic: boolean
  /** Length of its files. */
  readonly bytes: number
} & TableTask['from']

/** Room that must be free, as a multiple of the source's length: its rows lie uncompressed for a while. */
const ROOM = 3

/** How long a table that could not be made is not tried again. */
const RETRY_MS = 30_000

interface Making {
  readonly done: Promise<void>
  readonly state: { rows: number; share: number; failed: string | null; failedAt: number }
}

/** The tables of sources, one file each, made by one process at a time. */
export class Tables {
  readonly #folder: string
  readonly #memoryLimitMb: number
  readonly #making = new Map<string, Making>()
  readonly #facts = new Map<string, TableFacts>()
  readonly #closing = new AbortController()
  #turn: Promise<void> = Promise.resolve()

  constructor(folder: string, memoryLimitMb: number) {
    this.#folder = folder
    this.#memoryLimitMb = memoryLimitMb
  }

  fileOf({ id, revision }: AnsweredSource): string {
    return join(this.#folder, `${id.replace(/[^\w-]/g, '_')}.${revision}.duckdb`)
  }

  async stateOf(source: AnsweredSource): Promise<AnswersState> {
    const facts = await this.#readFacts(source)
    if (facts) {
      const { revision, rows, datasetHash, shards } = facts
      return { state: 'ready', revision, rows, datasetHash, shards }
    }
    const making = this.#making.get(this.fileOf(source))
    if (!making) return { state: 'absent' }
    const { rows, share, failed } = making.state
    return failed === null ? { state: 'making', rows, share } : { state: 'failed', message: failed }
  }

  /** Has the table made unless it is there or on its way, and waits for it a little. */
  async make(source: AnsweredSource, waitMs: number): Promise<AnswersState> {
    if (!(await this.#readFacts(source))) {
      const file = this.fileOf(source)
      const known = this.#making.get(file)
      if (!known || (known.state.failed !== null && Date.now() - known.state.failedAt > RETRY_MS))
        this.#making.set(file, this.#begin(source, file))
      await Promise.race([this.#making.get(file)?.done, pause(waitMs)])
    }
    return this.stateOf(source)
  }

  close(): void {
    this.#closing.abort()
  }

  #begin(source: AnsweredSource, file: string): Making {
    const state: Making['state'] = { rows: 0, share: 0, failed: null, failedAt: 0 }
    const work = async () => {
      try {
        await this.#prepareFolder(source)
        const task = { ...source, file, memoryLimitMb: this.#memoryLimitMb, from: source }
        await runTableMaker(task, (line) => Object.assign(state, line), this.#closing.signal)
        this.#making.delete(file)
      } catch (error) {
        state.failed = error instanceof Error ? error.message : String(error)
        state.failedAt = Date.now()
      }
    }
    const done = this.#turn.then(work)
    this.#turn = done
    return { done, state }
  }

  /** Removes the tables of other revisions and what a lost process left, and sees that there is room. */
  async #prepareFolder(source: AnsweredSource): Promise<void> {
    await mkdir(this.#folder, { recursive: true })
    const own = `${source.id.replace(/[^\w-]/g, '_')}.`
    for (const name of await readdir(this.#folder))
      if (name.startsWith(own)) await rm(join(this.#folder, name), { recursive: true, force: true })
    const { bavail, bsize } = await statfs(this.#folder)
    const needed = ROOM * source.bytes
    if (bavail * bsize < needed)
      throw new AnswersError(
        'answers-failed',
        `The server's table of this source may need ${needed} bytes for a while; ${bavail * bsize} are free beside its state.`,
      )
  }

  async #readFacts(source: AnsweredSource): Promise<TableFacts | null> {
    const file = this.fileOf(source)
    if (!existsSync(file)) return null
    const known = this.#facts.get(file)
    if (known) return known
    try {
      const facts = tableFactsSchema.parse(JSON.parse(await readFile(`${file}.json`, 'utf8')))
      this.#facts.set(file, facts)
      return facts
    } catch {
      return null
    }
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms).unref()
  })
}
