import { expect, test } from 'vitest'
import { questionSchema } from '@/lib/core/annotation/question'
import { compareAnswers, describeAnswer, describeOrigin, joinValues } from './describe-answer'
import { describeEmptyDesk, describeLease, describeWaiting, endSentence } from './describe-desk'
import type { OutboxEntry } from './outbox'

const verify = questionSchema.parse({ kind: 'verify', key: 'given', title: 'Right?' })
const dims = questionSchema.parse({ kind: 'direction', key: 'dims', title: 'What?' })
const prefer = questionSchema.parse({ kind: 'preference', key: 'prefer', title: 'Which?' })
const flags = questionSchema.parse({ kind: 'flags', key: 'flags', title: 'Wrong?' })

test('answers are said in words', () => {
  expect(describeAnswer(prefer, { kind: 'preference', side: 'right', confidence: 4 }, null)).toEqual([
    { about: '', value: 'Response B' },
  ])
  expect(describeAnswer(dims, { kind: 'direction', marks: { openness: '-', gender: '?' } }, null)).toEqual([
    { about: 'Openness', value: '−' },
    { about: 'Gender', value: 'not sure' },
  ])
  expect(describeAnswer(flags, { kind: 'flags', flags: ['harmful'] }, null)).toEqual([
    { about: '', value: 'Harmful or abusive' },
  ])
  expect(describeAnswer(flags, undefined, null)).toEqual([])
})

test('values that say the same stand together', () => {
  const marks = describeAnswer(dims, { kind: 'direction', marks: { openness: '-', gender: '?', food: '-' } }, null)
  expect(joinValues(marks)).toBe('− Openness, Food; not sure: Gender')
  expect(joinValues(describeAnswer(flags, { kind: 'flags', flags: ['harmful', 'garbled'] }, null))).toBe(
    'Harmful or abusive; Garbled or cut short',
  )
  expect(joinValues([])).toBe('')
})

test('a suggestion says what it rests on', () => {
  const suggestion = { question: 'a', label: 'First', answer: { kind: 'note', text: '' }, score: 1.2345 } as const
  expect(describeOrigin({ ...suggestion, origin: 'run' })).toBe('run First, margin 1.23 nats')
  expect(describeOrigin({ ...suggestion, origin: 'profile-exact' })).toBe('profile of the history, exact rule')
})

test('given and expected answers stand side by side', () => {
  const agree = { kind: 'verify', marks: { openness: 'agree', gender: 'agree' } } as const
  expect(compareAnswers(verify, agree, { kind: 'verify', marks: { openness: 'disagree' } }, null)).toEqual([
    { about: 'Openness', given: 'agree', expected: 'disagree', isRight: false },
  ])
  const marks = { kind: 'direction', marks: { gender: '+' } } as const
  expect(compareAnswers(dims, marks, { kind: 'direction', marks: { openness: '+' } }, null)).toEqual([
    { about: 'Openness', given: 'neutral', expected: '+', isRight: false },
    { about: 'Gender', given: '+', expected: 'neutral', isRight: false },
  ])
  const left = { kind: 'preference', side: 'left', confidence: 1 } as const
  expect(compareAnswers(prefer, left, { ...left, confidence: null }, null)).toEqual([
    { about: '', given: 'Response A', expected: 'Response A', isRight: true },
  ])
  expect(compareAnswers(flags, { kind: 'flags', flags: [] }, { kind: 'flags', flags: ['garbled'] }, null)).toEqual([
    { about: '', given: 'none', expected: 'Garbled or cut short', isRight: false },
  ])
})

function entry(action: 'submit' | 'undo', isRefused = false): OutboxEntry {
  const body = { key: '0'.repeat(32), answers: {}, activeMs: null }
  return {
    place: '1',
    annotatorId: 'ada',
    projectId: 'p',
    taskId: 't',
    prompt: '',
    answers: {},
    request: action === 'submit' ? { action, body } : { action, body },
    refusal: isRefused ? { code: 'a', message: 'b' } : null,
  }
}

test('what waits is counted, and what it waits for is said', () => {
  const three = [entry('submit'), entry('submit'), entry('submit')]
  expect(describeWaiting(three, 'lost')).toBe('3 answers wait for the connection')
  expect(describeWaiting(three.slice(2), 'lost')).toBe('1 answer waits for the connection')
  expect(describeWaiting([entry('submit'), entry('undo')], 'lost')).toBe('2 changes wait for the connection')
  expect(describeWaiting(three.slice(1), null)).toBe('2 answers are being sent')
  expect(describeWaiting(three.slice(2), null)).toBe('1 answer is being sent')
  expect(describeWaiting([entry('submit', true)], 'lost')).toBeNull()
})

test('every reason for an empty desk has its own words', () => {
  const titles = (['all-done', 'held-by-others', 'share-used', 'nothing-open'] as const).map(
    (shortage) => describeEmptyDesk(shortage, false, null).title,
  )
  const others = [describeEmptyDesk('nothing-open', true, null), describeEmptyDesk(null, false, 'lost')]
  expect(new Set([...titles, ...others.map(({ title }) => title)]).size).toBe(6)
})

test('a lease is mentioned when it runs out', () => {
  const until = '2026-01-01T00:30:00.000Z'
  const at = (minutes: number) => Date.parse(until) - minutes * 60_000
  expect(describeLease(undefined, 0)).toBeNull()
  expect(describeLease(until, at(10))).toBeNull()
  expect(describeLease(until, at(2))?.text).toContain('2 more minutes')
  expect(describeLease(until, at(1))?.text).toContain('one more minute')
  expect(describeLease(until, at(-1))?.isOver).toBe(true)
})

test('a message ends with a full stop before more is said', () => {
  expect(['It is archived', 'It is archived.'].map(endSentence)).toEqual(['It is archived.', 'It is archived.'])
})
