import { afterAll, beforeAll, expect, test } from 'vitest'
import * as importRoute from '@/app/api/v1/projects/[id]/import/route'
import { closeDatabase } from '@/lib/store'
import { query } from '@/lib/store/database'
import { makeItems, openProject } from '@/tests/setup/annotations'
import { createTestDatabase } from '@/tests/setup/database'
import { at, request } from './call'
import { type Case, checkRefusal } from './refusal'

const NUL = '\u0000'
let id = ''
let annotator = ''

beforeAll(async () => {
  await createTestDatabase()
  const { projectId, people } = await openProject(3, 1)
  id = projectId
  annotator = people[0]?.id ?? ''
})
afterAll(closeDatabase)

const line = (change: object) => {
  const plain = {
    kind: 'annotation',
    hash: makeItems(1)[0]?.hash,
    queue: 'q',
    purpose: 'work',
    annotator: 'someone',
    revision: 1,
  }
  const rest = {
    at: '2026-01-01T00:00:00.000Z',
    guidelineVersion: 1,
    suggestionsShown: 'none',
    activeMs: null,
    origin: 'app',
  }
  return JSON.stringify({ ...plain, ...rest, answers: { note: { kind: 'note', text: 'a' } }, ...change })
}
const argilla = (change: object) =>
  JSON.stringify([
    { metadata: { hash: makeItems(1)[0]?.hash }, responses: { note: [{ value: 'a', user_id: 'u' }] }, ...change },
  ])
const studio = (change: object, value: object = { text: ['a'] }) =>
  JSON.stringify([
    {
      data: { hash: makeItems(1)[0]?.hash },
      annotations: [{ completed_by: 1, result: [{ from_name: 'note', type: 'textarea', value }], ...change }],
    },
  ])
const post =
  (format: string, text: string, change: object = {}, isByAdmin = true): Case[3] =>
  () =>
    importRoute.POST(
      request(
        'POST',
        '/x',
        { format, name: 'file', text, dryRun: false, ...change },
        isByAdmin ? undefined : { 'alignx-annotator': annotator },
      ),
      at({ id }),
    )

const IMPORTS: readonly Case[] = [
  ['an unknown format', 422, 'invalid-input', post('xml', '')],
  ['an annotator', 403, 'role-not-allowed', post('jsonl', line({}), {}, false)],
  ['an empty file', 422, 'import-unreadable', post('jsonl', '\n\n')],
  ['an empty list', 422, 'import-unreadable', post('argilla', '[]')],
  ['an object for a list', 422, 'import-unreadable', post('label-studio', '{}')],
  ['a torn list', 422, 'import-unreadable', post('argilla', '[{"fields":')],
  ['a torn line', 422, 'import-faulty', post('jsonl', `${line({})}\n{"kind":`)],
  ['a line of another kind', 422, 'import-faulty', post('jsonl', line({ kind: 'opinion' }))],
  ['a line without a hash', 422, 'import-faulty', post('jsonl', line({ hash: undefined }))],
  ['a line about a row that is not here', 422, 'import-faulty', post('jsonl', line({ hash: '0'.repeat(32) }))],
  ['a row twice by one annotator', 422, 'import-faulty', post('jsonl', `${line({})}\n${line({ revision: 2 })}`)],
  [
    'an answer to no question',
    422,
    'import-faulty',
    post('jsonl', line({ answers: { more: { kind: 'note', text: '' } } })),
  ],
  [
    'an answer of another kind',
    422,
    'import-faulty',
    post('jsonl', line({ answers: { note: { kind: 'text', text: '' } } })),
  ],
  [
    'an answer by side',
    422,
    'import-faulty',
    post('jsonl', line({ answers: { prefer: { kind: 'preference', side: 'left' } } })),
  ],
  ['a time of 30 years', 422, 'import-faulty', post('jsonl', line({ activeMs: 1e12 }))],
  [
    'an unknown annotator of the table',
    422,
    'import-faulty',
    post('jsonl', line({}), { annotators: { someone: 'nobody' } }),
  ],
  [
    'U+0000 as an annotator of the table',
    422,
    'import-faulty',
    post('jsonl', line({}), { annotators: { someone: NUL } }),
  ],
  ['a record that is null', 422, 'import-faulty', post('argilla', '[null]')],
  ['a record without responses', 422, 'import-faulty', post('argilla', argilla({ responses: null }))],
  ['a record about no row', 422, 'import-faulty', post('argilla', argilla({ metadata: {} }))],
  [
    'a record about other texts',
    422,
    'import-faulty',
    post('argilla', argilla({ metadata: {}, fields: { prompt: '', chosen: '', rejected: '' } })),
  ],
  [
    'a response to no question',
    422,
    'import-faulty',
    post('argilla', argilla({ responses: { more: [{ value: 'a', user_id: 'u' }] } })),
  ],
  [
    'a response that is a number',
    422,
    'import-faulty',
    post('argilla', argilla({ responses: { note: [{ value: 3, user_id: 'u' }] } })),
  ],
  [
    'a preference for a third response',
    422,
    'import-faulty',
    post('argilla', argilla({ responses: { prefer: [{ value: 'third', user_id: 'u' }] } })),
  ],
  [
    'marks without a value',
    422,
    'import-faulty',
    post('argilla', argilla({ responses: { given: [{ value: ['age-group'], user_id: 'u' }] } })),
  ],
  [
    'a dimension marked twice',
    422,
    'import-faulty',
    post(
      'argilla',
      argilla({ responses: { given: [{ value: ['age-group:agree', 'age-group:disagree'], user_id: 'u' }] } }),
    ),
  ],
  ['a task without annotations', 422, 'import-faulty', post('label-studio', '[{"data":{}}]')],
  ['an annotation by nobody', 422, 'import-faulty', post('label-studio', studio({ completed_by: null }))],
  ['a result that is a box', 422, 'import-faulty', post('label-studio', studio({}, { x: 1, y: 2 }))],
  ['a pair of other names', 422, 'import-faulty', post('label-studio', studio({}, { selected: 'left' }))],
  ['a side that is neither', 422, 'import-faulty', post('label-studio', studio({}, { selected: 'middle' }))],
  ['a negative lead time', 422, 'import-faulty', post('label-studio', studio({ lead_time: -1 }))],
]

test.each(IMPORTS)('takes no import with %s', async (_, status, code, refused) => {
  await checkRefusal(status, code, refused)
})

test('nothing of them was kept', async () => {
  expect(await query('SELECT 1 FROM annotation')).toEqual([])
  expect(await query(`SELECT 1 FROM annotator WHERE name LIKE 'Imported:%'`)).toEqual([])
})
