import type { z } from 'zod'

/** A part of an address that could not be read: the parameter, the part of its text, and why. */
export interface ViewProblem {
  readonly param: string
  readonly part: string
  readonly problem: string
}

/** Search parameters as a `URLSearchParams` or as pages receive them; of a repeated one the first counts. */
export type SearchParams = Pick<URLSearchParams, 'get'> | Readonly<Record<string, string | string[] | undefined>>

/** The text of a parameter, or `null` without it. */
export function readParam(searchParams: SearchParams, param: string): string | null {
  if (isUrlSearchParams(searchParams)) return searchParams.get(param)
  const value = searchParams[param]
  return (typeof value === 'string' ? value : value?.[0]) ?? null
}

function isUrlSearchParams(searchParams: SearchParams): searchParams is Pick<URLSearchParams, 'get'> {
  return typeof searchParams.get === 'function'
}

/** Reads parameters against schemas: `null` where one is absent or unreadable; the latter is added to `problems`. */
export function createParamReader(searchParams: SearchParams, problems: ViewProblem[]) {
  return <Value>(param: string, schema: z.ZodType<Value>): Value | null => {
    const text = readParam(searchParams, param)
    if (text === null || text === '') return null
    const result = schema.safeParse(text)
    if (result.success) return result.data
    problems.push({ param, part: text, problem: result.error.issues[0]?.message ?? 'cannot be read' })
    return null
  }
}

/** Parameters as a query string without `?`; those without a value are left out. */
export function formatParams(params: readonly (readonly [param: string, value: string | null])[]): string {
  return params.flatMap(([param, value]) => (value ? [`${param}=${encodeReadably(value)}`] : [])).join('&')
}

/** Percent-encodes what a query string must not hold and nothing else, so that addresses stay readable. */
function encodeReadably(value: string): string {
  return encodeURIComponent(value.toWellFormed())
    .replace(/%20/g, '+')
    .replace(/%(2C|3A|2F|40|24|3B|3D)/g, decodeURIComponent)
}
