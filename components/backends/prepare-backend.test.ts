import { expect, test } from 'vitest'
import { newBackendSchema } from '@/lib/core/backend'
import { readBackendForm, readWhole } from './prepare-backend'

function fill(fields: Record<string, string>): FormData {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.set(name, value)
  return form
}

const FIELDS = {
  name: ' A100 ',
  kind: 'vllm',
  baseUrl: 'http://127.0.0.1:8000/ ',
  model: 'alignxpert',
  bosId: '128000',
  eosId: '128009',
  tokenizer: '',
  slots: '8',
  timeout: '0.5',
  secret: '',
}

test.each([
  ['', null],
  [' 12 ', 12],
  ['0', 0],
  ['-1', '-1'],
  ['1.5', '1.5'],
  ['1e3', '1e3'],
])('the field %j holds %j', (text, expected) => expect(readWhole(text)).toBe(expected))

test('a filled form is what the API takes', () => {
  expect(newBackendSchema.parse(readBackendForm(fill(FIELDS)))).toEqual({
    name: 'A100',
    kind: 'vllm',
    baseUrl: 'http://127.0.0.1:8000',
    model: 'alignxpert',
    settings: { bosId: 128000, eosId: 128009, tokenizer: 'server', slots: 8, timeoutMs: 500 },
    secret: null,
  })
})

test('a model without BOS has none, and an EOS that is no number is refused by the API', () => {
  expect(newBackendSchema.parse(readBackendForm(fill({ ...FIELDS, bosId: '' }))).settings.bosId).toBeNull()
  const refused = newBackendSchema.safeParse(readBackendForm(fill({ ...FIELDS, eosId: '<|eot_id|>' })))
  expect(refused.error?.issues.map((issue) => issue.path.join('.'))).toEqual(['settings.eosId'])
})
