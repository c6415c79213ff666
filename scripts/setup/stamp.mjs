// Stamps: what a step was done with last, so that it is done again when, and only when, that has changed.
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'

function listFiles(entry) {
  if (!existsSync(entry)) return []
  if (!statSync(entry).isDirectory()) return [entry]
  return readdirSync(entry)
    .sort()
    .flatMap((name) => listFiles(path.join(entry, name)))
}

/** A hash over the names and contents of files and folders, tests and generated code left out. */
export function hashFiles(root, entries) {
  const hash = createHash('sha256')
  for (const file of entries.flatMap((entry) => listFiles(path.join(root, entry)))) {
    const name = path.relative(root, file)
    if (/\.test\.tsx?$/.test(name) || name.startsWith(path.join('lib', 'store', 'generated'))) continue
    hash.update(`${name}\0${statSync(file).size}\0`).update(readFileSync(file))
  }
  return hash.digest('hex')
}

/** Whether `file` holds this stamp. */
export function hasStamp(file, stamp) {
  return existsSync(file) && readFileSync(file, 'utf8') === stamp
}

/** Writes a stamp whole or not at all. */
export function writeStamp(file, stamp) {
  mkdirSync(path.dirname(file), { recursive: true })
  writeFileSync(`${file}.${process.pid}`, stamp)
  renameSync(`${file}.${process.pid}`, file)
}
