import { VarintWriter } from '@/lib/core/prepared/varint'
import { wordsOf } from '@/lib/core/words'
import type { TextColumn } from '@/lib/dataset/example-columns'

/** Postings held at once, so that a shard of any size takes bounded memory. */
const POSTINGS_AT_ONCE = 4_000_000

const decoder = new TextDecoder()
const encoder = new TextEncoder()

/**
 * Collects the words of the posts of a part. `takeRun` gives them sorted by their UTF-8: for each word varint length,
 * the word, varint count of rows, varint length of the rows in bytes, then row numbers of the part as differences.
 */
export class PartWords {
  readonly #rows = new Map<string, number[]>()
  #postings = 0

  get isFull(): boolean {
    return this.#postings >= POSTINGS_AT_ONCE
  }

  get isEmpty(): boolean {
    return this.#rows.size === 0
  }

  /** Adds the words of consecutive rows; `firstRow` is the part's number of the first of them. */
  add({ bytes, offsets, length }: TextColumn, firstRow: number): void {
    for (let row = 0; row < length; row++) {
      const number = firstRow + row
      for (const word of wordsOf(decoder.decode(bytes.subarray(offsets[row], offsets[row + 1])))) {
        const rows = this.#rows.get(word)
        if (!rows) this.#rows.set(word, [number])
        else if (rows[rows.length - 1] === number) continue
        else rows.push(number)
        this.#postings++
      }
    }
  }

  takeRun(): Uint8Array {
    const writer = new VarintWriter()
    const postings = new VarintWriter()
    const words = [...this.#rows].map(([word, rows]) => ({ word: encoder.encode(word), rows }))
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
    this.#rows.clear()
    this.#postings = 0
    return writer.take()
  }
}
