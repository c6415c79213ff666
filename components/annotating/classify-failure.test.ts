import { expect, test } from 'vitest'
import { RequestError } from '../ui/request'
import { classifyFailure } from './desk-requests'

test.each([
  ['unreachable', null, 'unanswered'],
  ['unreadable', 200, 'unanswered'],
  ['internal', 500, 'unanswered'],
  ['bad-gateway', 502, 'unanswered'],
  ['too-many', 429, 'unanswered'],
  ['annotator-archived', 403, 'barred'],
  ['annotator-unknown', 403, 'barred'],
  ['role-not-allowed', 403, 'barred'],
  ['answers-invalid', 422, 'refused'],
  ['task-skipped', 409, 'refused'],
  ['key-reused', 409, 'refused'],
  ['task-not-yours', 403, 'refused'],
  ['task-unknown', 404, 'refused'],
  ['task-not-done', 409, 'refused'],
] as const)('a submit that fails with %s (%s) is %s', (code, status, kind) => {
  expect(classifyFailure('submit', new RequestError('No.', code, status)).kind).toBe(kind)
})

test('a request that ran out of patience is sent again', () => {
  expect(classifyFailure('submit', new DOMException('', 'TimeoutError')).kind).toBe('unanswered')
})

test('what was never taken is taken back', () => {
  expect(classifyFailure('undo', new RequestError('No.', 'task-not-done', 409))).toEqual({
    kind: 'taken',
    answer: null,
  })
})
