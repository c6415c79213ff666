import type { Data, DataType } from 'apache-arrow'
import {
  Field,
  Int32,
  List,
  makeData,
  RecordBatch,
  RecordBatchStreamWriter,
  Schema,
  Struct,
  Uint64,
  Utf8,
} from 'apache-arrow'
import { HISTORY_EVERY_PLANE_COLUMNS, HISTORY_PLANE_COLUMNS, PLANE_COLUMNS } from '@/lib/core/columns'
import { EXAMPLE_COLUMNS } from '@/lib/core/example-columns'
import { type ItemColumns, isValid, type TextColumn, type VectorColumn } from './example-columns'

/** What the rows of a batch hold besides their example: one value a row in every array. */
export interface BatchNumbers {
  readonly rowNumber: Int32Array
  readonly shard: Int32Array
  readonly shardRow: Int32Array
  readonly promptLength: Int32Array
  readonly chosenLength: Int32Array
  readonly rejectedLength: Int32Array
  readonly lengthDifference: Int32Array
  readonly ugcCount: Int32Array
  readonly pairCount: Int32Array
  /** NULL where the row has no direction. */
  readonly activeCount: Int32Array
}

/** A column of the batch: its data and whether a cell of it may be NULL. */
export type BatchColumn = readonly [name: string, data: Data]

/** An Arrow IPC stream of one record batch with exactly the columns of `EXAMPLE_COLUMNS`, in their order. */
export function writeBatch(columns: readonly BatchColumn[]): Uint8Array<ArrayBuffer> {
  const byName = new Map(columns)
  const ordered = Object.keys(EXAMPLE_COLUMNS).map((name) => {
    const data = byName.get(name)
    if (!data) throw new RangeError(`The batch has no column ${name}`)
    return { field: new Field(name, data.type, true), data }
  })
  const schema = new Schema(ordered.map(({ field }) => field))
  const struct = makeData({
    type: new Struct(schema.fields),
    length: ordered[0]?.data.length ?? 0,
    nullCount: 0,
    children: ordered.map(({ data }) => data),
  })
  const writer = RecordBatchStreamWriter.writeAll([new RecordBatch(schema, struct)])
  return ownBytes(writer.toUint8Array(true))
}

/** The bytes in a buffer of exactly their length; copied only where they are not so already. */
function ownBytes(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const { buffer } = bytes
  const isWhole = buffer instanceof ArrayBuffer && buffer.byteLength === bytes.byteLength
  return isWhole ? new Uint8Array(buffer) : bytes.slice()
}

/** Whole numbers as INTEGER cells. */
export function integerData(values: Int32Array, validity: Uint8Array | null = null): Data<Int32> {
  return makeData({ type: new Int32(), length: values.length, data: values, ...nulls(validity, values.length) })
}

/** Texts as VARCHAR cells; their bytes are not copied. */
export function textData(column: TextColumn): Data<Utf8> {
  return makeData({
    type: new Utf8(),
    length: column.length,
    valueOffsets: column.offsets,
    data: column.bytes,
    ...nulls(column.validity, column.length),
  })
}

/** The four planes of a direction as UBIGINT columns. */
export function planeColumns(column: VectorColumn): BatchColumn[] {
  return splitPlanes(PLANE_COLUMNS, column.planes, column.length, column.validity)
}

/** The four planes of the histories as UBIGINT columns, never NULL. */
export function historyPlaneColumns(planes: BigUint64Array, length: number): BatchColumn[] {
  return splitPlanes(HISTORY_PLANE_COLUMNS, planes, length, null)
}

/** The four planes of what every item of the histories holds as UBIGINT columns, never NULL. */
export function historyEveryPlaneColumns(planes: BigUint64Array, length: number): BatchColumn[] {
  return splitPlanes(HISTORY_EVERY_PLANE_COLUMNS, planes, length, null)
}

function splitPlanes(
  names: readonly string[],
  planes: BigUint64Array,
  length: number,
  validity: Uint8Array | null,
): BatchColumn[] {
  return names.map((name, plane) => {
    const data = new BigUint64Array(length)
    for (let row = 0; row < length; row++) data[row] = planes[row * names.length + plane] ?? 0n
    return [name, makeData({ type: new Uint64(), length, data, ...nulls(validity, length) })]
  })
}

/** History items as LIST cells of STRUCTs of the named texts and the four planes. */
export function itemData(items: ItemColumns, textNames: readonly string[]): Data<List<DataType>> {
  const children: BatchColumn[] = [
    ...items.texts.map((text, index): BatchColumn => [textNames[index] ?? '', textData(text)]),
    ...planeColumns(items.direction),
  ]
  const struct = new Struct(children.map(([name, data]) => new Field(name, data.type, true)))
  const length = items.direction.length
  const child = makeData({ type: struct, length, nullCount: 0, children: children.map(([, data]) => data) })
  return makeData({
    type: new List(new Field('item', struct, true)),
    length: items.offsets.length - 1,
    nullCount: 0,
    valueOffsets: items.offsets,
    child,
  })
}

function nulls(validity: Uint8Array | null, length: number) {
  if (validity === null) return { nullCount: 0 }
  let nullCount = 0
  for (let row = 0; row < length; row++) if (!isValid(validity, row)) nullCount++
  return { nullCount, nullBitmap: validity }
}
