import { readdirSync, readFileSync } from 'node:fs'
import { mkdir, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { POST as makeAnswers } from '@/app/api/v1/sources/[id]/answers/route'
import { POST as askSql } from '@/app/api/v1/sql/route'
import {
  type AnswersService,
  createAnswersService,
  DEFAULT_ANSWERS_SETTINGS,
  provideAnswersService,
} from '@/lib/answers'
import { answersStateSchema } from '@/lib/core/answers'
import { createFileRegistry } from '@/lib/sources'
import { at, request } from '../api/call'
import { createSourceWorld, type SourceWorld } from '../hub/source-world'

let world: SourceWorld
let data: string
let answers: AnswersService

beforeEach(async () => {
  world = await createSourceWorld()
  data = join(world.folder, 'data')
  await mkdir(data)
  world.configure({ dataFolder: data })
  answers = createAnswersService({ ...DEFAULT_ANSWERS_SETTINGS, folder: join(world.folder, 'answers') })
  provideAnswersService(answers)
})

afterEach(async () => {
  answers.close()
  vi.unstubAllEnvs()
  await world.close()
})

const row = (prompt: string) => JSON.stringify({ prompt, chosen: 'c', rejected: 'r' })

async function ask(sql: string, source = 'folder') {
  for (;;) {
    const body = await (await askSql(request('POST', '/api/v1/sql', { source, sql }))).json()
    if (body.code !== 'answers-making') return body
  }
}

async function settle() {
  for (;;) {
    const asked = request('POST', '/api/v1/sources/folder/answers')
    const state = answersStateSchema.parse(await (await makeAnswers(asked, at({ id: 'folder' }))).json())
    if (state.state !== 'making') return state
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

test('faulty rows are left out and a shard that breaks off keeps what came before', async () => {
  await writeFile(join(data, 'a.jsonl'), [row('one'), '{"prompt": 3}', row('two')].join('\n'))
  await writeFile(join(data, 'b.json'), `[${row('three')}, ${row('four')}, {"prompt": `)
  await writeFile(join(data, 'c.parquet'), 'PAR1 and nothing else')
  await writeFile(join(data, 'd.jsonl'), row('five'))
  const state = await settle()
  expect(state).toMatchObject({ state: 'ready' })
  if (state.state !== 'ready') return
  expect(state.shards.map(({ name, rows, leftOut, problem }) => [name, rows, leftOut, problem !== null])).toEqual([
    ['a.jsonl', 2, 1, false],
    ['b.json', 2, 0, true],
    ['c.parquet', 0, 0, true],
    ['d.jsonl', 1, 0, false],
  ])
  const { rows } = await ask('SELECT row_number, shard, shard_row, prompt FROM examples ORDER BY row_number')
  expect(rows).toEqual([
    [0, 0, 0, 'one'],
    [1, 0, 2, 'two'],
    [2, 1, 0, 'three'],
    [3, 1, 1, 'four'],
    [4, 3, 0, 'five'],
  ])
}, 60_000)

test('a source without a row that can be read is refused with the reason', async () => {
  await writeFile(join(data, 'a.jsonl'), 'no json at all')
  expect(await ask('SELECT 1')).toMatchObject({ status: 422, code: 'answers-failed' })
  expect(await readdir(join(world.folder, 'answers'))).toEqual([])
}, 60_000)

test('a folder that changed gets a new table, and the old one goes', async () => {
  await writeFile(join(data, 'a.jsonl'), row('one'))
  expect((await ask('SELECT count(*) FROM examples')).rows).toEqual([['1']])
  await writeFile(join(data, 'a.jsonl'), [row('one'), row('two')].join('\n'))
  expect((await ask('SELECT count(*) FROM examples')).rows).toEqual([['2']])
  const files = (await readdir(join(world.folder, 'answers'))).filter((name) => name.endsWith('.duckdb'))
  expect(files).toHaveLength(1)
}, 60_000)

test('a process that was killed is started anew', async () => {
  await writeFile(join(data, 'a.jsonl'), row('one'))
  expect((await ask('SELECT 1 AS one')).rows).toEqual([[1]])
  const long = ask('SELECT count(*) FROM range(10000000) a, range(10000000) b WHERE a.range * b.range % 7 = 3')
  await new Promise((resolve) => setTimeout(resolve, 300))
  for (const pid of childrenOf(process.pid)) process.kill(pid, 'SIGKILL')
  expect(await long).toMatchObject({ status: 503, code: 'answers-broken' })
  expect((await ask('SELECT 1 AS one')).rows).toEqual([[1]])
}, 60_000)

test('files elsewhere are not answered about, nor anything where it is turned off', async () => {
  await createFileRegistry(join(world.folder, 'sources.json')).add({
    id: 'url-1',
    kind: 'url',
    label: 'away',
    network: 'public',
    prepared: null,
    shards: [],
  })
  expect(await ask('SELECT 1', 'url-1')).toMatchObject({ status: 422, code: 'answers-elsewhere' })
  vi.stubEnv('ALIGNX_ANSWERS', 'off')
  expect(await ask('SELECT 1')).toMatchObject({ status: 403, code: 'answers-off' })
})

/** The programs that this process started to answer questions. */
function childrenOf(parent: number): readonly number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => {
      try {
        const [, rest = ''] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')
        return Number(rest.split(' ')[1]) === parent && readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('answers')
      } catch {
        return false
      }
    })
}
