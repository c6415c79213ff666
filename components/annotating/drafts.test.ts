// @vitest-environment happy-dom
import { beforeEach, expect, test } from 'vitest'
import type { GivenAnswers } from '@/lib/core/annotation/answer'
import { DraftShelf, startAnswers } from './drafts'
import { makeFull } from './test-full-storage'

beforeEach(() => localStorage.clear())

function saying(text: string): GivenAnswers {
  return { note: { kind: 'note', text } }
}

const shelf = new DraftShelf(localStorage, 'ada')

test('a draft is kept for one annotator and task until it is dropped', () => {
  const draft = { answers: saying('half a'), activeMs: 700, isSent: false }
  expect(shelf.keep('t1', draft)).toBe(true)
  expect(new DraftShelf(localStorage, 'ada').read('t1')).toEqual(draft)
  expect(new DraftShelf(localStorage, 'bob').read('t1')).toBeNull()
  shelf.drop('t1')
  expect(shelf.read('t1')).toBeNull()
})

test('a draft is sent when the server has it as it is now', () => {
  shelf.keep('t1', { answers: saying('more'), activeMs: 700, isSent: false })
  shelf.markSent('t1', saying('half'))
  expect(shelf.read('t1')?.isSent).toBe(false)
  shelf.markSent('t1', saying('more'))
  expect(shelf.read('t1')?.isSent).toBe(true)
  shelf.replace('t1', saying('other'), false)
  expect(shelf.read('t1')).toEqual({ answers: saying('other'), activeMs: 700, isSent: false })
})

test('a full storage is told, and something else under the name is no draft', () => {
  localStorage.setItem(shelf.key('t1'), '{"answers":1}')
  expect(shelf.read('t1')).toBeNull()
  const full = new DraftShelf(makeFull(localStorage), 'ada')
  expect(full.keep('t1', { answers: {}, activeMs: 0, isSent: false })).toBe(false)
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
