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
import { KERNEL_DATA, type RowKernel } from './row-kernel'

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
/** Most that a field takes beside its text: its length or its name, quotes, brackets, the signs of a direction. */
const FIELD_BYTES = 128

/** A column in the kernel's memory: text `row` begins at `base + offsets[row]`. */
interface PlacedTexts {
  readonly base: number
  readonly offsets: Int32Array
  readonly validity: Uint8Array | null
}

/** A direction's signs in the kernel's memory: those of `row` begin 90 times `row` bytes behind `base`. */
interface PlacedSigns {
  readonly base: number
  readonly validity: Uint8Array | null
}

interface PlacedItems {
  readonly offsets: Int32Array
  readonly texts: readonly PlacedTexts[]
  readonly direction: PlacedSigns
}

type TextName = 'prompt' | 'chosen' | 'rejected' | 'demographics' | 'profile' | 'persona' | 'extra'

interface PlacedColumns extends Record<TextName, PlacedTexts> {
  readonly direction: PlacedSigns
  readonly ugc: PlacedItems
  readonly pairs: PlacedItems
}

/** Makes of rows their content hashes and both parts of their texts, compressed. Takes the kernel for itself. */
export class RowEncoder {
  readonly #kernel: RowKernel
  readonly #columns: PlacedColumns
  /** Where the memory is free for a row, and where the next byte is written. */
  #free = KERNEL_DATA
  #target = KERNEL_DATA

  constructor(columns: ExampleColumns, kernel: RowKernel) {
    this.#kernel = kernel
    const { prompt, chosen, rejected, demographics, profile, persona, extra, direction, ugc, pairs } = columns
    this.#columns = {
      prompt: this.#placeTexts(prompt),
      chosen: this.#placeTexts(chosen),
      rejected: this.#placeTexts(rejected),
      demographics: this.#placeTexts(demographics),
      profile: this.#placeTexts(profile),
      persona: this.#placeTexts(persona),
      extra: this.#placeTexts(extra),
      direction: this.#placeSigns(direction),
      ugc: this.#placeItems(ugc),
      pairs: this.#placeItems(pairs),
    }
  }

  /** The content hash of a row. Source: `hashExample` of lib/core/content-hash.ts. */
  hash(row: number): string {
    const { prompt, chosen, rejected, demographics, direction, ugc, pairs } = this.#columns
    this.#kernel.reserve(this.#free + this.#mostBytes(row))
    this.#target = this.#free
    for (const column of [prompt, chosen, rejected, demographics]) this.#addField(column, row)
    this.#addSigns(direction, row)
    for (const items of [ugc, pairs]) {
      const [start, end] = rangeOf(items.offsets, row)
      for (let shift = 0; shift < 32; shift += 8) this.#putByte((end - start) >>> shift)
      for (let item = start; item < end; item++) {
        for (const text of items.texts) this.#addField(text, item)
        this.#addSigns(items.direction, item)
      }
    }
    return hash('sha256', this.#kernel.bytes.subarray(this.#free, this.#target), 'hex').slice(0, CONTENT_HASH_LENGTH)
  }

  /** Part A of the row that was hashed last: the text of `encodeRowParts`. A view that holds until the next call. */
  packA(row: number, contentHash: string): Uint8Array {
    const { prompt, chosen, rejected } = this.#columns
    this.#target = this.#free
    this.#putByte(OPEN)
    this.#putByte(QUOTE)
    for (let place = 0; place < CONTENT_HASH_LENGTH; place++) this.#putByte(contentHash.charCodeAt(place))
    this.#putByte(QUOTE)
    for (const column of [prompt, chosen, rejected]) {
      this.#putByte(COMMA)
      this.#quoteText(column, row)
    }
    this.#putByte(CLOSE)
    return this.#deflate()
  }

  /** Part B of the row that was hashed last: the text of `encodeRowParts`. A view that holds until the next call. */
  packB(row: number): Uint8Array {
    const { demographics, profile, persona, direction, ugc, pairs, extra } = this.#columns
    this.#target = this.#free
    this.#put(FIELDS.demographics)
    this.#quoteText(demographics, row)
    this.#put(FIELDS.profile)
    this.#quoteText(profile, row)
    this.#put(FIELDS.persona)
    this.#quoteText(persona, row)
    this.#put(FIELDS.direction)
    this.#quoteSigns(direction, row)
    this.#put(FIELDS.ugc)
    this.#putItems(ugc, row)
    this.#put(FIELDS.pairs)
    this.#putItems(pairs, row)
    if (isValid(extra.validity, row)) {
      const [start, end] = rangeOf(extra.offsets, row)
      this.#put(FIELDS.extra)
      this.#put(this.#kernel.bytes.subarray(extra.base + start, extra.base + end))
    }
    this.#putByte(END)
    return this.#deflate()
  }

  #placeTexts({ bytes, offsets, validity, length }: TextColumn): PlacedTexts {
    const [first, last] = [offsets[0] ?? 0, offsets[length] ?? 0]
    return { base: this.#place(bytes.subarray(first, last)) - first, offsets, validity }
  }

  #placeSigns({ signs, validity }: VectorColumn): PlacedSigns {
    return { base: this.#place(signs), validity }
  }

  #placeItems({ offsets, texts, direction }: ItemColumns): PlacedItems {
    return {
      offsets,
      texts: texts.map((column) => this.#placeTexts(column)),
      direction: this.#placeSigns(direction),
    }
  }

  #place(bytes: Uint8Array): number {
    const place = this.#free
    this.#kernel.reserve(place + bytes.length)
    this.#kernel.bytes.set(bytes, place)
    this.#free += bytes.length
    return place
  }

  #addField({ base, offsets, validity }: PlacedTexts, row: number): void {
    const [start, end] = isValid(validity, row) ? rangeOf(offsets, row) : NOTHING
    this.#target = this.#kernel.addField(base + start, end - start, this.#target)
  }

  #addSigns({ base, validity }: PlacedSigns, row: number): void {
    const length = isValid(validity, row) ? DIMENSION_COUNT : 0
    this.#target = this.#kernel.addField(base + row * DIMENSION_COUNT, length, this.#target)
  }

  #putItems({ offsets, texts, direction }: PlacedItems, row: number): void {
    const [start, end] = rangeOf(offsets, row)
    this.#putByte(OPEN)
    for (let item = start; item < end; item++) {
      if (item > start) this.#putByte(COMMA)
      this.#putByte(OPEN)
      for (const text of texts) {
        this.#quoteText(text, item)
        this.#putByte(COMMA)
      }
      this.#quoteSigns(direction, item)
      this.#putByte(CLOSE)
    }
    this.#putByte(CLOSE)
  }

  #quoteText({ base, offsets, validity }: PlacedTexts, row: number): void {
    const [start, end] = rangeOf(offsets, row)
    if (isValid(validity, row)) this.#target = this.#kernel.quote(base + start, end - start, this.#target)
    else this.#put(NULL)
  }

  #quoteSigns({ base, validity }: PlacedSigns, row: number): void {
    const start = base + row * DIMENSION_COUNT
    if (isValid(validity, row)) this.#target = this.#kernel.quote(start, DIMENSION_COUNT, this.#target)
    else this.#put(NULL)
  }

  #deflate(): Uint8Array {
    return this.#kernel.deflate(this.#free, this.#target - this.#free)
  }

  #putByte(byte: number): void {
    this.#kernel.bytes[this.#target++] = byte
  }

  #put(piece: Uint8Array): void {
    this.#kernel.bytes.set(piece, this.#target)
    this.#target += piece.length
  }

  /** Most bytes that a row takes, as what is hashed or as JSON, which may take 6 bytes for one. */
  #mostBytes(row: number): number {
    const { prompt, chosen, rejected, demographics, profile, persona, extra, ugc, pairs } = this.#columns
    let bytes = 0
    let fields = 16
    for (const { offsets } of [prompt, chosen, rejected, demographics, profile, persona, extra])
      bytes += (offsets[row + 1] ?? 0) - (offsets[row] ?? 0)
    for (const items of [ugc, pairs]) {
      const [start, end] = rangeOf(items.offsets, row)
      for (const { offsets } of items.texts) bytes += (offsets[end] ?? 0) - (offsets[start] ?? 0)
      fields += (end - start) * (items.texts.length + 1)
    }
    return 6 * bytes + FIELD_BYTES * fields
  }
}

const NOTHING = [0, 0] as const

function rangeOf(offsets: Int32Array, row: number): readonly [start: number, end: number] {
  return [offsets[row] ?? 0, offsets[row + 1] ?? 0]
}
