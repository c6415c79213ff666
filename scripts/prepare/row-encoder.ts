import { hash } from 'node:crypto'
import { CONTENT_HASH_LENGTH } from '@/lib/core/content-hash'
import { DIMENSION_COUNT } from '@/lib/core/dimensions'
import {
  type ExampleColumns,
  type ItemColumns,
  isValid,
  type TextColumn,
  type VectorColumn,
} from '@/lib/dataset/example-columns'
import { KERNEL_DATA, RowKernel } from './row-kernel'

const ascii = (text: string) => new TextEncoder().encode(text)
const NULL = ascii('null')
const FIELDS = {
  demographics: ascii('{"demographics":'),
  profile: ascii(',"profile":'),
  persona: ascii(',"persona":'),
  direction: ascii(',"direction":'),
  ugc: ascii(',"ugc":'),
  pairs: ascii(',"pairs":'),
  extra: ascii(',"extra":'),
}
const [OPEN, CLOSE, COMMA, END, QUOTE] = [0x5b, 0x5d, 0x2c, 0x7d, 0x22] as const
/** The length before a field. */
const COUNT_BYTES = 4
/** Most that a field takes in JSON besides its text: its name, quotes, brackets. */
const FIELD_BYTES = 24

/**
 * Makes of one row after the other its content hash and both parts of its texts. What is hashed is put down first, every
 * field behind its length; the parts are made of that, field by field in the same order.
 */
export class RowEncoder {
  readonly #kernel = new RowKernel()
  /** Where the next field is read. */
  #source = KERNEL_DATA
  /** Where the next byte is written. */
  #target = KERNEL_DATA
  /** Where the fields that are not hashed lie. */
  #unhashed = KERNEL_DATA
  /** Where parts begin. */
  #parts = KERNEL_DATA

  /** Takes up a row and returns its content hash. Source: `hashExample` of lib/core/content-hash.ts. */
  takeRow(columns: ExampleColumns, row: number): string {
    const { fields, bytes } = sizeOf(columns, row)
    this.#kernel.reserve(KERNEL_DATA + 7 * bytes + (COUNT_BYTES + FIELD_BYTES) * (fields + 2))
    this.#target = KERNEL_DATA
    for (const column of [columns.prompt, columns.chosen, columns.rejected, columns.demographics])
      this.#putField(column, row)
    this.#putSigns(columns.direction, row)
    for (const items of [columns.ugc, columns.pairs]) {
      const [start, end] = rangeOf(items.offsets, row)
      this.#putCount(end - start)
      for (let item = start; item < end; item++) {
        for (const text of items.texts) this.#putField(text, item)
        this.#putSigns(items.direction, item)
      }
    }
    const hashed = this.#kernel.bytes.subarray(KERNEL_DATA, this.#target)
    this.#unhashed = this.#target
    this.#putField(columns.profile, row)
    this.#putField(columns.persona, row)
    this.#parts = this.#target
    return hash('sha256', hashed, 'hex').slice(0, CONTENT_HASH_LENGTH)
  }

  /** Part A of the row taken up, compressed: the text of `encodeRowParts`. A view that holds until the next call. */
  packA(columns: ExampleColumns, row: number, contentHash: string): Uint8Array {
    this.#source = KERNEL_DATA
    this.#target = this.#parts
    this.#putByte(OPEN)
    this.#putByte(QUOTE)
    for (let place = 0; place < CONTENT_HASH_LENGTH; place++) this.#putByte(contentHash.charCodeAt(place))
    this.#putByte(QUOTE)
    for (const column of [columns.prompt, columns.chosen, columns.rejected]) {
      this.#putByte(COMMA)
      this.#quote(isValid(column.validity, row))
    }
    this.#putByte(CLOSE)
    return this.#deflate()
  }

  /** Part B of the row whose part A was made last, compressed: the text of `encodeRowParts`. */
  packB(columns: ExampleColumns, row: number): Uint8Array {
    this.#target = this.#parts
    this.#put(FIELDS.demographics)
    this.#quote(isValid(columns.demographics.validity, row))
    const hashed = this.#source
    this.#source = this.#unhashed
    this.#put(FIELDS.profile)
    this.#quote(isValid(columns.profile.validity, row))
    this.#put(FIELDS.persona)
    this.#quote(isValid(columns.persona.validity, row))
    this.#source = hashed
    this.#put(FIELDS.direction)
    this.#quote(isValid(columns.direction.validity, row))
    this.#put(FIELDS.ugc)
    this.#putItems(columns.ugc, row)
    this.#put(FIELDS.pairs)
    this.#putItems(columns.pairs, row)
    const { bytes, offsets, validity } = columns.extra
    if (isValid(validity, row)) {
      const [start, end] = rangeOf(offsets, row)
      this.#put(FIELDS.extra)
      this.#put(bytes.subarray(start, end))
    }
    this.#putByte(END)
    return this.#deflate()
  }

  #putItems({ offsets, texts, direction }: ItemColumns, row: number): void {
    const [start, end] = rangeOf(offsets, row)
    // The count of items, which JSON does without.
    this.#source += COUNT_BYTES
    this.#putByte(OPEN)
    for (let item = start; item < end; item++) {
      if (item > start) this.#putByte(COMMA)
      this.#putByte(OPEN)
      for (const { validity } of texts) {
        this.#quote(isValid(validity, item))
        this.#putByte(COMMA)
      }
      this.#quote(isValid(direction.validity, item))
      this.#putByte(CLOSE)
    }
    this.#putByte(CLOSE)
  }

  /** Writes the next field as JSON: a NULL lies there as an empty text. */
  #quote(isThere: boolean): void {
    const { bytes } = this.#kernel
    const at = this.#source
    const length =
      ((bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8) | ((bytes[at + 2] ?? 0) << 16) | ((bytes[at + 3] ?? 0) << 24)) >>>
      0
    this.#source = at + COUNT_BYTES + length
    if (isThere) this.#target = this.#kernel.quote(at + COUNT_BYTES, length, this.#target)
    else this.#put(NULL)
  }

  #deflate(): Uint8Array {
    return this.#kernel.deflate(this.#parts, this.#target - this.#parts)
  }

  #putField({ bytes, offsets, validity }: TextColumn, row: number): void {
    const [start, end] = isValid(validity, row) ? rangeOf(offsets, row) : [0, 0]
    this.#putCount(end - start)
    this.#put(bytes.subarray(start, end))
  }

  #putSigns({ signs, validity }: VectorColumn, row: number): void {
    const isThere = isValid(validity, row)
    this.#putCount(isThere ? DIMENSION_COUNT : 0)
    if (isThere) this.#put(signs.subarray(row * DIMENSION_COUNT, (row + 1) * DIMENSION_COUNT))
  }

  #putCount(count: number): void {
    for (let shift = 0; shift < 32; shift += 8) this.#putByte(count >>> shift)
  }

  #putByte(byte: number): void {
    this.#kernel.bytes[this.#target++] = byte
  }

  #put(piece: Uint8Array): void {
    this.#kernel.bytes.set(piece, this.#target)
    this.#target += piece.length
  }
}

function rangeOf(offsets: Int32Array, row: number): readonly [start: number, end: number] {
  return [offsets[row] ?? 0, offsets[row + 1] ?? 0]
}

/** How many fields a row has, and the bytes of all of them. */
function sizeOf(columns: ExampleColumns, row: number): { readonly fields: number; readonly bytes: number } {
  const { prompt, chosen, rejected, demographics, profile, persona, extra, ugc, pairs } = columns
  let fields = 8
  let bytes = DIMENSION_COUNT
  const add = (column: TextColumn, from: number, to: number) => {
    bytes += (column.offsets[to] ?? 0) - (column.offsets[from] ?? 0)
  }
  for (const column of [prompt, chosen, rejected, demographics, profile, persona, extra]) add(column, row, row + 1)
  for (const items of [ugc, pairs]) {
    const [start, end] = rangeOf(items.offsets, row)
    for (const column of items.texts) add(column, start, end)
    fields += 1 + (end - start) * (items.texts.length + 1)
    bytes += (end - start) * DIMENSION_COUNT
  }
  return { fields, bytes }
}
