import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { MANIFEST_FILE } from '@/lib/core/prepared/manifest-files'
import { type BuiltAlignx, buildAlignx } from '@/tests/setup/run-alignx'
import { contentsOf, makeDataset, tableOf } from './test-dataset'

vi.setConfig({ testTimeout: 240_000, hookTimeout: 120_000 })

let folder = ''
let shards = ''
let whole = ''
let alignx: BuiltAlignx

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'alignx-killed-'))
  alignx = await buildAlignx()
  ;({ shards, whole } = await makeDataset())
})
afterAll(() => {
  rmSync(folder, { recursive: true, force: true })
  alignx.remove()
})

const partNames = (out: string) => (existsSync(join(out, 'parts')) ? readdirSync(join(out, 'parts')) : [])
const isPartial = (name: string) => name.includes('.partial-')

/** Finished parts with the number and the time of change of their packs. */
function finishedParts(out: string): Map<string, string> {
  return new Map(
    partNames(out)
      .filter((name) => !isPartial(name) && existsSync(join(out, 'parts', name, 'part.json')))
      .map((name) => {
        const { ino, mtimeMs } = statSync(join(out, 'parts', name, 'text.pack'))
        return [name, `${ino} ${mtimeMs}`]
      }),
  )
}

const merging = (path: string) => (out: string) =>
  existsSync(join(out, 'merge.partial', path)) || existsSync(join(out, path))

/** What is on the disk when the program is killed, in the order in which it comes about. */
const MOMENTS: readonly [string, (out: string) => boolean][] = [
  ['before anything is written', () => true],
  ['while the first shard is prepared', (out) => partNames(out).some(isPartial)],
  ['when a shard is done', (out) => finishedParts(out).size >= 1],
  ['while another is prepared', (out) => finishedParts(out).size >= 1 && partNames(out).some(isPartial)],
  ['when all shards are done', (out) => finishedParts(out).size === 3],
  ['when the merge has begun', merging('')],
  ['while the columns are merged', merging('directions.bin')],
  ['while the hashes are merged', merging('hashes.bin')],
  ['while the words are merged', merging('terms/postings.bin')],
  ['while copies are compressed', merging('totals.json.br')],
  ['while files are put in place', (out) => existsSync(join(out, 'text/00000.pack'))],
  ['when the manifest is in place', (out) => existsSync(join(out, MANIFEST_FILE))],
]

it('goes on to the same dataset when it is killed at any point, without doing a finished shard again', async () => {
  const out = join(folder, 'killed')
  const args = ['prepare', '--in', shards, '--out', out, '--jobs', '1']
  let kills = 0
  let finished = new Map<string, string>()
  for (const [, isReached] of MOMENTS) {
    const child = spawn(process.execPath, [...alignx.arguments, ...args], { stdio: 'ignore' })
    if (await killWhen(child, () => isReached(out))) kills++
    const parts = finishedParts(out)
    if (existsSync(join(out, 'parts')) && !existsSync(join(out, MANIFEST_FILE)))
      for (const [name, identity] of finished) expect(parts.get(name)).toBe(identity)
    finished = parts
  }
  // A moment may be over before it is seen: the last ones are milliseconds apart.
  expect(kills).toBeGreaterThanOrEqual(8)
  expect(await alignx.run(...args)).toMatchObject({ status: 0 })
  expect(contentsOf(out)).toEqual(contentsOf(whole))
  expect(await tableOf(out)).toEqual(await tableOf(whole))
})

/** Kills a program at a moment; false when it ended before. */
async function killWhen(child: ChildProcess, isReached: () => boolean): Promise<boolean> {
  const ended = once(child, 'exit')
  while (child.exitCode === null && !isReached()) await wait(2)
  child.kill('SIGKILL')
  await ended
  return child.signalCode === 'SIGKILL'
}
