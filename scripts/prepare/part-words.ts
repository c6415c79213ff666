import { isAscii } from 'node:buffer'
import { VarintWriter } from '@/lib/core/prepared/varint'
import { wordsOf } from '@/lib/core/words'
import type { TextColumn } from '@/lib/dataset/example-columns'
import { WordTable } from './word-table'

/** Postings held at once, so that a shard of any size takes bounded memory. */
const POSTINGS_AT_ONCE = 4_000_000

const decoder = new TextDecoder()
const encoder = new TextEncoder()

/** What `wordsOf` makes of each ASCII character: itself, its lower case, or 0 where it is of no word. */
const FOLDED = Uint8Array.from({ length: 128 }, (_, code) => wordsOf(String.fromCharCode(code))[0]?.charCodeAt(0) ?? 0)

/**
 * Collects the words of the posts of a part. `takeRun` gives them sorted by their UTF-8: for each word varint length,
 * the word, varint count of rows, varint length of the rows in bytes, then row numbers of the part as differences.
 */
export class PartWords {
  #table = new WordTable()
  /** Each posting's word by its number, and its row: rows ascend. */
  #numbers = new Int32Array(1 << 16)
  #rows = new Int32Array(1 << 16)
  #postings = 0
  /** The last row of each word. */
  #last = new Int32Array(1 << 12)
  #word = new Uint8Array(256)

  get isFull(): boolean {
    return this.#postings >= POSTINGS_AT_ONCE
  }

  get isEmpty(): boolean {
    return this.#table.size === 0
  }

  /** Adds the words of consecutive rows; `firstRow` is the part's number of the first of them. */
  add({ bytes, offsets, length }: TextColumn, firstRow: number): void {
    for (let row = 0; row < length; row++) {
      const text = bytes.subarray(offsets[row], offsets[row + 1])
      if (isAscii(text)) this.#addAscii(text, firstRow + row)
      else
        for (const word of wordsOf(decoder.decode(text))) {
          const utf8 = encoder.encode(word)
          this.#addWord(utf8, utf8.length, firstRow + row)
        }
    }
  }

  takeRun(): Uint8Array {
    const writer = new VarintWriter()
    const postings = new VarintWriter()
    const { starts, rows } = this.#sortPostings()
    const words = Array.from({ length: this.#table.size }, (_, number) => ({ number, word: this.#table.word(number) }))
    words.sort((first, second) => Buffer.compare(first.word, second.word))
    for (const { number, word } of words) {
      const own = rows.subarray(starts[number], starts[number + 1])
      let previous = 0
      for (const row of own) {
        postings.add(row - previous)
        previous = row
      }
      const bytes = postings.take()
      writer.add(word.length)
      writer.addBytes(word)
      writer.add(own.length)
      writer.add(bytes.length)
      writer.addBytes(bytes)
    }
    this.#table = new WordTable()
    this.#postings = 0
    return writer.take()
  }

  /** The rows of all words, those of word `number` from `starts[number]` up to `starts[number + 1]`, ascending. */
  #sortPostings(): { readonly starts: Int32Array; readonly rows: Int32Array } {
    const starts = new Int32Array(this.#table.size + 1)
    for (let at = 0; at < this.#postings; at++) {
      const next = (this.#numbers[at] ?? 0) + 1
      starts[next] = (starts[next] ?? 0) + 1
    }
    for (let number = 0; number < this.#table.size; number++)
      starts[number + 1] = (starts[number + 1] ?? 0) + (starts[number] ?? 0)
    const ends = starts.slice()
    const rows = new Int32Array(this.#postings)
    for (let at = 0; at < this.#postings; at++) {
      const number = this.#numbers[at] ?? 0
      const place = ends[number] ?? 0
      ends[number] = place + 1
      rows[place] = this.#rows[at] ?? 0
    }
    return { starts, rows }
  }

  /** As `wordsOf` does it, without a text for each word. */
  #addAscii(text: Uint8Array, row: number): void {
    if (this.#word.length < text.length) this.#word = new Uint8Array(2 * text.length)
    const word = this.#word
    let length = 0
    for (let at = 0; at < text.length; at++) {
      const letter = FOLDED[text[at] ?? 0] ?? 0
      if (letter !== 0) word[length++] = letter
      else if (length > 0) {
        this.#addWord(word, length, row)
        length = 0
      }
    }
    if (length > 0) this.#addWord(word, length, row)
  }

  #addWord(word: Uint8Array, length: number, row: number): void {
    const size = this.#table.size
    const number = this.#table.numberOf(word, length)
    if (number < size && this.#last[number] === row) return
    if (number === this.#last.length) this.#last = grow(this.#last)
    this.#last[number] = row
    if (this.#postings === this.#rows.length) {
      this.#numbers = grow(this.#numbers)
      this.#rows = grow(this.#rows)
    }
    this.#numbers[this.#postings] = number
    this.#rows[this.#postings++] = row
  }
}

function grow(numbers: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(2 * numbers.length)
  larger.set(numbers)
  return larger
}
