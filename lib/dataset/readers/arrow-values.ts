import { bufferAddress, type CColumn, isNull } from './arrow-c-data'

/** A column type that no reader here knows. `format` is the type code of the Arrow C data interface. */
export class ColumnTypeError extends Error {
  override name = 'ColumnTypeError'
  readonly code = 'column-type'
  constructor(
    readonly column: string,
    readonly format: string,
  ) {
    super(`Column ${JSON.stringify(column)} has the Arrow type ${JSON.stringify(format)}, which cannot be read here`)
  }
}

const decoder = new TextDecoder()

/**
 * The value of row `index` as JSON would hold it: text, number, boolean, `null`, array or object. 64-bit integers and
 * decimals without fraction beyond 2^53 become text, dates and timestamps ISO text, binary lower-case hex, maps arrays
 * of `{ key, value }`. Throws `ColumnTypeError` for any other type.
 */
export function valueAt(column: CColumn, index: number): unknown {
  if (isNull(column, index)) return null
  const position = column.offset + index
  const { format } = column
  if (column.dictionary) {
    const key = readScalar(column, format, position)
    return typeof key === 'number' ? valueAt(column.dictionary, key) : null
  }
  if (format === 'u' || format === 'U') return decoder.decode(bytesAt(column, position, format === 'U'))
  if (format === 'z' || format === 'Z') return toHex(bytesAt(column, position, format === 'Z'))
  if (format === 'vu') return decoder.decode(viewBytesAt(column, position))
  if (format === 'vz') return toHex(viewBytesAt(column, position))
  if (format === '+s') return Object.fromEntries(column.children.map((child) => [child.name, valueAt(child, position)]))
  if (format.startsWith('+')) return listAt(column, position)
  return readScalar(column, format, position)
}

function listAt(column: CColumn, position: number): unknown[] {
  const [start, end] = listRange(column, position)
  const child = column.children[0]
  if (!child) throw new ColumnTypeError(column.name, column.format)
  return Array.from({ length: end - start }, (_, index) => valueAt(child, start + index))
}

/** First and last (excluded) item of the list at `position`, the column's offset already added. */
export function listRange(column: CColumn, position: number): [number, number] {
  const address = bufferAddress(column, 1)
  if (column.format === '+l' || column.format === '+m') {
    const offsets = new Int32Array(column.memory, address + 4 * position, 2)
    return [offsets[0] ?? 0, offsets[1] ?? 0]
  }
  if (column.format === '+L') {
    const offsets = new BigInt64Array(column.memory, address + 8 * position, 2)
    return [Number(offsets[0]), Number(offsets[1])]
  }
  if (column.format.startsWith('+w:')) {
    const width = Number(column.format.slice(3))
    return [position * width, (position + 1) * width]
  }
  throw new ColumnTypeError(column.name, column.format)
}

function bytesAt(column: CColumn, position: number, isLarge: boolean): Uint8Array<ArrayBuffer> {
  const view = new DataView(column.memory, bufferAddress(column, 1))
  const [start, end] = isLarge
    ? [Number(view.getBigInt64(8 * position, true)), Number(view.getBigInt64(8 * position + 8, true))]
    : [view.getInt32(4 * position, true), view.getInt32(4 * position + 4, true)]
  return new Uint8Array(column.memory, bufferAddress(column, 2) + start, end - start).slice()
}

/** Text views: 16 bytes a row, the text itself up to 12 bytes, else buffer and offset of it. */
function viewBytesAt(column: CColumn, position: number): Uint8Array<ArrayBuffer> {
  const address = bufferAddress(column, 1) + 16 * position
  const view = new DataView(column.memory, address, 16)
  const length = view.getInt32(0, true)
  if (length <= 12) return new Uint8Array(column.memory, address + 4, length).slice()
  const data = bufferAddress(column, 2 + view.getInt32(8, true))
  return new Uint8Array(column.memory, data + view.getInt32(12, true), length).slice()
}

function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

function readScalar(column: CColumn, format: string, position: number): unknown {
  const view = new DataView(column.memory, bufferAddress(column, 1))
  if (format === 'b') return (view.getUint8(position >> 3) & (1 << (position & 7))) !== 0
  if (format === 'c') return view.getInt8(position)
  if (format === 'C') return view.getUint8(position)
  if (format === 's') return view.getInt16(2 * position, true)
  if (format === 'S') return view.getUint16(2 * position, true)
  if (format === 'i') return view.getInt32(4 * position, true)
  if (format === 'I') return view.getUint32(4 * position, true)
  if (format === 'l') return toExact(view.getBigInt64(8 * position, true))
  if (format === 'L') return toExact(view.getBigUint64(8 * position, true))
  if (format === 'f') return view.getFloat32(4 * position, true)
  if (format === 'g') return view.getFloat64(8 * position, true)
  if (format === 'e') return readHalf(view.getUint16(2 * position, true))
  if (format === 'tdD') return new Date(view.getInt32(4 * position, true) * 86_400_000).toISOString().slice(0, 10)
  if (format.startsWith('ts')) return readTimestamp(column, format, view.getBigInt64(8 * position, true))
  if (format.startsWith('d:')) return readDecimal(column, format, view, position)
  throw new ColumnTypeError(column.name, format)
}

function toExact(value: bigint): number | string {
  const number = Number(value)
  return Number.isSafeInteger(number) ? number : String(value)
}

function readHalf(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1
  const exponent = (bits >> 10) & 0x1f
  const fraction = bits & 0x3ff
  if (exponent === 0x1f) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN
  return exponent === 0 ? sign * fraction * 2 ** -24 : sign * (1 + fraction / 1024) * 2 ** (exponent - 15)
}

const TICKS_PER_MILLISECOND = new Map([
  ['tsm', 1n],
  ['tsu', 1_000n],
  ['tsn', 1_000_000n],
])

function readTimestamp(column: CColumn, format: string, ticks: bigint): string {
  const unit = format.slice(0, 3)
  const perMillisecond = TICKS_PER_MILLISECOND.get(unit)
  const date = new Date(Number(unit === 'tss' ? ticks * 1000n : ticks / (perMillisecond ?? 1n)))
  if ((unit !== 'tss' && perMillisecond === undefined) || Number.isNaN(date.getTime()))
    throw new ColumnTypeError(column.name, format)
  return date.toISOString()
}

function readDecimal(column: CColumn, format: string, view: DataView, position: number): number | string {
  const [, scale = '0', width = '128'] = format.slice(2).split(',')
  if (width !== '128') throw new ColumnTypeError(column.name, format)
  const low = view.getBigUint64(16 * position, true)
  const unscaled = (view.getBigInt64(16 * position + 8, true) << 64n) | low
  return Number(scale) === 0 ? toExact(unscaled) : Number(unscaled) / 10 ** Number(scale)
}
