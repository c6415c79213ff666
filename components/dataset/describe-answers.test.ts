import { expect, test } from 'vitest'
import { EVERY_ROW, type Filter } from '@/lib/core/filter'
import { type Answering, dataset } from '@/lib/dataset'
import { describeAnswers } from './describe-answers'

const HERE = dataset.getSnapshot().answers
const SERVER = { kind: 'server', id: 'a', label: 'A', synthetic: false } as const
const FILES = { kind: 'files', label: 'a' } as const
const TEXT: Filter = { kind: 'not', filter: { kind: 'text', query: 'tea', fields: ['prompt'] } }

test.each<[string, Partial<Answering>, typeof SERVER | typeof FILES, Filter, RegExp, string | null]>([
  ['chosen', { by: 'server', reason: 'chosen' }, SERVER, EVERY_ROW, /native DuckDB, because you chose it/, 'tab'],
  ['no WebAssembly', { by: 'server', reason: 'no-wasm' }, SERVER, EVERY_ROW, /cannot run WebAssembly/, 'tab'],
  ['large', { by: 'server', reason: 'large', bytes: 7e9 }, SERVER, EVERY_ROW, /7(\.0)? GB are more than a tab/, 'tab'],
  ['small', { by: 'server', reason: 'small-device', bytes: 2e7 }, SERVER, EVERY_ROW, /too little memory/, 'tab'],
  ['texts of prepared data', { searchesTexts: true, canServer: true }, SERVER, TEXT, /^Texts are searched by/, 'tab'],
  ['no text asked', { searchesTexts: true, canServer: true }, SERVER, EVERY_ROW, /^Answered in this tab\.$/, 'server'],
  ['files', {}, FILES, TEXT, /never uploaded/, null],
  ['an address', { choice: 'server', reason: 'not-here' }, SERVER, TEXT, /only passes these files on/, null],
])('%s', (_, change, source, filter, text, choice) => {
  const line = describeAnswers({ ...dataset.getSnapshot(), source, answers: { ...HERE, ...change } }, filter)
  expect(line.text).toMatch(text)
  expect(line.other?.choice ?? null).toBe(choice)
})
