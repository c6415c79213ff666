/**
 * A Blob that fetches its bytes when they are asked for, so that a reader of Blobs can read anything by range.
 * Only `size`, `slice` and `arrayBuffer` are its own.
 */
export class LazyBlob extends Blob {
  readonly #from: number
  readonly #to: number
  readonly #read: (from: number, to: number) => Promise<ArrayBuffer>

  constructor(from: number, to: number, read: (from: number, to: number) => Promise<ArrayBuffer>) {
    super()
    this.#from = from
    this.#to = to
    this.#read = read
  }

  override get size(): number {
    return this.#to - this.#from
  }

  override slice(start = 0, end = this.size): Blob {
    const clip = (at: number) => Math.min(Math.max(at < 0 ? this.size + at : at, 0), this.size)
    return new LazyBlob(this.#from + clip(start), this.#from + Math.max(clip(start), clip(end)), this.#read)
  }

  override arrayBuffer(): Promise<ArrayBuffer> {
    return this.#read(this.#from, this.#to)
  }
}
