import {
  CONTENT_HASH_LENGTH,
  type ContentHasher,
  finishContentHash,
  type HashedBytes,
  updateCount,
  updateUtf8,
} from '@/lib/core/content-hash'
import { DIMENSION_COUNT } from '@/lib/core/dimensions'
import { type ExampleColumns, type ItemColumns, isValid, type TextColumn, type VectorColumn } from './example-columns'
import { createByteBuffer } from './hasher'

const EMPTY = new Uint8Array(0)

/** The content hashes of consecutive examples: those of `hashExample`, straight from the UTF-8 of the columns. */
export function hashColumns(columns: ExampleColumns, hasher: ContentHasher): string[] {
  return Array.from({ length: columns.length }, (_, row) => {
    hasher.init()
    updateRow(hasher, columns, row)
    return finishContentHash(hasher)
  })
}

/** The same by the browser's own SHA-256, which is several times faster and runs beside this thread. */
export function hashColumnsAside(columns: ExampleColumns, subtle: SubtleCrypto): Promise<string[]> {
  const buffer = createByteBuffer()
  return Promise.all(
    Array.from({ length: columns.length }, async (_, row) => {
      buffer.clear()
      updateRow(buffer, columns, row)
      const digest = await subtle.digest('SHA-256', buffer.bytes())
      return toHex(new Uint8Array(digest, 0, CONTENT_HASH_LENGTH / 2))
    }),
  )
}

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))

function toHex(bytes: Uint8Array): string {
  let hex = ''
  for (const byte of bytes) hex += HEX[byte]
  return hex
}

function updateRow(hasher: HashedBytes, columns: ExampleColumns, row: number): void {
  updateCell(hasher, columns.prompt, row)
  updateCell(hasher, columns.chosen, row)
  updateCell(hasher, columns.rejected, row)
  updateCell(hasher, columns.demographics, row)
  updateSigns(hasher, columns.direction, row)
  updateItems(hasher, columns.ugc, row)
  updateItems(hasher, columns.pairs, row)
}

function updateItems(hasher: HashedBytes, items: ItemColumns, row: number): void {
  const start = items.offsets[row] ?? 0
  const end = items.offsets[row + 1] ?? start
  updateCount(hasher, end - start)
  for (let item = start; item < end; item++) {
    for (const text of items.texts) updateCell(hasher, text, item)
    updateSigns(hasher, items.direction, item)
  }
}

function updateCell(hasher: HashedBytes, column: TextColumn, row: number): void {
  updateUtf8(hasher, isValid(column.validity, row) ? cellBytes(column, row) : EMPTY)
}

function updateSigns(hasher: HashedBytes, column: VectorColumn, row: number): void {
  const start = row * DIMENSION_COUNT
  updateUtf8(hasher, isValid(column.validity, row) ? column.signs.subarray(start, start + DIMENSION_COUNT) : EMPTY)
}

function cellBytes(column: TextColumn, row: number): Uint8Array {
  return column.bytes.subarray(column.offsets[row], column.offsets[row + 1])
}
