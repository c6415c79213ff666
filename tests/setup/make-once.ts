import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { inject } from 'vitest'
import { takeLock } from '../../scripts/setup/lock.mjs'

/** A folder that the run's first test to ask makes and all others only read. */
export async function makeOnce(name: string, make: (folder: string) => Promise<void>): Promise<string> {
  const folder = join(inject('madeDir'), name)
  const draft = `${folder}.draft`
  const release = await takeLock(`${folder}.lock`, {}, () => undefined)
  try {
    if (existsSync(folder)) return folder
    rmSync(draft, { recursive: true, force: true })
    mkdirSync(draft)
    await make(draft)
    renameSync(draft, folder)
    return folder
  } finally {
    release()
  }
}
