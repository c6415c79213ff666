import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { FACETS } from '@/lib/core/columns'
import { MISSING_FACET } from '@/lib/core/narrow-column'
import type { ExampleColumns } from '@/lib/dataset/example-columns'
import { HashedFile } from './hashed-file'
import { NAMED_FAULTS, PART_FILES, type Part, wordRunFile } from './part'
import { PartWords } from './part-words'
import { RowEncoder } from './row-encoder'
import { fillRecords } from './row-facts'
import { RowKernel } from './row-kernel'
import { RECORD_BYTES, RECORD_WORDS, WORD } from './row-record'

/** What a part says besides its source. */
export type PartFacts = Omit<Part, 'format' | 'version' | 'source' | 'sourceBytes' | 'sourceSha256' | 'synthetic'>

/** Writes the files of one part into a folder, rows in the order of the shard. Synchronous: it has a thread of its own. */
export class PartWriter {
  readonly #folder: string
  readonly #pack: HashedFile
  readonly #records: HashedFile
  readonly #words = new PartWords()
  readonly #kernel = new RowKernel()
  readonly #facets = FACETS.map(() => ({ min: null as number | null, max: null as number | null }))
  readonly #faults: string[] = []
  #leftOut = 0
  #runs = 0
  #rows = 0

  constructor(folder: string) {
    this.#folder = folder
    this.#pack = new HashedFile(join(folder, PART_FILES.pack))
    this.#records = new HashedFile(join(folder, PART_FILES.rows))
  }

  get rows(): number {
    return this.#rows
  }

  addRows(columns: ExampleColumns, shardRows: ArrayLike<number>): void {
    const records = new Uint32Array(columns.length * RECORD_WORDS)
    fillRecords(records, columns, shardRows)
    const bytes = Buffer.from(records.buffer)
    const encoder = new RowEncoder(columns, this.#kernel)
    for (let row = 0; row < columns.length; row++) {
      const at = row * RECORD_WORDS
      const hash = encoder.hash(row)
      bytes.write(hash, row * RECORD_BYTES + 4 * WORD.hash, 'hex')
      records[at + WORD.lengthA] = this.#writeText(encoder.packA(row, hash))
      records[at + WORD.lengthB] = this.#writeText(encoder.packB(row))
      this.#widenFacets(records, at)
    }
    this.#records.write(bytes)
    this.#words.add(columns.prompt, this.#rows)
    this.#rows += columns.length
    if (this.#words.isFull) this.#writeWords()
  }

  addFault(fault: string): void {
    this.#leftOut++
    if (this.#faults.length < NAMED_FAULTS) this.#faults.push(fault)
  }

  /** Ends all files; the folder is a part once its manifest is written too. */
  finish(): PartFacts {
    if (!this.#words.isEmpty) this.#writeWords()
    const pack = this.#pack.finish()
    const records = this.#records.finish()
    return {
      facetKeys: FACETS.map(({ key }) => key),
      rows: this.#rows,
      packBytes: pack.bytes,
      packSha256: pack.sha256,
      rowsSha256: records.sha256,
      wordRuns: this.#runs,
      facets: this.#facets,
      leftOut: this.#leftOut,
      faults: this.#faults,
    }
  }

  /** Lets go of the files of a part that is given up. */
  abandon(): void {
    this.#pack.close()
    this.#records.close()
  }

  #writeText(packed: Uint8Array): number {
    this.#pack.write(packed)
    return packed.length
  }

  #widenFacets(records: Uint32Array, at: number): void {
    for (const [place, range] of this.#facets.entries()) {
      const value = (records[at + WORD.facets + place] ?? 0) | 0
      if (value === MISSING_FACET) continue
      if (range.min === null || value < range.min) range.min = value
      if (range.max === null || value > range.max) range.max = value
    }
  }

  #writeWords(): void {
    writeFileSync(join(this.#folder, wordRunFile(this.#runs)), this.#words.takeRun(), { flush: true })
    this.#runs++
  }
}
