import {
  DuckDBBlobValue,
  DuckDBDateValue,
  DuckDBDecimalType,
  DuckDBDecimalValue,
  DuckDBDoubleType,
  DuckDBFloatType,
  DuckDBListType,
  DuckDBListValue,
  DuckDBMapType,
  DuckDBMapValue,
  DuckDBStructType,
  DuckDBStructValue,
  DuckDBTimestampValue,
  type DuckDBType,
  DuckDBTypeId,
  type DuckDBValue,
} from '@duckdb/node-api'
import type { CellShape } from '@/lib/core/answers'

const WIDE_INTEGERS: ReadonlySet<DuckDBTypeId> = new Set([
  DuckDBTypeId.BIGINT,
  DuckDBTypeId.UBIGINT,
  DuckDBTypeId.HUGEINT,
  DuckDBTypeId.UHUGEINT,
])

/** How the cells of a type stand in JSON, the same cells as the browser's `toPlain` gives. */
export function shapeOf(type: DuckDBType): CellShape {
  if (WIDE_INTEGERS.has(type.typeId)) return 'integer'
  if (type instanceof DuckDBDecimalType) return type.scale === 0 ? 'integer' : 'plain'
  if (type instanceof DuckDBDoubleType || type instanceof DuckDBFloatType) return 'fraction'
  if (type instanceof DuckDBListType) return { list: shapeOf(type.valueType) }
  if (type instanceof DuckDBMapType) return { map: [shapeOf(type.keyType), shapeOf(type.valueType)] }
  if (type instanceof DuckDBStructType)
    return {
      fields: Object.fromEntries(
        type.entryNames.map((name, at) => [name, shapeOf(type.entryTypes[at] ?? type)] as const),
      ),
    }
  return 'plain'
}

/** A cell as JSON holds it: wide integers and fractions outside JSON as texts, dates ISO, bytes hex. */
export function cellOf(value: DuckDBValue): unknown {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value)
  if (typeof value === 'bigint') return String(value)
  if (value instanceof DuckDBDecimalValue)
    return value.scale === 0 ? String(value.value) : Number(value.value) / 10 ** value.scale
  if (value instanceof DuckDBListValue) return value.items.map(cellOf)
  if (value instanceof DuckDBStructValue)
    return Object.fromEntries(Object.entries(value.entries).map(([name, entry]) => [name, cellOf(entry)]))
  if (value instanceof DuckDBMapValue) return value.entries.map(({ key, value: item }) => [cellOf(key), cellOf(item)])
  if (value instanceof DuckDBBlobValue) return Buffer.from(value.bytes).toString('hex')
  if (value instanceof DuckDBDateValue) return isoOf(value.days * 86_400_000)?.slice(0, 10) ?? String(value)
  if (value instanceof DuckDBTimestampValue) return isoOf(Number(value.micros) / 1000) ?? String(value)
  return String(value)
}

function isoOf(ms: number): string | null {
  return Math.abs(ms) <= 8.64e15 ? new Date(ms).toISOString() : null
}
