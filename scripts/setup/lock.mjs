// A lock that a killed process cannot keep: a folder's owner is named by process number and time of birth.
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { endLeftovers, readBirth } from './processes.mjs'

function readHolder(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    if (error.code === 'ENOENT' || error instanceof SyntaxError) return null
    throw error
  }
}

function isAlive(holder) {
  return holder !== null && readBirth(holder.pid) === holder.birth
}

/** Takes the lock file, whole or not at all; answers whether it did. */
function tryTake(file, facts) {
  const draft = `${file}.${process.pid}`
  writeFileSync(draft, JSON.stringify({ pid: process.pid, birth: readBirth(process.pid), ...facts }))
  try {
    linkSync(draft, file)
    return true
  } catch (error) {
    if (error.code !== 'EEXIST') throw error
    return false
  } finally {
    rmSync(draft, { force: true })
  }
}

/** Moves a dead process's lock away; puts back one that somebody took in the meantime. */
function breakStale(file) {
  const aside = `${file}.stale-${process.pid}`
  try {
    renameSync(file, aside)
  } catch (error) {
    if (error.code === 'ENOENT') return
    throw error
  }
  if (isAlive(readHolder(aside))) {
    try {
      linkSync(aside, file)
    } catch (error) {
      if (error.code !== 'EEXIST') throw error
    }
  }
  rmSync(aside, { force: true })
}

/**
 * Takes the lock of a folder, ending first what a killed holder left running. While a living process holds it,
 * `onHeld(holder, tries)` is called each time: it throws to give up. `facts` are written into the lock for others to read.
 * Returns the function that gives the lock back.
 */
export async function takeLock(dir, facts, onHeld) {
  mkdirSync(dir, { recursive: true, mode: 0o700 })
  const file = path.join(dir, 'lock')
  for (let tries = 0; ; tries += 1) {
    if (tryTake(file, facts)) {
      await endLeftovers(dir)
      return () => rmSync(file, { force: true })
    }
    const holder = readHolder(file)
    if (isAlive(holder)) onHeld(holder, tries)
    else breakStale(file)
    await sleep(holder ? 200 : 20)
  }
}
