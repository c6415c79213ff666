import { afterAll, beforeAll, test } from 'vitest'
import * as importRoute from '@/app/api/v1/runs/import/route'
import { closeDatabase } from '@/lib/store'
import { createTestDatabase } from '@/tests/setup/database'
import { request } from './call'
import { type Case, checkRefusal, checkRuns, makeRuns } from './refusal'

const NUL = '\u0000'

beforeAll(async () => {
  await createTestDatabase()
  await makeRuns()
})
afterAll(closeDatabase)

const postImport = (body: unknown) => () => importRoute.POST(request('POST', '/api/v1/runs/import', body))
const evalFile = (text: string) => ({ name: 'a.jsonl', text })
const line = (idx: unknown, chosen: unknown = 1) =>
  `{"idx":${idx},"nll_loss_all_chosen":${chosen},"nll_loss_all_rejected":2}`
const files = (policy: string, reference = policy) => ({
  name: 'n',
  policy: evalFile(policy),
  reference: evalFile(reference),
})
function form(fields: Record<string, string | File>): FormData {
  const data = new FormData()
  for (const [name, value] of Object.entries(fields)) data.set(name, value)
  return data
}
const CASES: readonly Case[] = [
  ['an import without files', 422, 'invalid-input', postImport({ name: 'n' })],
  ['an import of empty files', 422, 'import-empty', postImport(files(''))],
  ['an import of torn lines only', 422, 'import-empty', postImport(files('{"idx":0,"nll'))],
  ['an import of NaN only', 422, 'import-empty', postImport(files(line(0, 'NaN')))],
  ['an import of texts for numbers', 422, 'import-empty', postImport(files(line(0, '"1"')))],
  ['an import of a JSON array', 422, 'import-empty', postImport(files(`[${line(0)}]`))],
  ['an import without a common idx', 422, 'import-empty', postImport(files(line(0), line(1)))],
  [
    'an import of other texts',
    422,
    'import-empty',
    postImport(files(`${line(0).slice(0, -1)},"prompt":"a"}`, `${line(0).slice(0, -1)},"prompt":"b"}`)),
  ],
  ['an import of a huge idx', 422, 'import-idx-too-large', postImport(files(line(2 ** 40)))],
  [
    'an import with U+0000 as file name',
    422,
    'invalid-input',
    postImport({ ...files(line(0)), policy: { name: NUL, text: line(0) } }),
  ],
  [
    'a form without a boundary',
    400,
    'bad-form',
    () => importRoute.POST(request('POST', '/x', 'x', { 'content-type': 'multipart/form-data' })),
  ],
  [
    'a torn form',
    400,
    'bad-form',
    () =>
      importRoute.POST(
        request('POST', '/x', '--b\r\ncontent-disp', { 'content-type': 'multipart/form-data; boundary=b' }),
      ),
  ],
  ['a form without files', 422, 'invalid-input', postImport(form({ name: 'n' }))],
  [
    'a form with a text as file',
    422,
    'invalid-input',
    postImport(form({ name: 'n', policy: line(0), reference: line(0) })),
  ],
  [
    'a file that is not UTF-8',
    400,
    'bad-encoding',
    postImport(
      form({ name: 'n', policy: new File([new Uint8Array([255, 254])], 'p'), reference: new File([line(0)], 'r') }),
    ),
  ],
]

test.each(CASES)('refuses %s with %i %s', (_what, status, code, send) => checkRefusal(status, code, send))

test('nothing was lost or changed by them', checkRuns)
