import { DataType, type RecordBatch, StructRow, Vector } from 'apache-arrow'

/** The rows of a result as plain objects by column name. */
export function readRowObjects(batch: RecordBatch): Record<string, unknown>[] {
  const columns = batch.schema.fields.map((field, index) => ({ field, cells: batch.getChildAt(index) }))
  return Array.from({ length: batch.numRows }, (_, row) =>
    Object.fromEntries(columns.map(({ field, cells }) => [field.name, toPlain(cells?.get(row), field.type)])),
  )
}

/** The rows of a result as lists of cells: names of columns may repeat. */
export function readRowCells(batch: RecordBatch): unknown[][] {
  const columns = batch.schema.fields.map((field, index) => ({ field, cells: batch.getChildAt(index) }))
  return Array.from({ length: batch.numRows }, (_, row) =>
    columns.map(({ field, cells }) => toPlain(cells?.get(row), field.type)),
  )
}

/**
 * An Arrow value as plain data: 64-bit integers and decimals without fraction are `bigint`, other decimals numbers,
 * dates and timestamps ISO text, lists arrays, structs objects, maps arrays of `[key, value]`, binary hex text.
 */
export function toPlain(value: unknown, type: DataType): unknown {
  if (value === null || value === undefined) return null
  if (DataType.isDictionary(type)) return toPlain(value, type.dictionary)
  if (DataType.isDecimal(type)) return readDecimal(value, type.scale)
  if (DataType.isDate(type))
    return typeof value === 'number' ? new Date(value).toISOString().slice(0, 10) : String(value)
  if (DataType.isTimestamp(type)) return typeof value === 'number' ? new Date(value).toISOString() : String(value)
  if (DataType.isMap(type)) return readMap(value, type)
  if (value instanceof Vector) {
    const item = type.children[0]?.type
    return item ? Array.from(value, (cell) => toPlain(cell, item)) : value.toArray()
  }
  if (value instanceof StructRow) {
    const row: Record<string, unknown> = value.toJSON()
    return Object.fromEntries(type.children.map((field) => [field.name, toPlain(row[field.name], field.type)]))
  }
  if (value instanceof Uint8Array) return Array.from(value, (byte) => byte.toString(16).padStart(2, '0')).join('')
  return typeof value === 'object' ? String(value) : value
}

function readMap(value: unknown, type: DataType): unknown {
  const cell = type.children[0]?.type.children[1]
  if (!cell || !isIterable(value)) return String(value)
  return Array.from(value, (entry) => (Array.isArray(entry) ? [entry[0], toPlain(entry[1], cell.type)] : entry))
}

function isIterable(value: unknown): value is Iterable<unknown> {
  return typeof value === 'object' && value !== null && Symbol.iterator in value
}

/** Little-endian words of 32 bits, two's complement, times 10 to the power of minus `scale`. */
function readDecimal(value: unknown, scale: number): unknown {
  if (!(value instanceof Uint32Array)) return typeof value === 'number' ? value : String(value)
  let bits = 0n
  for (let word = value.length - 1; word >= 0; word--) bits = (bits << 32n) | BigInt(value[word] ?? 0)
  const unscaled = BigInt.asIntN(32 * value.length, bits)
  return scale === 0 ? unscaled : Number(unscaled) / 10 ** scale
}
