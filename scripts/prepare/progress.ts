const TELL_MS = 2000

/** Tells how far the shards are, at most every two seconds. Time left is reckoned by the bytes of finished shards. */
export class Progress {
  readonly #startedMs = performance.now()
  readonly #shards: number
  readonly #bytes: number
  readonly #tell: (line: string) => void
  #rows = 0
  #shardsDone = 0
  #bytesDone = 0
  #rowsOfDone = 0
  #toldMs = 0

  constructor(sizes: readonly (number | null)[], tell: (line: string) => void) {
    this.#shards = sizes.length
    this.#bytes = sizes.reduce<number>((sum, bytes) => sum + (bytes ?? 0), 0)
    this.#tell = tell
  }

  add(rows: number): void {
    this.#rows += rows
    if (performance.now() - this.#toldMs < TELL_MS) return
    this.#toldMs = performance.now()
    this.#tell(this.#line())
  }

  endShard(bytes: number | null): void {
    this.#shardsDone++
    this.#bytesDone += bytes ?? 0
    this.#rowsOfDone = this.#rows
  }

  finish(): void {
    this.#tell(this.#line())
  }

  #line(): string {
    const seconds = (performance.now() - this.#startedMs) / 1000
    const rate = Math.round(this.#rows / seconds)
    return `prepare: shard ${this.#shardsDone} of ${this.#shards}, ${this.#rows} rows, ${rate} rows/s${this.#left(seconds)}`
  }

  #left(seconds: number): string {
    if (this.#shardsDone === this.#shards) return `, ${seconds.toFixed(1)} s`
    if (this.#bytesDone === 0 || this.#rowsOfDone === 0) return ''
    const rows = (this.#rowsOfDone / this.#bytesDone) * this.#bytes
    return `, about ${Math.max(1, Math.round(((rows - this.#rows) / this.#rows) * seconds))} s left`
  }
}
