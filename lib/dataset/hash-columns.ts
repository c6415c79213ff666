import { type ContentHasher, finishContentHash, updateCount, updateUtf8 } from '@/lib/core/content-hash'
import { DIMENSION_COUNT } from '@/lib/core/dimensions'
import { type ExampleColumns, type ItemColumns, isValid, type TextColumn, type VectorColumn } from './example-columns'

const EMPTY = new Uint8Array(0)

/** The content hashes of consecutive examples: those of `hashExample`, straight from the UTF-8 of the columns. */
export function hashColumns(columns: ExampleColumns, hasher: ContentHasher): string[] {
  return Array.from({ length: columns.length }, (_, row) => {
    hasher.init()
    updateCell(hasher, columns.prompt, row)
    updateCell(hasher, columns.chosen, row)
    updateCell(hasher, columns.rejected, row)
    updateCell(hasher, columns.demographics, row)
    updateSigns(hasher, columns.direction, row)
    updateItems(hasher, columns.ugc, row)
    updateItems(hasher, columns.pairs, row)
    return finishContentHash(hasher)
  })
}

function updateItems(hasher: ContentHasher, items: ItemColumns, row: number): void {
  const start = items.offsets[row] ?? 0
  const end = items.offsets[row + 1] ?? start
  updateCount(hasher, end - start)
  for (let item = start; item < end; item++) {
    for (const text of items.texts) updateCell(hasher, text, item)
    updateSigns(hasher, items.direction, item)
  }
}

function updateCell(hasher: ContentHasher, column: TextColumn, row: number): void {
  updateUtf8(hasher, isValid(column.validity, row) ? cellBytes(column, row) : EMPTY)
}

function updateSigns(hasher: ContentHasher, column: VectorColumn, row: number): void {
  const start = row * DIMENSION_COUNT
  updateUtf8(hasher, isValid(column.validity, row) ? column.signs.subarray(start, start + DIMENSION_COUNT) : EMPTY)
}

function cellBytes(column: TextColumn, row: number): Uint8Array {
  return column.bytes.subarray(column.offsets[row], column.offsets[row + 1])
}
