/** A cell as text: `null` for NULL, lists and structs as JSON, 64-bit integers in full. */
export function formatSqlCell(value: unknown): string | number | null {
  if (value === null || value === undefined) return null
  if (typeof value === 'number' || typeof value === 'string') return value
  if (typeof value === 'object') return JSON.stringify(value, plainIntegers)
  return String(value)
}

function plainIntegers(_: string, value: unknown): unknown {
  if (typeof value !== 'bigint') return value
  return value >= Number.MIN_SAFE_INTEGER && value <= Number.MAX_SAFE_INTEGER ? Number(value) : String(value)
}
