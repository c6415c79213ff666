import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const SHARED = fileURLToPath(new URL('../../../shared/', import.meta.url))

/** Absolute path of a file of the shared folder beside the project. */
export function sharedPath(path: string): string {
  return `${SHARED}${path}`
}

/** True when the shared folder has the file; tests of real data skip without it. */
export function hasShared(path: string): boolean {
  return existsSync(sharedPath(path))
}

/** A JSON file of the shared folder. */
export function readShared(path: string): unknown {
  return JSON.parse(readFileSync(sharedPath(path), 'utf8'))
}
