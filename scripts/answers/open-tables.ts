import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'

/** Tables that stay open when nobody asks. */
const KEPT_OPEN = 3

/** What a statement may use and touch: nothing but the table, and no setting may be changed afterwards. */
const SETTINGS = [
  'autoinstall_known_extensions = false',
  'autoload_known_extensions = false',
  'allow_community_extensions = false',
  'allow_persistent_secrets = false',
  "temp_directory = ''",
  'enable_external_access = false',
  'lock_configuration = true',
]

interface OpenTable {
  readonly instance: Promise<DuckDBInstance>
  users: number
}

/** Database files opened for reading alone, one database a file however many ask. */
export class OpenTables {
  readonly #tables = new Map<string, OpenTable>()
  readonly #threads: number

  constructor(threads: number) {
    this.#threads = threads
  }

  /** Does some work with a connection of its own to the table of a file. */
  async use<Result>(
    file: string,
    memoryLimitMb: number,
    work: (connection: DuckDBConnection) => Promise<Result>,
  ): Promise<Result> {
    const table = this.#tables.get(file) ?? { instance: this.#open(file, memoryLimitMb), users: 0 }
    // The last one used stands at the end.
    this.#tables.delete(file)
    this.#tables.set(file, table)
    table.users += 1
    try {
      const connection = await (await table.instance).connect()
      try {
        await connection.run('BEGIN TRANSACTION READ ONLY')
        return await work(connection)
      } finally {
        connection.closeSync()
      }
    } finally {
      table.users -= 1
      await this.#closeIdle()
    }
  }

  /** Forgets a table whose database is done for. */
  drop(file: string): void {
    this.#tables.delete(file)
  }

  async #open(file: string, memoryLimitMb: number): Promise<DuckDBInstance> {
    try {
      const instance = await DuckDBInstance.create(file, {
        access_mode: 'READ_ONLY',
        threads: String(this.#threads),
        memory_limit: `${memoryLimitMb}MB`,
      })
      const connection = await instance.connect()
      for (const setting of SETTINGS) await connection.run(`SET ${setting}`)
      connection.closeSync()
      return instance
    } catch (error) {
      this.#tables.delete(file)
      throw error
    }
  }

  async #closeIdle(): Promise<void> {
    const idle = [...this.#tables].filter(([, { users }]) => users === 0)
    for (const [file, { instance }] of idle.slice(0, Math.max(0, this.#tables.size - KEPT_OPEN))) {
      this.#tables.delete(file)
      ;(await instance.catch(() => null))?.closeSync()
    }
  }
}
