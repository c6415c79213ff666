import { closeSync, openSync, readSync } from 'node:fs'
import { join } from 'node:path'
import { TERM_CHUNK_BYTES } from '@/lib/core/prepared/chunks'
import { encodeHeader } from '@/lib/core/prepared/file-header'
import type { PreparedFile } from '@/lib/core/prepared/manifest'
import { PREPARED_FILES } from '@/lib/core/prepared/manifest-files'
import { encodePosting } from '@/lib/core/prepared/postings'
import { PreparedFormatError } from '@/lib/core/prepared/prepared-format-error'
import { TermsWriter, termsHeaderFields } from '@/lib/core/prepared/terms'
import { VarintReader, VarintWriter } from '@/lib/core/prepared/varint'
import { HashedFile } from './hashed-file'
import { wordRunFile } from './part'
import type { PlacedPart } from './part-list'

/** Runs merged at once; more are merged into longer runs first. */
const RUNS_AT_ONCE = 256

/** A sorted run of words with the dataset's number of its first row. */
interface Run {
  readonly path: string
  readonly rowStart: number
}

/** Writes both files of the word index from the runs of all parts, which are read from their beginning to their end. */
export function mergeWords(parts: readonly PlacedPart[], rows: number, folder: string): Record<string, PreparedFile> {
  let runs: Run[] = parts.flatMap(({ folder: partFolder, part, rowStart }) =>
    Array.from({ length: part.wordRuns }, (_, run) => ({ path: join(partFolder, wordRunFile(run)), rowStart })),
  )
  for (let round = 0; runs.length > RUNS_AT_ONCE; round++) {
    const longer: Run[] = []
    for (let start = 0; start < runs.length; start += RUNS_AT_ONCE) {
      const path = join(folder, `words-${round}-${longer.length}.run`)
      writeRun(runs.slice(start, start + RUNS_AT_ONCE), path)
      longer.push({ path, rowStart: 0 })
    }
    runs = longer
  }
  return writeIndex(runs, rows, folder)
}

function writeIndex(runs: readonly Run[], rows: number, folder: string): Record<string, PreparedFile> {
  const postings = new HashedFile(join(folder, PREPARED_FILES.postings), TERM_CHUNK_BYTES)
  postings.write(encodeHeader('postings', { rows, fields: [] }))
  const writer = new TermsWriter()
  const blocks: Uint8Array[] = []
  for (const { word, rowNumbers } of mergeRuns(runs)) {
    const { kind, bytes } = encodePosting(rowNumbers, rows)
    postings.write(bytes)
    const block = writer.add(word, { count: rowNumbers.length, kind, bytes: bytes.length })
    if (block) blocks.push(block)
  }
  const { block, list, header } = writer.finish()
  const terms = new HashedFile(join(folder, PREPARED_FILES.terms), TERM_CHUNK_BYTES)
  terms.write(encodeHeader('terms', { rows, fields: termsHeaderFields(header) }))
  for (const piece of [list, ...blocks, ...(block ? [block] : [])]) terms.write(piece)
  return { [PREPARED_FILES.terms]: terms.finish(), [PREPARED_FILES.postings]: postings.finish() }
}

function writeRun(runs: readonly Run[], path: string): void {
  const file = new HashedFile(path)
  const writer = new VarintWriter()
  const postings = new VarintWriter()
  for (const { word, rowNumbers } of mergeRuns(runs)) {
    let previous = 0
    for (const row of rowNumbers) {
      postings.add(row - previous)
      previous = row
    }
    const bytes = postings.take()
    writer.add(word.length)
    writer.addBytes(word)
    writer.add(rowNumbers.length)
    writer.add(bytes.length)
    writer.addBytes(bytes)
    file.write(writer.take())
  }
  file.finish()
}

interface MergedWord {
  readonly word: Uint8Array
  /** Ascending over the whole dataset. */
  readonly rowNumbers: Uint32Array
}

/** The words of all runs in order, each once. Runs of earlier rows come first. */
function* mergeRuns(runs: readonly Run[]): Generator<MergedWord> {
  const readers = runs.map((run) => new RunReader(run))
  let open = readers.filter((reader) => reader.next())
  try {
    const heap = new RunHeap(open)
    while (heap.first) {
      const same = heap.takeEqual()
      const [head] = same
      if (!head) return
      const rowNumbers = new Uint32Array(same.reduce((sum, reader) => sum + reader.count, 0))
      let length = 0
      for (const reader of same) length = reader.copyRows(rowNumbers, length)
      yield { word: head.word, rowNumbers }
      for (const reader of same) if (reader.next()) heap.add(reader)
    }
    open = []
  } finally {
    for (const reader of readers) reader.close()
  }
}

/** Readers by their word, then by their place among the runs. */
class RunHeap {
  readonly #readers: RunReader[] = []

  constructor(readers: readonly RunReader[]) {
    for (const reader of readers) this.add(reader)
  }

  get first(): RunReader | undefined {
    return this.#readers[0]
  }

  add(reader: RunReader): void {
    const readers = this.#readers
    let at = readers.length
    readers.push(reader)
    while (at > 0) {
      const parent = (at - 1) >> 1
      const above = readers[parent]
      if (!above || compareReaders(above, reader) <= 0) break
      readers[at] = above
      readers[parent] = reader
      at = parent
    }
  }

  /** All readers that stand at the first word, in the order of their rows. */
  takeEqual(): RunReader[] {
    const same: RunReader[] = []
    for (
      let next = this.first;
      next && (!same[0] || Buffer.compare(same[0].word, next.word) === 0);
      next = this.first
    ) {
      same.push(next)
      this.#removeFirst()
    }
    return same
  }

  #removeFirst(): void {
    const readers = this.#readers
    const last = readers.pop()
    if (!last || readers.length === 0) return
    let at = 0
    for (;;) {
      let child = 2 * at + 1
      const [left, right] = [readers[child], readers[child + 1]]
      if (!left) break
      if (right && compareReaders(right, left) < 0) child++
      const below = readers[child]
      if (!below || compareReaders(last, below) <= 0) break
      readers[at] = below
      at = child
    }
    readers[at] = last
  }
}

function compareReaders(first: RunReader, second: RunReader): number {
  return Buffer.compare(first.word, second.word) || first.rowStart - second.rowStart || first.place - second.place
}

const READ_BYTES = 1 << 16
/** Longest head of an entry: three numbers of 8 bytes. */
const MOST_HEAD = 24

let places = 0

/** One run, an entry at a time. */
class RunReader {
  readonly rowStart: number
  readonly place = places++
  readonly #path: string
  readonly #descriptor: number
  #buffer: Uint8Array = new Uint8Array(0)
  #position = 0
  #fileAt = 0
  word: Uint8Array = new Uint8Array(0)
  count = 0
  #rows: Uint8Array = new Uint8Array(0)

  constructor({ path, rowStart }: Run) {
    this.#path = path
    this.rowStart = rowStart
    this.#descriptor = openSync(path, 'r')
  }

  /** Moves to the next word; false at the end. */
  next(): boolean {
    this.#fill(MOST_HEAD)
    if (this.#position >= this.#buffer.length) return false
    this.word = this.#take(this.#number()).slice()
    this.#fill(MOST_HEAD)
    this.count = this.#number()
    this.#rows = this.#take(this.#number())
    return true
  }

  /** Copies the dataset's row numbers of the word to `target` from `at` on; returns where they end. */
  copyRows(target: Uint32Array, at: number): number {
    const reader = new VarintReader(this.#rows, this.#path)
    let row = this.rowStart
    for (let place = 0; place < this.count; place++) {
      row += reader.read()
      target[at + place] = row
    }
    return at + this.count
  }

  close(): void {
    closeSync(this.#descriptor)
  }

  #number(): number {
    const reader = new VarintReader(this.#buffer, this.#path, this.#position)
    const value = reader.read()
    this.#position = reader.position
    return value
  }

  #take(length: number): Uint8Array {
    this.#fill(length)
    if (this.#position + length > this.#buffer.length) throw new PreparedFormatError(this.#path, 'ends within a word')
    const bytes = this.#buffer.subarray(this.#position, this.#position + length)
    this.#position += length
    return bytes
  }

  /** Reads on until `length` bytes are there, or all that are left. What was taken before stays as it is. */
  #fill(length: number): void {
    const rest = this.#buffer.length - this.#position
    if (rest >= length) return
    const buffer = new Uint8Array(Math.max(length, READ_BYTES))
    buffer.set(this.#buffer.subarray(this.#position))
    const read = readSync(this.#descriptor, buffer, rest, buffer.length - rest, this.#fileAt)
    this.#fileAt += read
    this.#buffer = buffer.subarray(0, rest + read)
    this.#position = 0
  }
}
