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

/** What a parameter's text stands for, or why it cannot be read. */
export type Reading<Value> = { readonly value: Value } | { readonly problem: string }

/**
 * Reads parameters: `null` where one is absent or unreadable; the latter is added to `problems`. It does without zod, as
 * an address is read in the first load of a page.
 */
export function createParamReader(searchParams: SearchParams, problems: ViewProblem[]) {
  return <Value>(param: string, reader: (text: string) => Reading<Value>): Value | null => {
    const text = readParam(searchParams, param)
    if (text === null || text === '') return null
    const reading = reader(text)
    if ('value' in reading) return reading.value
    problems.push({ param, part: text, problem: reading.problem })
    return null
  }
}

/** Reads one of a few words. */
export function oneOf<Key extends string>(keys: readonly Key[]) {
  return (text: string): Reading<Key> => {
    const key = keys.find((candidate) => candidate === text)
    return key === undefined ? { problem: `is none of ${keys.join(', ')}` } : { value: key }
  }
}

/** Reads any text of at most `length` characters. */
export function upTo(length: number) {
  return (text: string): Reading<string> =>
    text.length > length ? { problem: `is over ${length} characters` } : { value: text }
}

/** Reads a content hash. */
export function readHash(text: string): Reading<string> {
  return /^[0-9a-f]{32}$/.test(text) ? { value: text } : { problem: 'is no content hash: 32 hex characters' }
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
