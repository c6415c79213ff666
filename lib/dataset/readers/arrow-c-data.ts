/**
 * One column of an Arrow record batch that lies in WebAssembly memory, as the Arrow C data interface describes it.
 * Its views are valid only until that memory grows: read them at once, before anything is allocated there.
 * Source: Arrow C data interface, structures ArrowSchema and ArrowArray, 32-bit pointers.
 */
export interface CColumn {
  readonly name: string
  /** The interface's type code: `u` text, `g` double, `+l` list, `+s` struct and so on. */
  readonly format: string
  readonly length: number
  /** Rows to skip at the start of every buffer, the children's included for structs. */
  readonly offset: number
  readonly nullCount: number
  /** Addresses of the buffers; 0 where there is none. The first is the validity bitmap in all types but `n`. */
  readonly buffers: readonly number[]
  readonly children: readonly CColumn[]
  readonly dictionary: CColumn | null
  readonly memory: ArrayBufferLike
}

/** The columns of the record batch at these two addresses. */
export function readRecordBatch(memory: WebAssembly.Memory, schemaAddress: number, arrayAddress: number): CColumn {
  return readColumn(memory.buffer, schemaAddress, arrayAddress)
}

/** The names and type codes of the schema at this address, children included. */
export interface CField {
  readonly name: string
  readonly format: string
  readonly children: readonly CField[]
}

export function readField(memory: ArrayBufferLike, address: number): CField {
  const view = new DataView(memory)
  return {
    format: readName(memory, view.getUint32(address, true)),
    name: readName(memory, view.getUint32(address + 4, true)),
    children: readPointers(view, view.getUint32(address + 32, true), readInt64(view, address + 24)).map((child) =>
      readField(memory, child),
    ),
  }
}

function readColumn(memory: ArrayBufferLike, schema: number, array: number): CColumn {
  const view = new DataView(memory)
  const schemas = readPointers(view, view.getUint32(schema + 32, true), readInt64(view, schema + 24))
  const arrays = readPointers(view, view.getUint32(array + 44, true), readInt64(view, array + 32))
  const dictionarySchema = view.getUint32(schema + 36, true)
  const dictionaryArray = view.getUint32(array + 48, true)
  return {
    format: readName(memory, view.getUint32(schema, true)),
    name: readName(memory, view.getUint32(schema + 4, true)),
    length: readInt64(view, array),
    nullCount: readInt64(view, array + 8),
    offset: readInt64(view, array + 16),
    buffers: readPointers(view, view.getUint32(array + 40, true), readInt64(view, array + 24)),
    children: schemas.map((child, index) => readColumn(memory, child, arrays[index] ?? 0)),
    dictionary: dictionarySchema === 0 ? null : readColumn(memory, dictionarySchema, dictionaryArray),
    memory,
  }
}

function readInt64(view: DataView, address: number): number {
  return Number(view.getBigInt64(address, true))
}

function readPointers(view: DataView, address: number, count: number): number[] {
  return Array.from({ length: count }, (_, index) => view.getUint32(address + 4 * index, true))
}

function readName(memory: ArrayBufferLike, address: number): string {
  if (address === 0) return ''
  const bytes = new Uint8Array(memory)
  let end = address
  while (bytes[end] !== 0) end++
  return new TextDecoder().decode(bytes.slice(address, end))
}

/** The address of buffer `index`, 0 where the column has none. */
export function bufferAddress(column: CColumn, index: number): number {
  return column.buffers[index] ?? 0
}

/** Whether row `index` (0-based, the column's offset not counted) is NULL. */
export function isNull(column: CColumn, index: number): boolean {
  if (column.format === 'n') return true
  const validity = bufferAddress(column, 0)
  if (column.nullCount === 0 || validity === 0) return false
  const position = column.offset + index
  return ((new Uint8Array(column.memory, validity + (position >> 3), 1)[0] ?? 0) & (1 << (position & 7))) === 0
}
