import 'server-only'
import { createHash } from 'node:crypto'

/** A short name of a post, equal for equal posts: 22 characters of base64url, 128 bits of its SHA-256. */
export function hashPrompt(prompt: string): string {
  return createHash('sha256').update(prompt).digest().subarray(0, 16).toString('base64url')
}
