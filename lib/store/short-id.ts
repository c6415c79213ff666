import 'server-only'
import { randomBytes } from 'node:crypto'

/** An id of 16 characters `[0-9A-Za-z_-]` with 96 random bits. */
export function createShortId(): string {
  return randomBytes(12).toString('base64url')
}

/** A secret link's token: 32 random bytes in base64url, 43 characters. */
export function createToken(): string {
  return randomBytes(32).toString('base64url')
}

/** Whether a text of unknown origin can be an id at all. PostgreSQL refuses U+0000 even as a parameter. */
export function isId(text: string): boolean {
  return /^[\w-]{1,64}$/.test(text)
}
