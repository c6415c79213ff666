// @vitest-environment happy-dom
import { beforeEach, expect, test } from 'vitest'
import type { GivenAnswers } from '@/lib/core/annotation/answer'
import { draftKey, dropDraft, keepDraft, readDraft, startAnswers } from './drafts'
import { makeFull } from './test-full-storage'

beforeEach(() => localStorage.clear())

function saying(text: string): GivenAnswers {
  return { note: { kind: 'note', text } }
}

const key = draftKey('ada', 't1')

test('a draft is kept for one annotator and task until it is dropped', () => {
  const draft = { answers: saying('half a'), activeMs: 700, isSent: false }
  expect(keepDraft(localStorage, key, draft)).toBe(true)
  expect(readDraft(localStorage, key)).toEqual(draft)
  expect(readDraft(localStorage, draftKey('bob', 't1'))).toBeNull()
  dropDraft(localStorage, key)
  expect(readDraft(localStorage, key)).toBeNull()
})

test('a full storage is told, and something else under the name is no draft', () => {
  localStorage.setItem(key, '{"answers":1}')
  expect(readDraft(localStorage, key)).toBeNull()
  expect(keepDraft(makeFull(localStorage), key, { answers: {}, activeMs: 0, isSent: false })).toBe(false)
})

const kept = { answers: saying('on the server'), savedAt: '2026-01-01T00:00:00.000Z' }
test.each([
  ['typed here and not sent', { draft: kept, answers: saying('submitted') }, { isSent: false }, 'typed here'],
  ['sent from here, changed elsewhere', { draft: kept, answers: null }, { isSent: true }, 'on the server'],
  ['sent from here, gone there', { draft: null, answers: null }, { isSent: true }, 'typed here'],
  ['on the server only', { draft: kept, answers: saying('submitted') }, null, 'on the server'],
  ['submitted', { draft: null, answers: saying('submitted') }, null, 'submitted'],
] as const)('answers start with what was %s', (_, task, local, text) => {
  const draft = local && { answers: saying('typed here'), activeMs: 0, isSent: local.isSent }
  expect(startAnswers(task, draft)).toEqual(saying(text))
})

test('answers start empty', () => {
  expect(startAnswers({ draft: null, answers: null }, null)).toEqual({})
})
