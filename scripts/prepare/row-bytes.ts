import { DIMENSION_COUNT } from '@/lib/core/dimensions'
import {
  type ExampleColumns,
  type ItemColumns,
  isValid,
  type TextColumn,
  type VectorColumn,
} from '@/lib/dataset/example-columns'
import { addBytes, addJsonText, addU32, type ByteBuffer } from './byte-buffer'

const ascii = (text: string) => new TextEncoder().encode(text)
const [NULL, OPEN, CLOSE, COMMA, END, QUOTE] = ['null', '[', ']', ',', '}', '"'].map(ascii)
const FIELDS = [
  '{"demographics":',
  ',"profile":',
  ',"persona":',
  ',"direction":',
  ',"ugc":',
  ',"pairs":',
  ',"extra":',
].map(ascii)

function put(buffer: ByteBuffer, piece: Uint8Array | undefined): void {
  if (piece) addBytes(buffer, piece)
}

/** Adds what the content hash of a row is taken over. Source: `hashExample` of lib/core/content-hash.ts. */
export function addHashInput(buffer: ByteBuffer, columns: ExampleColumns, row: number): void {
  for (const column of [columns.prompt, columns.chosen, columns.rejected, columns.demographics])
    addField(buffer, column, row)
  addSigns(buffer, columns.direction, row)
  for (const items of [columns.ugc, columns.pairs]) {
    const [start, end] = [items.offsets[row] ?? 0, items.offsets[row + 1] ?? 0]
    addU32(buffer, end - start)
    for (let item = start; item < end; item++) {
      for (const text of items.texts) addField(buffer, text, item)
      addSigns(buffer, items.direction, item)
    }
  }
}

function addField(buffer: ByteBuffer, { bytes, offsets, validity }: TextColumn, row: number): void {
  const [start, end] = isValid(validity, row) ? [offsets[row] ?? 0, offsets[row + 1] ?? 0] : [0, 0]
  addU32(buffer, end - start)
  addBytes(buffer, bytes.subarray(start, end))
}

function addSigns(buffer: ByteBuffer, { signs, validity }: VectorColumn, row: number): void {
  const isThere = isValid(validity, row)
  addU32(buffer, isThere ? DIMENSION_COUNT : 0)
  if (isThere) addBytes(buffer, signs.subarray(row * DIMENSION_COUNT, (row + 1) * DIMENSION_COUNT))
}

/** Adds part A of a row: the same bytes as `encodeRowParts` of lib/core/prepared/row-parts.ts. */
export function addPartA(buffer: ByteBuffer, columns: ExampleColumns, row: number, hash: string): void {
  put(buffer, OPEN)
  put(buffer, QUOTE)
  addBytes(buffer, ascii(hash))
  put(buffer, QUOTE)
  for (const column of [columns.prompt, columns.chosen, columns.rejected]) {
    put(buffer, COMMA)
    addText(buffer, column, row)
  }
  put(buffer, CLOSE)
}

/** Adds part B of a row: the same bytes as `encodeRowParts`. */
export function addPartB(buffer: ByteBuffer, columns: ExampleColumns, row: number): void {
  for (const [place, column] of [columns.demographics, columns.profile, columns.persona].entries()) {
    put(buffer, FIELDS[place])
    addText(buffer, column, row)
  }
  put(buffer, FIELDS[3])
  addQuotedSigns(buffer, columns.direction, row)
  for (const [place, items] of [columns.ugc, columns.pairs].entries()) {
    put(buffer, FIELDS[4 + place])
    addItems(buffer, items, row)
  }
  const { bytes, offsets, validity } = columns.extra
  if (isValid(validity, row)) {
    put(buffer, FIELDS[6])
    addBytes(buffer, bytes.subarray(offsets[row], offsets[row + 1]))
  }
  put(buffer, END)
}

function addItems(buffer: ByteBuffer, items: ItemColumns, row: number): void {
  const start = items.offsets[row] ?? 0
  const end = items.offsets[row + 1] ?? 0
  put(buffer, OPEN)
  for (let item = start; item < end; item++) {
    put(buffer, item === start ? OPEN : COMMA)
    if (item > start) put(buffer, OPEN)
    for (const text of items.texts) {
      addText(buffer, text, item)
      put(buffer, COMMA)
    }
    addQuotedSigns(buffer, items.direction, item)
    put(buffer, CLOSE)
  }
  put(buffer, CLOSE)
}

function addText(buffer: ByteBuffer, { bytes, offsets, validity }: TextColumn, row: number): void {
  if (isValid(validity, row)) addJsonText(buffer, bytes, offsets[row] ?? 0, offsets[row + 1] ?? 0)
  else put(buffer, NULL)
}

function addQuotedSigns(buffer: ByteBuffer, { signs, validity }: VectorColumn, row: number): void {
  if (!isValid(validity, row)) {
    put(buffer, NULL)
    return
  }
  put(buffer, QUOTE)
  addBytes(buffer, signs.subarray(row * DIMENSION_COUNT, (row + 1) * DIMENSION_COUNT))
  put(buffer, QUOTE)
}
