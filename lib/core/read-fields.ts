import { type Direction, isDirectionProblem, readPublishedVector } from './direction'
import { ExampleError, type Place } from './example-error'

/** A JSON value. */
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json }

/** A row or an item of one, with unknown cells. */
export type Cells = Readonly<Record<string, unknown>>

/** Deepest nesting that `toJson` follows. */
export const MAX_DEPTH = 64

/** The object behind a value (Arrow's rows are read through their `toJSON`), or `null` for anything else. */
export function asCells(value: unknown): Cells | null {
  if (!isObject(value) || isList(value)) return null
  if (typeof value.toJSON !== 'function' || value instanceof Date) return value
  const plain: unknown = value.toJSON()
  return isObject(plain) && !isList(plain) ? plain : null
}

/** Reads a text that must be there. Throws `ExampleError`. */
export function readText(value: unknown, place: Place): string {
  if (typeof value === 'string') return value
  throw new ExampleError(place, value === undefined ? 'is missing' : `is ${describe(value)}, must be text`)
}

/** Reads a text that may be absent or NULL: both are `null`. Throws `ExampleError`. */
export function readOptionalText(value: unknown, place: Place): string | null {
  return value === undefined || value === null ? null : readText(value, place)
}

/**
 * Reads a list in any form (array, typed array, Arrow vector); absent and NULL are empty. Throws `ExampleError`.
 */
export function readList(value: unknown, place: Place): unknown[] {
  if (value === undefined || value === null) return []
  if (isList(value)) return Array.from(value)
  throw new ExampleError(place, `is ${describe(value)}, must be a list`)
}

/** Reads a published vector; absent, NULL and empty are `null`. Throws `ExampleError` naming the offending place. */
export function readDirection(value: unknown, place: Place): Direction | null {
  const values = readList(value, place)
  if (values.length === 0) return null
  const result = readPublishedVector(values)
  if (!isDirectionProblem(result)) return result
  const column = result.position === null ? place.column : `${place.column}[${result.position}]`
  throw new ExampleError({ ...place, column }, result.problem)
}

/**
 * Any cell as JSON: integers beyond 2^53 and numbers that are not finite as text, dates as ISO text, typed arrays and
 * vectors as arrays, what has no JSON form as null. Throws `ExampleError` when nested deeper than `MAX_DEPTH`.
 */
export function toJson(value: unknown, place: Place, depth = 0): Json {
  if (depth > MAX_DEPTH) throw new ExampleError(place, `is nested deeper than ${MAX_DEPTH} levels`)
  if (typeof value === 'string' || typeof value === 'boolean') return value
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value)
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : String(value)
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString()
  if (isList(value)) return Array.from(value, (item) => toJson(item, place, depth + 1))
  const cells = asCells(value)
  if (!cells) return null
  return Object.fromEntries(Object.entries(cells).map(([key, cell]) => [key, toJson(cell, place, depth + 1)]))
}

/** A value in words, short enough for one line of an error. */
export function describe(value: unknown): string {
  if (value === null) return 'NULL'
  if (isList(value)) return 'a list'
  if (isObject(value)) return 'an object'
  const text = typeof value === 'string' ? JSON.stringify(value) : String(value)
  return `${typeof value} ${text.length > 40 ? `${text.slice(0, 40)}…` : text}`
}

interface List extends Iterable<unknown> {
  readonly length: number
}

function isList(value: unknown): value is List {
  if (!isObject(value)) return false
  return typeof value.length === 'number' && Symbol.iterator in value
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
