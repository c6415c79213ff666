const TAG = /(W\/)?("[\x21\x23-\x7e\x80-\xff]*")/g

/** A strong entity tag as an upstream server sent it; `null` for a weak, malformed or missing one. */
export function strongEntityTag(header: string | undefined): string | null {
  const tag = header?.trim() ?? ''
  return /^"[\x21\x23-\x7e\x80-\xff]*"$/.test(tag) ? tag : null
}

/**
 * Whether an `If-None-Match` (or, with `strong`, an `If-Match`) header names `etag`. `*` names any file, also one
 * without a tag. Source: RFC 9110, section 8.8.3.2.
 */
export function matchesEntityTag(header: string, etag: string | null, strong: boolean): boolean {
  if (header.trim() === '*') return true
  if (etag === null) return false
  for (const [, weak, tag] of header.matchAll(TAG)) {
    if (tag === etag && !(strong && weak !== undefined)) return true
  }
  return false
}

/**
 * Whether a range may be served under an `If-Range` header: there is none, or it is exactly the strong tag of the file.
 * A date never matches, since no `Last-Modified` is sent.
 */
export function allowsRange(header: string | null, etag: string | null): boolean {
  return header === null || (etag !== null && header.trim() === etag)
}
