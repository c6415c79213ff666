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
  /** The rows of each word by its number. */
  #rows: number[][] = []
  #postings = 0
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
    const words = this.#rows.map((rows, number) => ({ word: this.#table.word(number), rows }))
    words.sort((first, second) => Buffer.compare(first.word, second.word))
    for (const { word, rows } of words) {
      let previous = 0
      for (const row of rows) {
        postings.add(row - previous)
        previous = row
      }
      const bytes = postings.take()
      writer.add(word.length)
      writer.addBytes(word)
      writer.add(rows.length)
      writer.add(bytes.length)
      writer.addBytes(bytes)
    }
    this.#table = new WordTable()
    this.#rows = []
    this.#postings = 0
    return writer.take()
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
    const number = this.#table.numberOf(word, length)
    const rows = this.#rows[number]
    if (!rows) this.#rows.push([row])
    else if (rows[rows.length - 1] === row) return
    else rows.push(row)
    this.#postings++
  }
}
