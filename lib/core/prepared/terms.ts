import { checkLength, checkRows, decodeHeader, HEADER_BYTES } from './file-header'
import { POSTING_KINDS, type PostingFacts } from './postings'
import { PreparedFormatError } from './prepared-format-error'
import type { ByteRange } from './segments'
import { VarintReader, VarintWriter } from './varint'

/** Words of a block of the dictionary. */
const BLOCK_TERMS = 128

/** A word of the dictionary and where its rows lie in `terms/postings.bin`. */
export interface TermEntry extends PostingFacts {
  readonly postings: ByteRange
}

/** What the header of `terms.bin` says. The list of blocks follows the header, the blocks follow the list. */
export interface TermsHeader {
  readonly rows: number
  readonly terms: number
  readonly blocks: number
  readonly listBytes: number
  readonly blockBytes: number
}

/** The fields of the header of `terms/terms.bin`. */
export function termsHeaderFields({ terms, blocks, listBytes, blockBytes }: Omit<TermsHeader, 'rows'>): number[] {
  return [terms, blocks, listBytes, blockBytes]
}

/** Checks `terms.bin` by its first 64 bytes, its length and the manifest's rows. Throws `PreparedFormatError`. */
export function readTermsHeader(head: Uint8Array, fileBytes: number, rows: number, file: string): TermsHeader {
  const header = decodeHeader(head, 'terms', file)
  checkRows(header, rows, file)
  const [terms = 0, blocks = 0, listBytes = 0, blockBytes = 0] = header.fields
  if (blocks !== Math.ceil(terms / BLOCK_TERMS))
    throw new PreparedFormatError(file, `has ${blocks} blocks for ${terms} words, ${BLOCK_TERMS} a block`)
  checkLength(fileBytes, HEADER_BYTES + listBytes + blockBytes, file)
  return { rows, terms, blocks, listBytes, blockBytes }
}

/** Checks `postings.bin` by its first 64 bytes and the manifest's rows. Throws `PreparedFormatError`. */
export function checkPostingsFile(head: Uint8Array, rows: number, file: string): void {
  checkRows(decodeHeader(head, 'postings', file), rows, file)
}

const encoder = new TextEncoder()

/** UTF-8 bytes in ascending order: that of code points. Negative, 0 or positive. */
export function compareBytes(first: Uint8Array, second: Uint8Array): number {
  const length = Math.min(first.length, second.length)
  for (let place = 0; place < length; place++) {
    const difference = (first[place] ?? 0) - (second[place] ?? 0)
    if (difference !== 0) return difference
  }
  return first.length - second.length
}

/** The list of blocks: where each begins and its first word. */
export interface TermsList {
  /** Where the block lies that has the word if any has; `null` for a word before the first one. */
  readonly blockOf: (term: string) => ByteRange | null
}

/**
 * Reads the list of blocks (the `listBytes` after the header). Throws `PreparedFormatError` when it is not in order or
 * its blocks do not fill the file.
 */
export function readTermsList(bytes: Uint8Array, header: TermsHeader, file: string): TermsList {
  checkLength(bytes.length, header.listBytes, file, 'has a list of blocks')
  const reader = new VarintReader(bytes, file)
  const firsts: Uint8Array[] = []
  const ranges: ByteRange[] = []
  let start = HEADER_BYTES + header.listBytes
  for (let block = 0; block < header.blocks; block++) {
    const first = reader.readBytes(reader.read())
    const previous = firsts.at(-1)
    if (previous && compareBytes(previous, first) >= 0)
      throw new PreparedFormatError(file, `has block ${block} of its dictionary out of order`)
    const end = start + reader.read()
    firsts.push(first)
    ranges.push({ start, end })
    start = end
  }
  if (!reader.isAtEnd || start !== HEADER_BYTES + header.listBytes + header.blockBytes)
    throw new PreparedFormatError(file, 'has a list of blocks that does not fit its blocks')
  return {
    blockOf(term) {
      const wanted = encoder.encode(term)
      let low = 0
      let high = firsts.length
      while (low < high) {
        const middle = (low + high) >> 1
        const first = firsts[middle]
        if (first && compareBytes(first, wanted) <= 0) low = middle + 1
        else high = middle
      }
      return ranges[low - 1] ?? null
    },
  }
}

/** The entry of a word in its block, `null` when no row holds the word. Throws `PreparedFormatError`. */
export function findTerm(term: string, block: Uint8Array, postingsBytes: number, file: string): TermEntry | null {
  const wanted = encoder.encode(term)
  for (const { term: found, entry } of readTermsBlock(block, postingsBytes, file)) {
    const order = compareBytes(found, wanted)
    if (order === 0) return entry
    if (order > 0) return null
  }
  return null
}

/** All words of a block, as UTF-8, in order. Throws `PreparedFormatError`. */
export function* readTermsBlock(
  block: Uint8Array,
  postingsBytes: number,
  file: string,
): Generator<{ readonly term: Uint8Array; readonly entry: TermEntry }> {
  const reader = new VarintReader(block, file)
  let start = reader.read()
  let term: Uint8Array = new Uint8Array(0)
  while (!reader.isAtEnd) {
    const shared = reader.read()
    const rest = reader.readBytes(reader.read())
    if (shared > term.length)
      throw new PreparedFormatError(file, 'has a word that shares more than the word before has')
    const next = new Uint8Array(shared + rest.length)
    next.set(term.subarray(0, shared))
    next.set(rest, shared)
    if (next.length === 0 || compareBytes(term, next) >= 0)
      throw new PreparedFormatError(file, 'has words out of order')
    term = next
    const count = reader.read()
    const kind = reader.read()
    const end = start + reader.read()
    if (kind !== POSTING_KINDS.differences && kind !== POSTING_KINDS.bitmap)
      throw new PreparedFormatError(file, `keeps the rows of a word in an unknown way (${kind})`)
    if (end > postingsBytes)
      throw new PreparedFormatError(file, 'has a word whose rows lie past the end of the postings')
    yield { term, entry: { count, kind, postings: { start, end } } }
    start = end
  }
}

/** Writes the dictionary of words that come in ascending order of their UTF-8. */
export class TermsWriter {
  readonly #list = new VarintWriter()
  readonly #block = new VarintWriter()
  #previous: Uint8Array = new Uint8Array(0)
  #postingsAt = HEADER_BYTES
  #blockTerms = 0
  #terms = 0
  #blocks = 0
  #blockBytes = 0

  /** Adds a word whose rows were written behind those of the word before. Returns a block when one is full. */
  add(term: Uint8Array, { count, kind, bytes }: PostingFacts & { readonly bytes: number }): Uint8Array | null {
    if (this.#terms > 0 && compareBytes(this.#previous, term) >= 0) throw new RangeError('The words are not in order')
    const full = this.#blockTerms === BLOCK_TERMS ? this.#endBlock() : null
    const isFirst = this.#blockTerms === 0
    if (isFirst) {
      this.#list.add(term.length)
      this.#list.addBytes(term)
      this.#block.add(this.#postingsAt)
    }
    const shared = isFirst ? 0 : sharedLength(this.#previous, term)
    this.#block.add(shared)
    this.#block.add(term.length - shared)
    this.#block.addBytes(term.subarray(shared))
    this.#block.add(count)
    this.#block.add(kind)
    this.#block.add(bytes)
    this.#postingsAt += bytes
    this.#previous = term
    this.#blockTerms += 1
    this.#terms += 1
    return full
  }

  /** The last block, the list of all blocks, and what the header says. */
  finish(): {
    readonly block: Uint8Array | null
    readonly list: Uint8Array
    readonly header: Omit<TermsHeader, 'rows'>
  } {
    const block = this.#blockTerms > 0 ? this.#endBlock() : null
    const list = this.#list.take()
    const header = { terms: this.#terms, blocks: this.#blocks, listBytes: list.length, blockBytes: this.#blockBytes }
    return { block, list, header }
  }

  #endBlock(): Uint8Array {
    const bytes = this.#block.take()
    this.#list.add(bytes.length)
    this.#blocks += 1
    this.#blockBytes += bytes.length
    this.#blockTerms = 0
    return bytes
  }
}

function sharedLength(first: Uint8Array, second: Uint8Array): number {
  let length = 0
  while (length < first.length && first[length] === second[length]) length++
  return length
}
